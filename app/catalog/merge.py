"""Writing examined items into the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select, update

from app.catalog.draft import SkippedFile
from app.catalog.examine import ExaminedItem, Verdict
from app.catalog.labels import forget_automatic
from app.catalog.schema import CaptionRow, ItemRow, MediumRow, VectorRow

_CHANGING = (Verdict.UPDATE, Verdict.TOUCH)
_KEPT_EDIT = (
    "was edited here, so its title, category and captions stay as they are; "
    "edit it again to take over what the source says now"
)


def write_items(
    connection: Connection, examined: Sequence[ExaminedItem]
) -> tuple[SkippedFile, ...]:
    """Add new items and replace changed ones; the rest is left alone.

    Returns
    -------
    tuple of SkippedFile
        Items whose words stay as a person edited them although the source changed.
    """
    kept: list[SkippedFile] = []
    for item in examined:
        if item.verdict is Verdict.ADD:
            _add(connection, item)
        elif item.verdict in _CHANGING and _change(connection, item):
            kept.append(SkippedFile(item.item_id, _KEPT_EDIT))
    return tuple(kept)


def _add(connection: Connection, item: ExaminedItem) -> None:
    values = {**_words(item), **_origin(item), "item_id": item.item_id}
    added = connection.execute(insert(ItemRow).values(values))
    number = int(added.inserted_primary_key[0]) if added.inserted_primary_key else 0
    _write_captions(connection, number, item)
    _write_media(connection, number, item)


def _change(connection: Connection, item: ExaminedItem) -> bool:
    """Replace the row and what hangs on it; return whether a source's new words were refused."""
    number, is_edited, source = connection.execute(
        select(ItemRow.id, ItemRow.edited, ItemRow.source_sha256).where(
            ItemRow.item_id == item.item_id
        )
    ).one()
    values = _origin(item) if is_edited else {**_words(item), **_origin(item)}
    connection.execute(update(ItemRow).where(ItemRow.id == number).values(values))
    if not is_edited:
        connection.execute(delete(CaptionRow).where(CaptionRow.item == number))
        _write_captions(connection, number, item)
    connection.execute(delete(MediumRow).where(MediumRow.item == number))
    _write_media(connection, number, item)
    if item.verdict is Verdict.UPDATE:
        connection.execute(delete(VectorRow).where(VectorRow.item == number))
        forget_automatic(connection, number)
    return bool(is_edited) and source != item.source_sha256


def _words(item: ExaminedItem) -> dict[str, str]:
    return {
        "title": item.title,
        "category": item.category,
        "text": item.text,
        "text_sha256": item.text_sha256,
    }


def _origin(item: ExaminedItem) -> dict[str, str]:
    return {"thumbnail": item.thumbnail, "source_sha256": item.source_sha256}


def _write_captions(connection: Connection, number: int, item: ExaminedItem) -> None:
    rows = [
        {"item": number, "position": position, **asdict(caption)}
        for position, caption in enumerate(item.captions)
    ]
    if rows:
        connection.execute(insert(CaptionRow), rows)


def _write_media(connection: Connection, number: int, item: ExaminedItem) -> None:
    rows = [
        {"item": number, "position": position, **asdict(medium)}
        for position, medium in enumerate(item.media)
    ]
    if rows:
        connection.execute(insert(MediumRow), rows)
