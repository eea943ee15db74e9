"""Which items look, read and sound alike: the multimodal neighbours of every item."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.core.modality import Modality
from app.recommend.preferences import unit_rows
from app.recommend.recommender import ItemContent

_BLOCK = 2048
"""Items compared with all others at once."""


def standardised(content: ItemContent, modality: Modality) -> NDArray[np.float32] | None:
    """Return unit vectors of the items around what is usual, shape (n, d), float32.

    Features are measured in the spread of the items that have the modality; rows of those
    that have it not are 0. ``None`` when fewer than two have it.
    """
    vectors, present = content.vectors[modality], content.present[modality]
    if present.sum() < 2 or not vectors.shape[1]:
        return None
    mean, spread = vectors[present].mean(axis=0), vectors[present].std(axis=0)
    scaled = (vectors - mean) / np.where(spread > 1e-6, spread, 1)
    return unit_rows(np.where(present[:, None], scaled, 0).astype(np.float32))


def modality_vectors(content: ItemContent) -> Iterator[tuple[Modality, NDArray[np.float32]]]:
    """Yield the standardised vectors of each modality that some items have."""
    for modality, _ in content.vectors.items():
        vectors = standardised(content, modality)
        if vectors is not None:
            yield modality, vectors


def content_neighbours(content: ItemContent, count: int) -> sparse.csr_matrix:
    """Return each item's neighbours, the mean over its modalities; shape (n, n), float32.

    Parameters
    ----------
    count
        Neighbours in each modality, all of the same weight.

    Returns
    -------
    scipy.sparse.csr_matrix
        Rows sum to 1, or to 0 for items without any modality; nothing on the diagonal.
    """
    size = len(next(iter(content.present.items()))[1])
    total = sparse.csr_matrix((size, size), dtype=np.float32)
    for _, vectors in modality_vectors(content):
        total = total + _nearest(vectors, count)
    return _as_shares(total)


def only_beside(neighbours: sparse.csr_matrix, known: NDArray[np.bool_]) -> sparse.csr_matrix:
    """Return the rows of neighbours with some items as neighbours alone; they sum to 1 or 0.

    Parameters
    ----------
    neighbours
        As :func:`content_neighbours` returns them, shape (n, n).
    known
        Who stays a neighbour, shape (n,).
    """
    kept = (neighbours @ sparse.diags(known.astype(np.float32))).tocsr()
    kept.eliminate_zeros()
    return _as_shares(kept)


def _as_shares(weights: sparse.csr_matrix) -> sparse.csr_matrix:
    sums = np.asarray(weights.sum(1), dtype=np.float32).ravel()
    scale = np.divide(1, sums, out=np.zeros_like(sums), where=sums > 0)
    return (sparse.diags(scale) @ weights).tocsr().astype(np.float32)


def _nearest(vectors: NDArray[np.float32], count: int) -> sparse.csr_matrix:
    """Return 1 / count for each of the items with the highest cosines."""
    with_it = np.flatnonzero(np.abs(vectors).sum(axis=1) > 0)
    count = min(count, len(with_it) - 1)
    known = vectors[with_it]
    rows, columns = [], []
    for start in range(0, len(with_it), _BLOCK) if count > 0 else ():
        cosines = known[start : start + _BLOCK] @ known.T
        own = np.arange(len(cosines))
        cosines[own, start + own] = -np.inf
        best = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        rows.append(np.repeat(with_it[start + own], count))
        columns.append(with_it[best].ravel())
    if not rows:
        return sparse.csr_matrix((len(vectors), len(vectors)), dtype=np.float32)
    places = np.concatenate(rows), np.concatenate(columns)
    weights = np.full(len(places[0]), 1 / count, dtype=np.float32)
    return sparse.csr_matrix((weights, places), shape=(len(vectors), len(vectors)))
