"""What was shown, in a CSV file: one place of a list a line, with what was done there.

Times are ISO 8601 in UTC, positions begin with 1. It is written only: a log that could be
read in would be none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from app.catalog.catalog import Catalog
from app.catalog.examine import write_atomically
from app.catalog.personas import find_persona
from app.catalog.sessions import SessionRecord, read_sessions
from app.core.persona import InteractionKind

COLUMNS = (
    "session",
    "at",
    "persona",
    "mode",
    "recommender",
    "rival",
    "position",
    "item_id",
    "picked_by",
    "done",
)


def export_sessions(catalog: Catalog, file: Path, persona: str = "") -> int:
    """Write what was shown to a persona, or to all, the first list first.

    Returns
    -------
    int
        The number of lines, which is that of items in lists.

    Raises
    ------
    CatalogError
        When there is no such persona.
    StorageError
        When the file cannot be written; what was there before stays.
    """
    with catalog.reading() as connection:
        whose = find_persona(connection, persona) if persona else None
        sessions = read_sessions(connection, whose)
    lines = [line for session in sessions for line in _lines(session)]
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows([COLUMNS, *lines])
    write_atomically(file, written.getvalue().encode("utf-8"))
    return len(lines)


def _lines(session: SessionRecord) -> Iterator[tuple[object, ...]]:
    rival = session.rival.value if session.rival else ""
    sides = dict(enumerate((session.recommender.value, rival)))
    made = (
        session.number,
        session.started_at.isoformat(),
        session.persona,
        session.mode,
        session.recommender.value,
        rival,
    )
    for one in session.shown:
        done = " ".join(_in_words(*deed) for deed in one.done)
        yield (*made, one.position + 1, one.item_id, sides.get(one.by, ""), done)


def _in_words(kind: InteractionKind, rating: float) -> str:
    return f"rating:{rating:g}" if kind is InteractionKind.RATING else kind.value
