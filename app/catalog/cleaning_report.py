"""What the last cleaning of a catalog found, and what has been repaired since."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.catalog.catalog import Catalog
from app.catalog.cleaning import Key, read_measures
from app.catalog.schema import CaptionRow, CleaningRow, FindingRow, ItemRow
from app.core.cleaning import CleaningProblem
from app.core.modality import Modality
from app.media.defects import Measures, measure_text, measured_value
from app.media.fingerprint import sha256_of_text


@dataclass(frozen=True)
class CleaningFinding:
    """One problem of one medium or text.

    Attributes
    ----------
    path
        The file; empty for a text.
    value, threshold
        What was measured, before a repair, and what it passes on the bad side.
    value_now
        What is measured since the repair; ``None`` when there was none.
    """

    item_id: str
    title: str
    modality: Modality
    path: str
    problem: CleaningProblem
    value: float
    threshold: float
    is_repairable: bool
    is_repaired: bool
    value_now: float | None = None


@dataclass(frozen=True)
class CleaningRecord:
    """All findings; ``examined`` counts media and texts, 0 when there was no cleaning."""

    findings: tuple[CleaningFinding, ...]
    examined: int
    measured_at: datetime.datetime | None


def read_cleaning(catalog: Catalog) -> CleaningRecord:
    """Return the findings in the order of the items."""
    with catalog.reading() as connection:
        findings = tuple(_findings(connection))
        query = select(CleaningRow.measured_at, CleaningRow.examined)
        last = connection.execute(query.order_by(CleaningRow.id.desc()).limit(1)).one_or_none()
    if last is None:
        return CleaningRecord(findings, 0, None)
    return CleaningRecord(findings, last[1], last[0].replace(tzinfo=datetime.timezone.utc))


def _findings(connection: Connection) -> Iterator[CleaningFinding]:
    query = (
        select(FindingRow, ItemRow.item_id, ItemRow.title)
        .join(ItemRow, ItemRow.id == FindingRow.item)
        .order_by(FindingRow.item, FindingRow.id)
    )
    rows = connection.execute(query).mappings().all()
    now = _measures_now(connection) if any(row["repaired"] for row in rows) else {}
    for row in rows:
        problem = CleaningProblem(row["problem"])
        measures = now.get((row["modality"], row["sha256"])) if row["repaired"] else None
        yield CleaningFinding(
            item_id=row["item_id"],
            title=row["title"],
            modality=row["modality"],
            path=row["path"],
            problem=problem,
            value=row["value"],
            threshold=row["threshold"],
            is_repairable=row["repairable"],
            is_repaired=row["repaired"],
            value_now=None if measures is None else measured_value(measures, problem),
        )


def _measures_now(connection: Connection) -> dict[Key, Measures]:
    """Return the measures of all media, and of the texts that were repaired."""
    measures: dict[Key, Measures] = dict(read_measures(connection))
    texts = (
        select(CaptionRow.text)
        .join(FindingRow, FindingRow.item == CaptionRow.item)
        .where(FindingRow.repaired, FindingRow.modality == Modality.TEXT)
    )
    for text in connection.execute(texts).scalars():
        measures[Modality.TEXT, sha256_of_text(text)] = measure_text(text)
    return measures
