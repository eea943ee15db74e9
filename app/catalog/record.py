"""What curation says of one item: excluded, edited, and what the cleaning found."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.catalog.schema import FindingRow, ItemRow
from app.core.errors import CatalogError
from app.core.modality import Modality


@dataclass(frozen=True)
class StoredFinding:
    """One problem of one medium or text; ``path`` is empty for a text."""

    modality: Modality
    path: str
    problem: str
    value: float
    threshold: float
    is_repairable: bool
    is_repaired: bool


@dataclass(frozen=True)
class ItemState:
    """Whether an item is left out of ranking, was edited by a person, and its problems."""

    is_excluded: bool
    is_edited: bool
    findings: tuple[StoredFinding, ...]


def read_state(connection: Connection, item_id: str) -> ItemState:
    """Return the state of an item.

    Raises
    ------
    CatalogError
        When it is not in the catalog.
    """
    query = select(ItemRow.id, ItemRow.excluded, ItemRow.edited).where(ItemRow.item_id == item_id)
    found = connection.execute(query).one_or_none()
    if found is None:
        raise CatalogError(f"item {item_id}", "is not in this catalog")
    number, is_excluded, is_edited = found
    columns = (
        FindingRow.modality,
        FindingRow.path,
        FindingRow.problem,
        FindingRow.value,
        FindingRow.threshold,
        FindingRow.repairable,
        FindingRow.repaired,
    )
    rows = select(*columns).where(FindingRow.item == number).order_by(FindingRow.id)
    findings = tuple(StoredFinding(*row) for row in connection.execute(rows))
    return ItemState(is_excluded, is_edited, findings)
