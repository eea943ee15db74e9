"""Exact search: one matrix product between queries and all items."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


class ExactIndex:
    """All item vectors, in one block of memory.

    Parameters
    ----------
    item_ids
        Identifiers, in the order of the rows.
    vectors
        Unit vectors, shape (n, k), float32; a row of zeros never scores.

    Raises
    ------
    ValueError
        When the numbers of identifiers and rows differ, or the array is not a matrix.
    """

    def __init__(self, item_ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        if vectors.ndim != 2 or len(item_ids) != len(vectors):
            raise ValueError(f"{len(item_ids)} identifiers for an array of shape {vectors.shape}")
        self.item_ids: tuple[str, ...] = tuple(item_ids)
        self.vectors: NDArray[np.float32] = np.ascontiguousarray(vectors, dtype=np.float32)

    def __len__(self) -> int:
        return len(self.item_ids)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.vectors.shape[1])

    @cached_property
    def mean(self) -> NDArray[np.float32]:
        """Mean of the vectors, shape (k,): its product with a query is the query's mean score."""
        mean: NDArray[np.float32] = self.vectors.mean(axis=0)
        return mean

    def scores(self, queries: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine similarity of each query with each item.

        Parameters
        ----------
        queries
            Unit vectors, shape (q, k), float32.

        Returns
        -------
        numpy.ndarray
            Shape (q, n), float32, from -1 to 1.

        Raises
        ------
        ValueError
            When the vectors have another length than the items'.
        """
        if queries.ndim != 2 or queries.shape[1] != self.dimension:
            raise ValueError(f"queries of shape {queries.shape} for vectors of {self.dimension}")
        scores: NDArray[np.float32] = np.asarray(queries, dtype=np.float32) @ self.vectors.T
        return scores
