"""A small network that weighs the parts of a blend for the items that may come first.

It sees, for each candidate of a user, the standardised score of every part, how many liked
the item, and how much is known of the user; it was trained to put first what held-out
users liked last (a listwise softmax, Cao et al. 2007), with parts that did not know it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.recommend.histories import Histories, Ids
from app.recommend.preferences import preferred
from app.recommend.recommender import Arrays, Scores, rank

CANDIDATES = 150
MOST_LIKES = 5
"""More likes of a user count as these."""

Features = NDArray[np.float32]


@dataclass(frozen=True)
class Reranker:
    """Networks of one hidden layer whose outputs are averaged.

    Attributes
    ----------
    popularity
        Logarithm of 1 + likes of each item, shape (n,), float32.
    mean, spread
        Of the features in training, shape (f,).
    inner, inner_bias
        Shapes (members, f, h) and (members, h).
    outer
        Shape (members, h).
    """

    popularity: NDArray[np.float32]
    mean: NDArray[np.float32]
    spread: NDArray[np.float32]
    inner: NDArray[np.float32]
    inner_bias: NDArray[np.float32]
    outer: NDArray[np.float32]

    def correction(self, histories: Histories, parts: Sequence[Scores], total: Scores) -> Scores:
        """Return what is to be added to a blend's scores, shape (u, n).

        Parameters
        ----------
        parts
            Standardised scores of each part, each of shape (u, n).
        total
            Their weighted sum.

        Returns
        -------
        numpy.ndarray
            0 but for the candidates, which it puts in the networks' order, above all others.
        """
        chosen = candidates(total, histories)
        features = features_of(histories, parts, self.popularity, chosen)
        opinion = self._opinion((features - self.mean) / self.spread)
        old = np.take_along_axis(total, np.maximum(chosen, 0), axis=1)
        old = np.where(chosen >= 0, old, np.inf)
        lowest = np.where(np.isfinite(old), old, 0).min(axis=1, where=chosen >= 0, initial=np.inf)
        lowest = np.where(np.isfinite(lowest), lowest, 0)[:, None]
        raised = opinion - opinion.min(axis=1, keepdims=True, initial=np.inf)
        added = np.zeros_like(total)
        rows, places = np.nonzero(chosen >= 0)
        items = chosen[rows, places]
        added[rows, items] = lowest[rows, 0] + raised[rows, places] - old[rows, places]
        return added

    def _opinion(self, features: Features) -> Scores:
        """Return the networks' mean output for features of shape (u, c, f), shape (u, c)."""
        total: Scores = np.zeros(features.shape[:2], dtype=np.float32)
        for inner, bias, outer in zip(self.inner, self.inner_bias, self.outer, strict=True):
            total += np.maximum(features @ inner + bias, 0) @ outer
        total /= len(self.outer)
        return total

    def arrays(self) -> Arrays:
        """Return all numbers."""
        return dict(vars(self))


def restore_reranker(arrays: Arrays) -> Reranker:
    """Return the reranker of which :meth:`Reranker.arrays` gave the numbers."""
    names = ("popularity", "mean", "spread", "inner", "inner_bias", "outer")
    return Reranker(*(arrays[name] for name in names))


def candidates(total: Scores, histories: Histories) -> Ids:
    """Return the best items that are not in each history, -1 for none, shape (u, c)."""
    return rank(total, histories.seen(), min(CANDIDATES, total.shape[1]))


def features_of(
    histories: Histories,
    parts: Sequence[Scores],
    popularity: NDArray[np.float32],
    chosen: Ids,
) -> Features:
    """Return what is known of each candidate, shape (u, c, parts + 2), float32.

    Parameters
    ----------
    parts
        Standardised scores, each of shape (u, n); large ones are compressed.
    popularity
        Shape (n,).
    chosen
        Candidates, shape (u, c); what stands for -1 is without meaning.
    """
    items = np.maximum(chosen, 0)
    scores = [np.take_along_axis(part, items, axis=1) for part in parts]
    columns = [np.sign(score) * np.log1p(np.abs(score)) for score in scores]
    likes = np.asarray(preferred(histories).sum(1), dtype=np.float32).reshape(-1, 1)
    known = np.broadcast_to(np.minimum(likes, MOST_LIKES), items.shape)
    return np.stack([*columns, popularity[items], known], axis=-1).astype(np.float32)
