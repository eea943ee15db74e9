"""Fusion models of a catalog and the vectors that they gave its items."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, exists, insert, select, update

from app.catalog.blobs import dimension_of, from_blobs, to_blob
from app.catalog.features import CHUNK
from app.catalog.reading import item_numbers
from app.catalog.schema import FusionRow, ItemRow, VectorRow
from app.core.errors import CatalogError


@dataclass(frozen=True)
class FusionRecord:
    """A registered fusion model.

    Attributes
    ----------
    name, digest
        What people call it, and the checkpoint's digest.
    folder
        Where its checkpoint is.
    metrics
        What training measured; JSON values.
    promoted
        Whether it is the one used by default.
    has_vectors
        Whether items have vectors of it, so that they can be ranked.
    """

    name: str
    digest: str
    folder: Path
    metrics: Mapping[str, object]
    promoted: bool
    has_vectors: bool


def register_fusion(
    connection: Connection,
    digest: str,
    *,
    name: str,
    folder: str,
    metrics: Mapping[str, object],
    promote: bool,
) -> None:
    """Add or replace the model of that digest; with ``promote`` it becomes the default."""
    if promote:
        connection.execute(update(FusionRow).values(promoted=False))
    values = {
        "name": name,
        "folder": folder,
        "metrics": dict(metrics),
        "registered_at": datetime.datetime.now(datetime.timezone.utc),
    }
    if promote:
        values["promoted"] = True
    known = connection.execute(select(FusionRow.id).where(FusionRow.digest == digest)).scalar()
    if known is None:
        values = {"digest": digest, "promoted": promote, **values}
        connection.execute(insert(FusionRow).values(values))
    else:
        connection.execute(update(FusionRow).where(FusionRow.id == known).values(values))


def read_fusions(connection: Connection, home: Path) -> tuple[FusionRecord, ...]:
    """Return all models, the newest first; ``home`` is what stored folders are relative to."""
    has_vectors = exists().where(VectorRow.fusion == FusionRow.id)
    query = select(
        FusionRow.name,
        FusionRow.digest,
        FusionRow.folder,
        FusionRow.metrics,
        FusionRow.promoted,
        has_vectors,
    ).order_by(FusionRow.registered_at.desc(), FusionRow.id.desc())
    return tuple(
        FusionRecord(name, digest, home / folder, metrics, promoted, bool(ranked))
        for name, digest, folder, metrics, promoted, ranked in connection.execute(query)
    )


def _fusion_number(connection: Connection, digest: str) -> int:
    number = connection.execute(select(FusionRow.id).where(FusionRow.digest == digest)).scalar()
    if number is None:
        raise CatalogError(
            f"fusion {digest[:12]}", "is not registered in this catalog; register or train it"
        )
    return number


def put_vectors(
    connection: Connection, digest: str, item_ids: Sequence[str], vectors: NDArray[np.float32]
) -> None:
    """Store one row of ``vectors`` (n, k) for each item, replacing what was there.

    Raises
    ------
    CatalogError
        When the fusion or an item is not in the catalog.
    ValueError
        When there are not as many rows as items, or a number is not finite.
    """
    if len(item_ids) != len(vectors):
        raise ValueError(f"{len(item_ids)} items but {len(vectors)} vectors")
    fusion = _fusion_number(connection, digest)
    numbers = item_numbers(connection, item_ids)
    rows = [
        {"fusion": fusion, "item": number, "vector": to_blob(vector)}
        for number, vector in zip(numbers, vectors, strict=True)
    ]
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        connection.execute(
            delete(VectorRow).where(
                VectorRow.fusion == fusion, VectorRow.item.in_([row["item"] for row in part])
            )
        )
        connection.execute(insert(VectorRow), part)


def read_vectors(
    connection: Connection, digest: str
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Return the items that have a vector of that fusion, and the vectors (n, k) float32.

    Excluded items are left out; their vectors stay for when they are taken in again.
    """
    fusion = _fusion_number(connection, digest)
    query = (
        select(ItemRow.item_id, VectorRow.vector)
        .join(VectorRow, VectorRow.item == ItemRow.id)
        .where(VectorRow.fusion == fusion, ~ItemRow.excluded)
        .order_by(ItemRow.id)
    )
    rows = connection.execute(query).all()
    dimension = dimension_of(rows[0][1]) if rows else 0
    return tuple(row[0] for row in rows), from_blobs([row[1] for row in rows], dimension)
