"""Everything that only SQLite knows: pragmas, transactions, error codes, integrity.

Another database needs another module like this one and nothing else.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError
from sqlalchemy.pool import NullPool

from app.core.errors import CatalogError, InputError, StorageError

BUSY_TIMEOUT_MS = 5_000
_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA trusted_schema=OFF",
)
_WRITE_PRAGMAS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL")
_READ_PRAGMAS = ("PRAGMA query_only=ON", "PRAGMA schema_version")
"""The second one reads the file, so that a connection that is made can be used."""
_NO_ROOM = ("disk is full", "disk i/o error")
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
        Refuse every statement that writes. Where WAL cannot work, because the folder may
        not be written to or the disk is full, the database is read as immutable.
    """
    connect = _reading(database) if read_only else _writing(database)
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _writing(database: Path) -> Callable[[], sqlite3.Connection]:
    return lambda: _connect(database, "mode=rwc", _WRITE_PRAGMAS)


def _reading(database: Path) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        can_be_immutable = not _has_journal(database)
        if can_be_immutable and not (_is_writable(database.parent) and _is_writable(database)):
            return _connect(database, "mode=ro&immutable=1", _READ_PRAGMAS)
        try:
            return _connect(database, "mode=rw", _READ_PRAGMAS)
        except sqlite3.OperationalError as error:
            if not can_be_immutable or not _has_no_room(str(error)):
                raise
            return _connect(database, "mode=ro&immutable=1", _READ_PRAGMAS)

    return connect


def open_idle(database: Path) -> sqlite3.Connection:
    """Return a connection that does nothing but be there; any thread may close it.

    The last connection that closes folds the journal into the database, which waits for the
    disk. Beside this one none is the last.
    """
    return _connect(database, "mode=rw", _READ_PRAGMAS, check_same_thread=False)


def _connect(
    database: Path, mode: str, pragmas: tuple[str, ...], *, check_same_thread: bool = True
) -> sqlite3.Connection:
    uri = f"file:{quote(str(database))}?{mode}"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=check_same_thread
    )
    try:
        for pragma in (*_PRAGMAS, *pragmas):
            connection.execute(pragma).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _has_journal(database: Path) -> bool:
    """Whether there are commits that an immutable reader would not see."""
    try:
        return database.with_name(database.name + "-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


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


def _has_no_room(message: str) -> bool:
    return any(sign in message.lower() for sign in _NO_ROOM)


def _translated(what: object, error: Exception) -> InputError:
    message = str(error.orig if isinstance(error, DatabaseError) else error)
    lowered = message.lower()
    if _has_no_room(lowered):
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


def has_written(connection: Connection) -> bool:
    """Whether anything was inserted, changed or deleted since the connection was made."""
    return bool(connection.exec_driver_sql("SELECT total_changes()").scalar_one())


def integrity_problem(connection: Connection) -> str:
    """Check every page; return what is wrong, or an empty string."""
    try:
        rows = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
    except DatabaseError as error:
        return str(error.orig)
    return "" if list(rows) == ["ok"] else "; ".join(map(str, rows))
