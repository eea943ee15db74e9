"""Features at rest: what is missing, what is there, and aligned matrices of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sqlalchemy import Connection, Select, and_, func, insert, select

from app.catalog.blobs import dimension_of, from_blobs, to_blob
from app.catalog.schema import FeatureRow, ItemRow, MediumRow
from app.core.errors import CatalogError
from app.core.item import MediumRole
from app.core.modality import Modality, PerModality

CHUNK = 500
_PARTITION = 2048


@dataclass(frozen=True)
class PendingMedium:
    """A medium that an encoder has not seen.

    Attributes
    ----------
    sha256
        Key that the features are to be stored under.
    path_or_text
        Path of the picture or sound, or the text itself.
    """

    sha256: str
    path_or_text: str


@dataclass(frozen=True)
class ItemFeatures:
    """Features of all items of a catalog, aligned.

    Attributes
    ----------
    item_ids, captions, categories
        One entry an item, in the catalog's order; the caption is the English one, else
        the first, else empty.
    values
        For each modality float32 of shape (n, dimension): the mean over the item's
        media, zeros where there are none; (n, 0) while nothing was encoded.
    present
        For each modality bool of shape (n,).
    """

    item_ids: tuple[str, ...]
    values: PerModality[NDArray[np.float32]]
    present: PerModality[NDArray[np.bool_]]
    captions: tuple[str, ...]
    categories: tuple[str, ...]


def missing_features(
    connection: Connection, modality: Modality, digest: str
) -> tuple[PendingMedium, ...]:
    """Return the distinct media that have no features of that encoder, in item order."""
    if modality is Modality.TEXT:
        query = _pending_texts(digest)
    else:
        query = _pending_files(modality, digest)
    return tuple(PendingMedium(sha256, found) for sha256, found in connection.execute(query))


def _pending_texts(digest: str) -> Select[str, str]:
    encoded = and_(FeatureRow.sha256 == ItemRow.text_sha256, FeatureRow.digest == digest)
    return (
        select(ItemRow.text_sha256, func.min(ItemRow.text))
        .outerjoin(FeatureRow, encoded)
        .where(FeatureRow.sha256.is_(None), ItemRow.text != "")
        .group_by(ItemRow.text_sha256)
        .order_by(func.min(ItemRow.id))
    )


def _pending_files(modality: Modality, digest: str) -> Select[str, str]:
    encoded = and_(FeatureRow.sha256 == MediumRow.sha256, FeatureRow.digest == digest)
    return (
        select(MediumRow.sha256, func.min(MediumRow.path))
        .outerjoin(FeatureRow, encoded)
        .where(
            FeatureRow.sha256.is_(None),
            MediumRow.modality == modality,
            MediumRow.role == MediumRole.CONTENT,
        )
        .group_by(MediumRow.sha256)
        .order_by(func.min(MediumRow.item), func.min(MediumRow.position))
    )


def put_features(
    connection: Connection, modality: Modality, digest: str, vectors: Mapping[str, ArrayLike]
) -> None:
    """Store features by the sha256 of their medium; what is there already stays.

    Raises
    ------
    CatalogError
        When their length differs from that of the features already stored.
    ValueError
        When a vector is empty, not one-dimensional or not finite.
    """
    blobs = {sha256: to_blob(vector) for sha256, vector in vectors.items()}
    if not blobs:
        return
    expected = stored_dimension(connection, digest) or dimension_of(next(iter(blobs.values())))
    if any(dimension_of(blob) != expected for blob in blobs.values()):
        raise CatalogError(
            f"features of encoder {digest[:12]}",
            f"must all have {expected} numbers; use a new digest for a changed encoder",
        )
    known = _known(connection, digest, list(blobs))
    rows = [
        {"digest": digest, "sha256": sha256, "modality": modality, "vector": blob}
        for sha256, blob in blobs.items()
        if sha256 not in known
    ]
    if rows:
        connection.execute(insert(FeatureRow), rows)


def _known(connection: Connection, digest: str, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(keys), CHUNK):
        query = select(FeatureRow.sha256).where(
            FeatureRow.digest == digest, FeatureRow.sha256.in_(keys[start : start + CHUNK])
        )
        found.update(connection.execute(query).scalars())
    return found


def stored_dimension(connection: Connection, digest: str) -> int:
    """Return how long that encoder's stored features are; 0 when there are none."""
    query = select(FeatureRow.vector).where(FeatureRow.digest == digest).limit(1)
    blob = connection.execute(query).scalar()
    return dimension_of(blob) if blob else 0


def feature(connection: Connection, sha256: str, digest: str) -> NDArray[np.float32] | None:
    """Return one vector, shape (dimension,), or ``None`` when it was not encoded."""
    query = select(FeatureRow.vector).where(
        FeatureRow.digest == digest, FeatureRow.sha256 == sha256
    )
    blob = connection.execute(query).scalar()
    return from_blobs([blob], dimension_of(blob))[0].copy() if blob else None


def item_features(connection: Connection, digests: PerModality[str]) -> ItemFeatures:
    """Return aligned features of all items; an empty digest leaves a modality out."""
    rows = connection.execute(
        select(ItemRow.id, ItemRow.item_id, ItemRow.text, ItemRow.category).order_by(ItemRow.id)
    ).all()
    numbers = np.array([row[0] for row in rows], dtype=np.int64)
    means = PerModality.of(lambda modality: _means(connection, modality, digests, numbers))
    return ItemFeatures(
        item_ids=tuple(row[1] for row in rows),
        values=means.map(lambda pair: pair[0]),
        present=means.map(lambda pair: pair[1]),
        captions=tuple(row[2] for row in rows),
        categories=tuple(row[3] for row in rows),
    )


def _means(
    connection: Connection,
    modality: Modality,
    digests: PerModality[str],
    numbers: NDArray[np.int64],
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    digest = digests[modality]
    dimension = stored_dimension(connection, digest) if digest else 0
    sums = np.zeros((len(numbers), dimension), dtype=np.float32)
    counts = np.zeros(len(numbers), dtype=np.int64)
    if dimension:
        result = connection.execute(_vectors_by_item(modality, digest))
        for part in result.partitions(_PARTITION):
            rows = np.searchsorted(numbers, np.array([row[0] for row in part]))
            starts = np.flatnonzero(np.diff(rows, prepend=-1))
            block = from_blobs([row[1] for row in part], dimension)
            sums[rows[starts]] += np.add.reduceat(block, starts, axis=0)
            np.add.at(counts, rows, 1)
    sums /= np.maximum(counts, 1)[:, None].astype(np.float32)
    return sums, counts > 0


def _vectors_by_item(modality: Modality, digest: str) -> Select[int, bytes]:
    if modality is Modality.TEXT:
        encoded = and_(FeatureRow.sha256 == ItemRow.text_sha256, FeatureRow.digest == digest)
        return select(ItemRow.id, FeatureRow.vector).join(FeatureRow, encoded).order_by(ItemRow.id)
    encoded = and_(FeatureRow.sha256 == MediumRow.sha256, FeatureRow.digest == digest)
    return (
        select(MediumRow.item, FeatureRow.vector)
        .join(FeatureRow, encoded)
        .where(MediumRow.modality == modality, MediumRow.role == MediumRole.CONTENT)
        .order_by(MediumRow.item)
    )
