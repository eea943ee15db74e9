"""What a catalog remembers about each place that items came from."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from app.catalog.draft import SkippedFile
from app.catalog.schema import ImportRow, ImportState, SkippedRow


@dataclass(frozen=True)
class ImportRecord:
    """One place that items came from.

    Attributes
    ----------
    kind, location
        The source.
    state
        How far its last import came; anything but finished can be resumed.
    done, total
        Items looked at in the last import, and items in all.
    skipped
        Files that the last import left out.
    """

    kind: str
    location: str
    state: ImportState
    done: int
    total: int
    skipped: tuple[SkippedFile, ...]


def begin_import(connection: Connection, kind: str, location: str, total: int) -> int:
    """Note that an import starts, or starts again; return the record's number."""
    values = {"state": ImportState.RUNNING, "done": 0, "total": total, "changed_at": _now()}
    number = connection.execute(
        select(ImportRow.id).where(ImportRow.kind == kind, ImportRow.location == location)
    ).scalar()
    if number is None:
        row = insert(ImportRow).values(kind=kind, location=location, **values)
        added = connection.execute(row).inserted_primary_key
        return int(added[0]) if added else 0
    connection.execute(update(ImportRow).where(ImportRow.id == number).values(**values))
    connection.execute(delete(SkippedRow).where(SkippedRow.import_id == number))
    return number


def advance_import(
    connection: Connection, number: int, done: int, skipped: Sequence[SkippedFile]
) -> None:
    """Note that a batch was written, in the batch's own transaction."""
    connection.execute(
        update(ImportRow).where(ImportRow.id == number).values(done=done, changed_at=_now())
    )
    if skipped:
        rows = [{"import_id": number, "path": path, "why": why} for path, why in skipped]
        connection.execute(insert(SkippedRow), rows)


def end_import(connection: Connection, number: int, state: ImportState) -> None:
    """Note how an import ended."""
    connection.execute(
        update(ImportRow).where(ImportRow.id == number).values(state=state, changed_at=_now())
    )


def read_imports(connection: Connection) -> tuple[ImportRecord, ...]:
    """Return all records, the oldest first."""
    skipped: dict[int, list[SkippedFile]] = {}
    for source, path, why in connection.execute(
        select(SkippedRow.import_id, SkippedRow.path, SkippedRow.why).order_by(SkippedRow.id)
    ):
        skipped.setdefault(source, []).append(SkippedFile(path, why))
    query = select(
        ImportRow.id,
        ImportRow.kind,
        ImportRow.location,
        ImportRow.state,
        ImportRow.done,
        ImportRow.total,
    ).order_by(ImportRow.id)
    return tuple(
        ImportRecord(kind, location, state, done, total, tuple(skipped.get(number, ())))
        for number, kind, location, state, done, total in connection.execute(query)
    )


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)
