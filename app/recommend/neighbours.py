"""Collaborative filtering by neighbours: users who liked the same, items liked by the same.

Likeness is the cosine with shrinkage, ``overlap / (norm · norm + shrinkage)`` (Bell & Koren
2007), so that one shared like does not make twins. What everybody likes says little about
anyone, so likes count less the more likes a user or an item has (Breese et al. 1998). Between
items the cosine may lean to the liked one's side (Aiolli 2013), so that what follows from an
item is not outvoted by what is rare.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.core.progress import Cancellation, ReportProgress, ignore_progress
from app.core.recommender import RecommenderKind
from app.recommend.histories import Histories
from app.recommend.preferences import (
    check_items,
    check_training,
    degree_power,
    disliked,
    preferred,
)
from app.recommend.recommender import Arrays, ItemContent, Scores


@dataclass(frozen=True)
class ItemNeighboursModel:
    """How much each item resembles each other one by who liked them.

    Attributes
    ----------
    likeness
        Shape (n, n), float32, at least 0, nothing on the diagonal.
    """

    likeness: sparse.csr_matrix
    kind: RecommenderKind = RecommenderKind.ITEM_NEIGHBOURS

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return self.likeness.shape[0]

    def score(self, histories: Histories) -> Scores:
        """Return how much what each user liked resembles each item, shape (u, n)."""
        check_items(histories, self.item_count)
        against = disliked(histories)
        balance = (preferred(histories) - against) @ self.likeness - against
        scores: Scores = balance.toarray()
        return scores

    def arrays(self) -> Arrays:
        """Return all numbers of the model."""
        return sparse_arrays(self.likeness)


@dataclass(frozen=True)
class ItemNeighbours:
    """Item-based collaborative filtering (Sarwar et al. 2001); the seed changes nothing.

    Attributes
    ----------
    users_power
        A like counts its user's number of likes to this power.
    shrinkage
        Added to the product of two items' norms.
    lean
        0.5 is the cosine; with 1 only the liked item's norm divides.
    """

    users_power: float = -1.0
    shrinkage: float = 0.01
    lean: float = 1.0

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> ItemNeighboursModel:
        """Compare every two items that someone liked both."""
        check_training(histories, content)
        likes = histories.liked()
        weights = sparse.diags(degree_power(likes, 1, self.users_power / 2)) @ likes
        likeness = shrunk_cosines(weights.T.tocsr(), weights.T.tocsr(), self.shrinkage, self.lean)
        entries = likeness.tocoo()
        entries.data[entries.row == entries.col] = 0
        likeness = entries.tocsr()
        likeness.eliminate_zeros()
        return ItemNeighboursModel(likeness)

    def restore(self, arrays: Arrays) -> ItemNeighboursModel:
        """Return the model that was saved."""
        return ItemNeighboursModel(sparse_of(arrays))


@dataclass(frozen=True)
class UserNeighboursModel:
    """What the training users liked.

    Attributes
    ----------
    likes
        Shape (users, n), float32, 0 or 1.
    items_power, shrinkage
        As :class:`UserNeighbours` has them.
    """

    likes: sparse.csr_matrix
    items_power: float
    shrinkage: float
    kind: RecommenderKind = RecommenderKind.USER_NEIGHBOURS

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return self.likes.shape[1]

    def score(self, histories: Histories) -> Scores:
        """Return how many liked each item, each as much as they resemble the user; (u, n)."""
        check_items(histories, self.item_count)
        against = disliked(histories)
        balance = self._liked_by_like(preferred(histories)) - self._liked_by_like(against)
        scores: Scores = (balance - against).toarray()
        return scores

    def _liked_by_like(self, part: sparse.csr_matrix) -> sparse.csr_matrix:
        weights = sparse.diags(degree_power(self.likes, 0, self.items_power / 2))
        mine, theirs = (part @ weights).tocsr(), (self.likes @ weights).tocsr()
        return shrunk_cosines(mine, theirs, self.shrinkage) @ self.likes

    def arrays(self) -> Arrays:
        """Return all numbers of the model."""
        settings = np.array([self.items_power, self.shrinkage], dtype=np.float32)
        return {**sparse_arrays(self.likes), "settings": settings}


@dataclass(frozen=True)
class UserNeighbours:
    """User-based collaborative filtering (Herlocker et al. 1999); the seed changes nothing.

    Attributes
    ----------
    items_power
        A like counts its item's number of likes to this power.
    shrinkage
        Added to the product of two users' norms.
    """

    items_power: float = -0.5
    shrinkage: float = 0.005

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> UserNeighboursModel:
        """Keep what everyone liked; users are compared when scores are asked for."""
        check_training(histories, content)
        return UserNeighboursModel(histories.liked(), self.items_power, self.shrinkage)

    def restore(self, arrays: Arrays) -> UserNeighboursModel:
        """Return the model that was saved."""
        items_power, shrinkage = (float(one) for one in arrays["settings"])
        return UserNeighboursModel(sparse_of(arrays), items_power, shrinkage)


def shrunk_cosines(
    first: sparse.csr_matrix, second: sparse.csr_matrix, shrinkage: float, lean: float = 0.5
) -> sparse.csr_matrix:
    """Return the shrunk cosine of each row of one with each of the other that overlaps it."""
    overlap = (first @ second.T).tocoo()
    mine, theirs = (np.asarray(one.power(2).sum(1)).ravel() for one in (first, second))
    norms = mine[overlap.row] ** lean * theirs[overlap.col] ** (1 - lean)
    overlap.data = (overlap.data / (norms + shrinkage)).astype(np.float32)
    return overlap.tocsr()


def sparse_arrays(matrix: sparse.csr_matrix) -> dict[str, NDArray[np.generic]]:
    """Return a sparse matrix as arrays with stable names."""
    return {
        "data": matrix.data.astype(np.float32),
        "indices": matrix.indices.astype(np.int32),
        "bounds": matrix.indptr.astype(np.int64),
        "shape": np.array(matrix.shape, dtype=np.int64),
    }


def sparse_of(arrays: Arrays) -> sparse.csr_matrix:
    """Return the matrix of which :func:`sparse_arrays` gave the arrays."""
    rows, columns = (int(size) for size in arrays["shape"])
    parts = arrays["data"], arrays["indices"], arrays["bounds"]
    return sparse.csr_matrix(parts, shape=(rows, columns))
