"""Collaborative filtering by neighbours: users who liked the same, items liked by the same.

Likeness of users is the cosine with shrinkage, ``overlap / (norm · norm + shrinkage)`` (Bell &
Koren 2007), so that one shared like does not make twins. Items are neighbours when one comes
from one to the other by way of someone who liked both. What everybody likes says little about
anyone, so likes count less the more likes a user or an item has (Breese et al. 1998).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

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
    """What the training users liked, and how one walks from item to item through them.

    Attributes
    ----------
    likes
        Shape (users, n), float32, 0 or 1.
    users_power, liked_power, found_power, steps
        As :class:`ItemNeighbours` has them.
    """

    likes: sparse.csr_matrix
    users_power: float
    liked_power: float
    found_power: float
    steps: int
    kind: RecommenderKind = RecommenderKind.ITEM_NEIGHBOURS

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return self.likes.shape[1]

    def score(self, histories: Histories) -> Scores:
        """Return how much of what each user liked arrives at each item, shape (u, n)."""
        check_items(histories, self.item_count)
        against = disliked(histories).toarray()
        there: Scores = preferred(histories).toarray() - against
        scores: Scores = -against
        forth, back, own = self._ways
        for _ in range(self.steps):
            # Whoever comes back to the item just left has not gone anywhere.
            there = (there @ forth) @ back - there * own
            scores += there
        return scores

    @cached_property
    def _ways(self) -> tuple[sparse.csr_matrix, sparse.csr_matrix, NDArray[np.float32]]:
        """From items to users, from users to items, and from each item to itself."""
        users = sparse.diags(degree_power(self.likes, 1, self.users_power))
        liked = sparse.diags(degree_power(self.likes, 0, self.liked_power))
        found = sparse.diags(degree_power(self.likes, 0, self.found_power))
        forth, back = (liked @ self.likes.T @ users).tocsr(), (self.likes @ found).tocsr()
        own = np.asarray(forth.multiply(back.T).sum(1), dtype=np.float32).ravel()
        return forth, back, own

    def arrays(self) -> Arrays:
        """Return all numbers of the model."""
        settings = [self.users_power, self.liked_power, self.found_power, self.steps]
        return {**sparse_arrays(self.likes), "settings": np.array(settings, dtype=np.float64)}


@dataclass(frozen=True)
class ItemNeighbours:
    """Item-based collaborative filtering as a walk over likes; the seed changes nothing.

    One step goes from a liked item to others that its users liked (Sarwar et al. 2001); a
    second one reaches the neighbours' neighbours (Paudel et al. 2017).

    Attributes
    ----------
    users_power
        A like counts its user's number of likes to this power.
    liked_power, found_power
        A step counts the number of likes of the item it leaves, and of the one it comes to,
        to these powers.
    steps
        At least 1; what each of them finds is summed.
    """

    users_power: float = -1.0
    liked_power: float = -0.5
    found_power: float = -0.2
    steps: int = 2

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> ItemNeighboursModel:
        """Keep what everyone liked; ways are gone when scores are asked for."""
        check_training(histories, content)
        powers = self.users_power, self.liked_power, self.found_power
        return ItemNeighboursModel(histories.liked(), *powers, self.steps)

    def restore(self, arrays: Arrays) -> ItemNeighboursModel:
        """Return the model that was saved."""
        users, liked, found, steps = (float(one) for one in arrays["settings"])
        return ItemNeighboursModel(sparse_of(arrays), users, liked, found, int(steps))


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
    first: sparse.csr_matrix, second: sparse.csr_matrix, shrinkage: float
) -> sparse.csr_matrix:
    """Return the shrunk cosine of each row of one with each of the other that overlaps it."""
    overlap = (first @ second.T).tocoo()
    mine, theirs = (np.sqrt(np.asarray(one.power(2).sum(1)).ravel()) for one in (first, second))
    norms = mine[overlap.row] * theirs[overlap.col]
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
