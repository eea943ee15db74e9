"""Writing examined items into the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select, update

from app.catalog.examine import ExaminedItem, Verdict
from app.catalog.schema import CaptionRow, ItemRow, MediumRow, VectorRow

_WRITTEN = (Verdict.ADD, Verdict.UPDATE, Verdict.TOUCH)


def write_items(connection: Connection, examined: Sequence[ExaminedItem]) -> None:
    """Add new items and replace changed ones; the rest is left alone."""
    written = [item for item in examined if item.verdict in _WRITTEN]
    numbers = [_write_item(connection, item) for item in written]
    captions = [
        {"item": number, "position": position, **asdict(caption)}
        for number, item in zip(numbers, written, strict=True)
        for position, caption in enumerate(item.captions)
    ]
    media = [
        {"item": number, "position": position, **asdict(medium)}
        for number, item in zip(numbers, written, strict=True)
        for position, medium in enumerate(item.media)
    ]
    if captions:
        connection.execute(insert(CaptionRow), captions)
    if media:
        connection.execute(insert(MediumRow), media)


def _write_item(connection: Connection, item: ExaminedItem) -> int:
    """Write the item's own row, drop what hangs on an older one, return its number."""
    values = {
        "title": item.title,
        "category": item.category,
        "text": item.text,
        "text_sha256": item.text_sha256,
        "thumbnail": item.thumbnail,
        "source_sha256": item.source_sha256,
    }
    if item.verdict is Verdict.ADD:
        added = connection.execute(insert(ItemRow).values(item_id=item.item_id, **values))
        return int(added.inserted_primary_key[0]) if added.inserted_primary_key else 0
    number = connection.execute(
        select(ItemRow.id).where(ItemRow.item_id == item.item_id)
    ).scalar_one()
    connection.execute(update(ItemRow).where(ItemRow.id == number).values(**values))
    connection.execute(delete(CaptionRow).where(CaptionRow.item == number))
    connection.execute(delete(MediumRow).where(MediumRow.item == number))
    if item.verdict is Verdict.UPDATE:
        connection.execute(delete(VectorRow).where(VectorRow.item == number))
    return number
