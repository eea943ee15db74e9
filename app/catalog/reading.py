"""Items as people see them, read from the tables in bulk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, select, true

from app.catalog.features import CHUNK
from app.catalog.schema import CaptionRow, ItemRow, MediumRow
from app.core.errors import CatalogError
from app.core.item import Caption, Item, ItemMedium


def read_items(connection: Connection, item_ids: Sequence[str] | None) -> tuple[Item, ...]:
    """Return items with captions and media.

    ``None`` gives all in the catalog's order; else those asked for, in the order asked,
    without those that are not there.
    """
    if item_ids is None:
        return tuple(_read_where(connection, true()))
    found: dict[str, Item] = {}
    for start in range(0, len(item_ids), CHUNK):
        wanted = ItemRow.item_id.in_(item_ids[start : start + CHUNK])
        found.update((item.item_id, item) for item in _read_where(connection, wanted))
    return tuple(found[item_id] for item_id in item_ids if item_id in found)


def _read_where(connection: Connection, condition: ColumnElement[bool]) -> Iterator[Item]:
    captions = _grouped(
        connection,
        select(CaptionRow.item, CaptionRow.language, CaptionRow.text)
        .join(ItemRow, ItemRow.id == CaptionRow.item)
        .where(condition)
        .order_by(CaptionRow.item, CaptionRow.position),
        Caption,
    )
    media = _grouped(
        connection,
        select(
            MediumRow.item,
            MediumRow.modality,
            MediumRow.role,
            MediumRow.language,
            MediumRow.path,
            MediumRow.sha256,
        )
        .join(ItemRow, ItemRow.id == MediumRow.item)
        .where(condition)
        .order_by(MediumRow.item, MediumRow.position),
        ItemMedium,
    )
    rows = connection.execute(
        select(ItemRow.id, ItemRow.item_id, ItemRow.title, ItemRow.category)
        .where(condition)
        .order_by(ItemRow.id)
    )
    for number, item_id, title, category in rows:
        yield Item(item_id, title, category, tuple(captions[number]), tuple(media[number]))


def _grouped(connection: Connection, query: Executable, kind: type[Any]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for number, *fields in connection.execute(query):
        groups[number].append(kind(*fields))
    return groups


def item_numbers(connection: Connection, item_ids: Sequence[str]) -> list[int]:
    """Return the primary keys of items, in the order asked.

    Raises
    ------
    CatalogError
        When one is not in the catalog.
    """
    numbers: dict[str, int] = {}
    for start in range(0, len(item_ids), CHUNK):
        wanted = item_ids[start : start + CHUNK]
        query = select(ItemRow.item_id, ItemRow.id).where(ItemRow.item_id.in_(wanted))
        numbers.update((item_id, number) for item_id, number in connection.execute(query))
    for item_id in item_ids:
        if item_id not in numbers:
            raise CatalogError(f"item {item_id}", "is not in this catalog")
    return [numbers[item_id] for item_id in item_ids]
