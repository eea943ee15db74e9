"""Writing a catalog's items to JSONL that can be imported again."""

from __future__ import annotations

import json
from pathlib import Path

from app.catalog.catalog import Catalog
from app.catalog.examine import write_atomically
from app.core.item import Item, ItemMedium, MediumRole


def export(catalog: Catalog, file: Path) -> int:
    """Write one line an item and return their number.

    Paths of media below the file's folder are written relative to it, others as they are.

    Raises
    ------
    StorageError
        When the file cannot be written; what was there before stays.
    """
    items = catalog.items()
    folder = file.absolute().parent
    lines = [json.dumps(_row(item, folder), ensure_ascii=False) + "\n" for item in items]
    write_atomically(file, "".join(lines).encode("utf-8"))
    return len(items)


def _row(item: Item, folder: Path) -> dict[str, str | list[str]]:
    row: dict[str, str | list[str]] = {
        "id": item.item_id,
        "title": item.title,
        "category": item.category,
    }
    for caption in item.captions:
        row["caption" if caption.language == "en" else f"caption_{caption.language}"] = caption.text
    paths: dict[str, list[str]] = {}
    for medium in item.media:
        paths.setdefault(_column(medium), []).append(_portable(medium.path, folder))
    return {**row, **paths}


def _column(medium: ItemMedium) -> str:
    if medium.role is MediumRole.SPOKEN_DESCRIPTION:
        return f"spoken_{medium.language}"
    return medium.modality.value


def _portable(path: str, folder: Path) -> str:
    below = Path(path)
    return below.relative_to(folder).as_posix() if below.is_relative_to(folder) else path
