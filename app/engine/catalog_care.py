"""What people want to know of a catalog, and to take out of it."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.catalog.catalog import Catalog
from app.core.errors import StorageError
from app.core.item import Item, MediumRole
from app.core.modality import Modality


@dataclass(frozen=True)
class FusionSummary:
    """A fusion model of a catalog, and what its training measured."""

    name: str
    digest: str
    promoted: bool
    metrics: Mapping[str, Any]


@dataclass(frozen=True)
class CatalogStatistics:
    """What is in a catalog.

    Attributes
    ----------
    pictures, sounds, spoken_descriptions
        Number of media.
    with_picture, with_text, with_sound
        Number of items that have one.
    languages
        Captions of each language, the most frequent first.
    categories
        Items of each topmost category, the most frequent first.
    """

    name: str
    items: int
    pictures: int
    sounds: int
    spoken_descriptions: int
    with_picture: int
    with_text: int
    with_sound: int
    languages: Mapping[str, int]
    categories: Mapping[str, int]
    fusions: tuple[FusionSummary, ...]
    megabytes: float


def statistics_of(catalog: Catalog) -> CatalogStatistics:
    """Count what is in ``catalog``."""
    items = catalog.items()
    media = Counter((one.modality, one.role) for item in items for one in item.media)
    return CatalogStatistics(
        name=catalog.name,
        items=len(items),
        pictures=media[Modality.IMAGE, MediumRole.CONTENT],
        sounds=media[Modality.AUDIO, MediumRole.CONTENT],
        spoken_descriptions=media[Modality.AUDIO, MediumRole.SPOKEN_DESCRIPTION],
        with_picture=_count_with(items, Modality.IMAGE),
        with_text=sum(bool(item.captions) for item in items),
        with_sound=_count_with(items, Modality.AUDIO),
        languages=_counted(items, lambda item: {one.language for one in item.captions}),
        categories=_counted(items, lambda item: {item.category.partition("/")[0]}),
        fusions=tuple(
            FusionSummary(one.name, one.digest, one.promoted, one.metrics)
            for one in catalog.fusions()
        ),
        megabytes=_size_of(catalog.folder) / 1e6,
    )


def _count_with(items: tuple[Item, ...], modality: Modality) -> int:
    return sum(
        any(one.modality is modality and one.role is MediumRole.CONTENT for one in item.media)
        for item in items
    )


def _counted(items: tuple[Item, ...], values: Callable[[Item], set[str]]) -> dict[str, int]:
    return dict(Counter(value for item in items for value in values(item)).most_common())


def _size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def export_items(catalog: Catalog, target: Path) -> int:
    """Write all items as JSON Lines that ``triad catalog import jsonl`` reads again.

    Parameters
    ----------
    target
        The file; replaced in one step when it is there.

    Returns
    -------
    int
        How many items were written.

    Raises
    ------
    StorageError
        When it cannot be written; a file that was there stays as it was.
    """
    items = catalog.items()
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with draft.open("w", encoding="utf-8", errors="surrogateescape") as stream:
            stream.writelines(exported_line(item) for item in items)
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StorageError(
            target, f"cannot be written ({error.strerror}); choose another place"
        ) from error
    return len(items)


def exported_line(item: Item) -> str:
    """Return one item as a line of JSON."""
    return json.dumps(item_as_json(item), ensure_ascii=False) + "\n"


def item_as_json(item: Item) -> dict[str, Any]:
    """Return one item as plain JSON values, in the columns of the ``jsonl`` importer."""
    return {
        "id": item.item_id,
        "title": item.title,
        "category": item.category,
        "captions": {one.language: one.text for one in item.captions},
        "image": _paths(item, Modality.IMAGE),
        "audio": _paths(item, Modality.AUDIO),
    }


def _paths(item: Item, modality: Modality) -> list[str]:
    return [
        one.path
        for one in item.media
        if one.modality is modality and one.role is MediumRole.CONTENT
    ]
