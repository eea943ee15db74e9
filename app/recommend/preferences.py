"""What histories say for items, and what they say against them.

A model scores by what was liked. What was disliked only lowers: it takes away in proportion
to how much each item resembles the disliked one, so that a dislike never raises a score.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.core.errors import InputError
from app.recommend.histories import Histories
from app.recommend.recommender import ItemContent, Scores

_ALIKE = 0.999
"""Cosines count as this at most, so that their logarithms are finite."""


def preferred(histories: Histories) -> sparse.csr_matrix:
    """Return the summed preferences above 0, 1 at most, shape (u, n), float32."""
    return _part(histories, 1.0)


def disliked(histories: Histories) -> sparse.csr_matrix:
    """Return how far the summed preferences are below 0, 1 at most, shape (u, n), float32."""
    return _part(histories, -1.0)


def _part(histories: Histories, sign: float) -> sparse.csr_matrix:
    summed = histories.matrix()
    summed.sum_duplicates()
    summed.data = np.clip(summed.data * np.float32(sign), 0, 1)
    summed.eliminate_zeros()
    return summed


def by_likeness(disliked_items: sparse.csr_matrix, vectors: NDArray[np.float32]) -> Scores:
    """Return how much each item resembles what was disliked, from 0 to 1.

    One more dislike never lowers it, and many do not outweigh everything: the parts join as
    independent chances do.

    Parameters
    ----------
    disliked_items
        Shape (u, n), 0 to 1.
    vectors
        Unit vectors of the items, shape (n, d); rows may be 0.

    Returns
    -------
    numpy.ndarray
        ``1 - product of (1 - cosine) ** dislike`` over cosines above 0, shape (u, n).
    """
    found: Scores = np.zeros(disliked_items.shape, dtype=np.float32)
    named = np.unique(disliked_items.indices)
    if len(named):
        # Plain exp and log are vectorised in single precision; expm1 and log1p are not.
        unlike = 1 - np.clip(vectors[named] @ vectors.T, 0, _ALIKE)
        found = 1 - np.exp(disliked_items[:, named] @ np.log(unlike))
    return found


def unit_rows(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the rows at length 1; rows of zeros stay."""
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    units: NDArray[np.float32] = (matrix / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return units


def degree_power(matrix: sparse.csr_matrix, axis: int, power: float) -> NDArray[np.float32]:
    """Return the sums along an axis to a power; 0 where the sum is 0; float32."""
    sums = np.asarray(matrix.sum(axis), dtype=np.float64).ravel()
    raised = np.zeros(len(sums), dtype=np.float32)
    raised[sums > 0] = sums[sums > 0] ** power
    return raised


def scaled(matrix: sparse.csr_matrix, users_power: float, items_power: float) -> sparse.csr_matrix:
    """Return a matrix with its rows and columns multiplied by powers of their sums."""
    rows = sparse.diags(degree_power(matrix, 1, users_power))
    columns = sparse.diags(degree_power(matrix, 0, items_power))
    return (rows @ matrix @ columns).tocsr()


def check_training(histories: Histories, content: ItemContent) -> None:
    """Refuse what no model can be fitted to.

    Raises
    ------
    InputError
        When histories and content are of different items, or features are not finite.
    """
    for modality, vectors in content.vectors.items():
        if len(vectors) != histories.item_count:
            raise InputError(
                f"{modality} features of {len(vectors)} items",
                f"the histories are of {histories.item_count}; take both from one catalog",
            )
        broken = np.flatnonzero(~np.isfinite(vectors).all(axis=1))
        if len(broken):
            raise InputError(
                f"{modality} features of item {broken[0]}", "are not finite; compute them again"
            )


def check_items(histories: Histories, item_count: int) -> None:
    """Refuse histories of other items than a model was fitted to.

    Raises
    ------
    InputError
        When the numbers of items differ.
    """
    if histories.item_count != item_count:
        raise InputError(
            f"histories of {histories.item_count} items",
            f"the recommender knows {item_count}; fit it to this catalog",
        )
