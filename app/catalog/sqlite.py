"""Everything that only SQLite knows: pragmas, transactions, error codes, integrity.

Another database needs another module like this one and nothing else.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from app.core.errors import CatalogError, InputError, StorageError

BUSY_TIMEOUT_MS = 5_000
_READ_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA trusted_schema=OFF",
)
_WRITE_PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL")
_NO_ROOM = ("disk is full", "disk i/o error", "database or disk is full")
_NO_PERMISSION = ("readonly database", "unable to open database", "permission denied")
_OUR_FAULT = (
    IntegrityError,
    ProgrammingError,
    DataError,
    sqlite3.IntegrityError,
    sqlite3.ProgrammingError,
    sqlite3.DataError,
)
_BUSY = ("database is locked", "database table is locked")


def open_engine(database: Path, read_only: bool) -> Engine:
    """Return an engine whose connections are closed as soon as they are given back.

    Parameters
    ----------
    database
        The SQLite file; it is created when it is not there and ``read_only`` is false.
    read_only
        Refuse every statement that writes. A database in a folder that may not be
        written to is opened as immutable, because WAL cannot work there.
    """

    def connect() -> sqlite3.Connection:
        uri = f"file:{quote(str(database))}?{_uri_query(database, read_only)}"
        return sqlite3.connect(uri, uri=True)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    pragmas = (*_READ_PRAGMAS, "PRAGMA query_only=ON") if read_only else _READ_PRAGMAS
    if not read_only:
        pragmas = (*pragmas, *_WRITE_PRAGMAS)
    _listen(engine, pragmas, "BEGIN" if read_only else "BEGIN IMMEDIATE")
    return engine


def _uri_query(database: Path, read_only: bool) -> str:
    if not read_only:
        return "mode=rwc"
    if os.access(database.parent, os.W_OK) and os.access(database, os.W_OK):
        return "mode=rw"
    journal = database.with_name(database.name + "-wal")
    return "mode=ro" if journal.exists() else "mode=ro&immutable=1"


def _listen(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    @event.listens_for(engine, "connect")
    def _configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.isolation_level = None
        cursor = connection.cursor()
        try:
            for pragma in pragmas:
                cursor.execute(pragma)
        except BaseException:
            cursor.close()
            connection.close()
            raise
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


@contextmanager
def clear_errors(what: object) -> Iterator[None]:
    """Turn the database's errors into ours, naming ``what``.

    Raises
    ------
    CatalogError
        Corrupt, not a database, or busy.
    StorageError
        Disk full or no permission.
    """
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if isinstance(error, _OUR_FAULT):
            raise
        raise _translated(what, error) from error


def _translated(what: object, error: Exception) -> InputError:
    message = str(error.orig if isinstance(error, DatabaseError) else error)
    lowered = message.lower()
    if any(sign in lowered for sign in _NO_ROOM):
        return StorageError(
            what, f"cannot be written ({message}); free some space on the disk and try again"
        )
    if any(sign in lowered for sign in _NO_PERMISSION):
        return StorageError(
            what, f"may not be opened or written ({message}); check the folder's permissions"
        )
    if any(sign in lowered for sign in _BUSY):
        return CatalogError(what, "is busy: another process is writing to it; try again later")
    return CatalogError(
        what,
        f"is corrupt or not a catalog ({message}); remove it and import its items again",
    )


def integrity_problem(connection: Connection) -> str:
    """Check every page; return what is wrong, or an empty string."""
    try:
        rows = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
    except DatabaseError as error:
        return str(error.orig)
    return "" if list(rows) == ["ok"] else "; ".join(map(str, rows))
