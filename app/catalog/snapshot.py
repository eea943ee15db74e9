"""What a catalog knows already, read once when an import starts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.catalog.schema import ItemRow, MediumRow
from app.core.item import MediumRole
from app.core.modality import Modality

REPAIRED_FOLDER = "repaired"
"""Folder of a catalog with media that the cleaning has repaired; one below for each original."""

_REPAIRED = re.compile(rf"[\\/]{REPAIRED_FOLDER}[\\/]([0-9a-f]{{64}})[\\/][0-9a-f]{{64}}\.wav$")


def original_of(path: str) -> str:
    """Return the sha256 of the medium that a repaired one was made from, or an empty string."""
    found = _REPAIRED.search(path)
    return found[1] if found else ""


@dataclass(frozen=True)
class StoredMedium:
    """A medium of an item; ``size`` in bytes, ``mtime_ns`` in nanoseconds."""

    modality: Modality
    role: MediumRole
    language: str
    path: str
    sha256: str
    size: int
    mtime_ns: int

    @property
    def identity(self) -> tuple[Modality, MediumRole, str, str]:
        """What the medium is, wherever the file lies and whenever it was touched."""
        return self.modality, self.role, self.language, self.sha256


@dataclass(frozen=True)
class StoredItem:
    """An item as it is in the catalog; ``number`` is its primary key."""

    number: int
    source_sha256: str
    thumbnail: str
    media: tuple[StoredMedium, ...]


@dataclass(frozen=True)
class Snapshot:
    """All items by id, all media by path, and the content that was accepted before."""

    items: dict[str, StoredItem]
    by_path: dict[tuple[Modality, str], StoredMedium]
    accepted: frozenset[tuple[Modality, str]]


def read_snapshot(connection: Connection) -> Snapshot:
    """Read the snapshot; about a hundred bytes a medium."""
    media: dict[int, list[StoredMedium]] = defaultdict(list)
    query = select(
        MediumRow.item,
        MediumRow.modality,
        MediumRow.role,
        MediumRow.language,
        MediumRow.path,
        MediumRow.sha256,
        MediumRow.size,
        MediumRow.mtime_ns,
    ).order_by(MediumRow.item, MediumRow.position)
    for row in connection.execute(query):
        number, modality, role, language, path, sha256, size, mtime_ns = row
        medium = StoredMedium(modality, role, language, path, sha256, size, mtime_ns)
        media[number].append(medium)
    items = {
        item_id: StoredItem(number, source_sha256, thumbnail, tuple(media[number]))
        for number, item_id, source_sha256, thumbnail in connection.execute(
            select(ItemRow.id, ItemRow.item_id, ItemRow.source_sha256, ItemRow.thumbnail)
        )
    }
    everything = [medium for group in media.values() for medium in group]
    return Snapshot(
        items,
        {(medium.modality, medium.path): medium for medium in everything},
        frozenset((medium.modality, medium.sha256) for medium in everything),
    )
