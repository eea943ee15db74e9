"""What each of many users did with items, as recommenders read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Histories:
    """The histories of u users among n items, the oldest interaction first.

    Attributes
    ----------
    bounds
        User r did ``items[bounds[r]:bounds[r + 1]]``; shape (u + 1,), int64, rising from 0.
    items
        Shape (m,), int64, 0 to n - 1.
    preferences
        How much each interaction speaks for its item, -1 to 1, shape (m,), float32.
    item_count
        n.
    """

    bounds: Ids
    items: Ids
    preferences: NDArray[np.float32]
    item_count: int

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @classmethod
    def from_pairs(cls, users: Ids, items: Ids, user_count: int, item_count: int) -> Histories:
        """Make histories of likes; the order of each user's rows is kept."""
        order = np.argsort(users, kind="stable")
        bounds = np.concatenate([[0], np.cumsum(np.bincount(users, minlength=user_count))])
        likes = np.ones(len(items), dtype=np.float32)
        return cls(bounds.astype(np.int64), items[order], likes, item_count)

    @classmethod
    def of_one(
        cls, items: Sequence[int], preferences: Sequence[float], item_count: int
    ) -> Histories:
        """Make the history of a single user."""
        return cls(
            np.array([0, len(items)], dtype=np.int64),
            np.array(items, dtype=np.int64),
            np.array(preferences, dtype=np.float32),
            item_count,
        )

    def rows(self, rows: Ids) -> Histories:
        """Return the histories of some users."""
        lengths = np.diff(self.bounds)[rows]
        starts = self.bounds[:-1][rows]
        bounds = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        places = np.arange(bounds[-1]) + np.repeat(starts - bounds[:-1], lengths)
        return Histories(bounds, self.items[places], self.preferences[places], self.item_count)

    def matrix(self) -> sparse.csr_matrix:
        """Return the preferences summed by user and item, shape (u, n), float32."""
        shape = (len(self), self.item_count)
        # A copy: whoever sorts or sums the matrix must not change the history.
        preferences = self.preferences.copy()
        return sparse.csr_matrix((preferences, self.items, self.bounds), shape=shape)

    def seen(self) -> sparse.csr_matrix:
        """Return 1 for each item that a user did anything with, shape (u, n), float32."""
        ones = np.ones(len(self.items), dtype=np.float32)
        shape = (len(self), self.item_count)
        return sparse.csr_matrix((ones, self.items, self.bounds), shape=shape)

    def liked(self) -> sparse.csr_matrix:
        """Return 1 where the preferences of user and item sum to more than 0, float32."""
        summed = self.matrix()
        summed.sum_duplicates()
        summed.data = (summed.data > 0).astype(np.float32)
        summed.eliminate_zeros()
        return summed
