"""Features at rest: what is missing, what is there, and aligned matrices of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sqlalchemy import Connection, Row, Select, and_, func, insert, select

from app.catalog.blobs import dimension_of, from_blobs, to_blob
from app.catalog.schema import FeatureRow, ItemRow, MediumRow
from app.core.errors import CatalogError
from app.core.item import MediumRole
from app.core.modality import Modality, PerModality

CHUNK = 500
_PARTITION = 256


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
    """Features of all items of a catalog that are not excluded, aligned.

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


def item_features(
    connection: Connection, digests: PerModality[str], item_ids: Sequence[str] | None = None
) -> ItemFeatures:
    """Return aligned features of all items but those excluded.

    An empty digest leaves a modality out. With ``item_ids`` (a few hundred at most) only
    those of them that are there are read, in the catalog's order.
    """
    query = select(ItemRow.id, ItemRow.item_id, ItemRow.text, ItemRow.category)
    if item_ids is not None:
        query = query.where(ItemRow.item_id.in_(item_ids))
    items = connection.execute(query.where(~ItemRow.excluded).order_by(ItemRow.id)).all()
    rows = {item[0]: row for row, item in enumerate(items)}
    few = item_ids is not None
    means = PerModality.of(lambda one: _means(connection, one, digests[one], rows, few))
    return ItemFeatures(
        item_ids=tuple(item[1] for item in items),
        values=means.map(lambda pair: pair[0]),
        present=means.map(lambda pair: pair[1]),
        captions=tuple(item[2] for item in items),
        categories=tuple(item[3] for item in items),
    )


def _means(
    connection: Connection, modality: Modality, digest: str, rows: Mapping[int, int], few: bool
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Average the features of each item's media; ``rows`` maps an item's number to its row.

    ``few`` reads only what belongs to these items, which is faster when there are few.
    """
    if few:
        return _means_of_few(connection, modality, digest, rows)
    dimension = stored_dimension(connection, digest) if digest else 0
    sums = np.zeros((len(rows), dimension), dtype=np.float32)
    counts = np.zeros(len(rows), dtype=np.int64)
    if dimension:
        owners: dict[str, list[int]] = defaultdict(list)
        for number, sha256 in connection.execute(_content(modality)):
            if number in rows:
                owners[sha256].append(rows[number])
        stored = select(FeatureRow.sha256, FeatureRow.vector).where(FeatureRow.digest == digest)
        for part in connection.execute(stored).partitions(_PARTITION):
            _add_part(sums, counts, part, owners)
    several = counts > 1
    sums[several] /= counts[several, None].astype(np.float32)
    return sums, counts > 0


def _means_of_few(
    connection: Connection, modality: Modality, digest: str, rows: Mapping[int, int]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return the same, read with one query; no length where none of them has anything."""
    content = _content(modality).subquery()
    item, sha256 = content.c
    query = (
        select(item, FeatureRow.vector)
        .join(FeatureRow, FeatureRow.sha256 == sha256)
        .where(FeatureRow.digest == digest, item.in_(list(rows)))
    )
    of_item: dict[int, list[bytes]] = defaultdict(list)
    for number, vector in connection.execute(query) if digest else ():
        of_item[rows[number]].append(vector)
    dimension = max((dimension_of(one[0]) for one in of_item.values()), default=0)
    means = np.zeros((len(rows), dimension), dtype=np.float32)
    present = np.zeros(len(rows), dtype=np.bool_)
    for row, vectors in of_item.items():
        means[row] = from_blobs(vectors, dimension).mean(axis=0)
        present[row] = True
    return means, present


def _add_part(
    sums: NDArray[np.float32],
    counts: NDArray[np.int64],
    part: Sequence[Row[str, bytes]],
    owners: Mapping[str, list[int]],
) -> None:
    """Add a few stored vectors to the rows of the items that have their medium."""
    used = [(vector, owners[sha256]) for sha256, vector in part if sha256 in owners]
    if not used:
        return
    block = from_blobs([vector for vector, _ in used], sums.shape[1])
    targets = np.array([row for _, found in used for row in found])
    sources = np.repeat(np.arange(len(used)), [len(found) for _, found in used])
    if len(np.unique(targets)) == len(targets):
        sums[targets] += block[sources]
    else:
        np.add.at(sums, targets, block[sources])
    np.add.at(counts, targets, 1)


def _content(modality: Modality) -> Select[int, str]:
    if modality is Modality.TEXT:
        return select(ItemRow.id, ItemRow.text_sha256).where(ItemRow.text != "")
    return select(MediumRow.item, MediumRow.sha256).where(
        MediumRow.modality == modality, MediumRow.role == MediumRole.CONTENT
    )
