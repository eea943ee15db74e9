"""What is known of one persona, and how it ranks a catalog.

All of it is a function of the history alone: a like adds to the history and an undo takes
away, so undoing leaves exactly what was there before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.core.modality import PerModality
from app.explain.shapley import SUBSETS
from app.recommend.bandit import LinearBandit
from app.recommend.index import ExactIndex
from app.recommend.profile import (
    Floats,
    Rows,
    active_modalities,
    modality_shares,
    profile_vectors,
    separation,
    weigh,
)

Embed = Callable[[Rows], Floats]
"""Fuses items from each subset of their modalities: rows (d,) to (d, 8, k)."""

FEWEST_IN_CATEGORY = 3
"""Smaller categories say too little to be named."""


@dataclass(frozen=True)
class Taste:
    """What a history taught.

    Attributes
    ----------
    profiles
        What the liked items are together with each subset of modalities, shape (8, k),
        float32, of unit length or zero.
    index
        The items, to be scored with a profile.
    history
        The history's part of each item's score: by the profile with all modalities, shape
        (n,), float32, -1 to 1.
    active
        Bits of the modalities that the profile has.
    feedback
        The reward that the bandit expects of each item, shape (n,), float32.
    bandit
        Taught by the whole history.
    shares
        How much likes follow each modality; sum to 1 or all 0.
    seen, liked
        Rows of the items that anything was done with, and of those that were liked on the
        whole; rising, int64.
    interactions
        How many there were.
    """

    profiles: Floats
    index: ExactIndex
    history: Floats
    active: int
    feedback: Floats
    bandit: LinearBandit
    shares: PerModality[float]
    seen: Rows
    liked: Rows
    interactions: int

    def subset_scores(self, rows: Rows) -> Floats:
        """Return the scores of some items by the profile of each subset, shape (8, r)."""
        scores: Floats = self.profiles @ self.index.vectors[rows].T
        return scores

    @property
    def knows_something(self) -> bool:
        """Whether anything speaks for or against any item."""
        return self.active > 0

    @property
    def exploration(self) -> float:
        """How unsure the bandit still is, from 1 (knows nothing) towards 0."""
        return min(1.0, self.bandit.exploration())


def learn(
    items: Rows, preferences: Floats, index: ExactIndex, untaught: LinearBandit, embed: Embed
) -> Taste:
    """Return what a history teaches.

    Parameters
    ----------
    items
        Row of each interaction's item, the oldest first, shape (m,); -1 for one that is not
        ranked.
    preferences
        How much each speaks for its item, -1 to 1, shape (m,).
    index
        All items.
    untaught
        A bandit over the same items that knows nothing.
    embed
        Asked for the items that count.
    """
    weighed = weigh(items, preferences)
    embedded = embed(weighed.rows)
    profiles = np.zeros((len(SUBSETS), index.dimension), dtype=np.float32)
    history = np.zeros(len(index), dtype=np.float32)
    shares = PerModality(0.0, 0.0, 0.0)
    if len(weighed.rows):
        profiles = profile_vectors(embedded, weighed.weights)
        history = index.scores(profiles[-1:])[0]
        averages, own = profiles @ index.mean, index.vectors[weighed.rows]
        shares = modality_shares(separation(embedded, weighed.weights, own, averages))
    known = items >= 0
    rows, sums, counts = _by_item(items[known], preferences[known])
    bandit = teach(untaught, rows, sums, counts)
    return Taste(
        profiles=profiles,
        index=index,
        history=history,
        active=active_modalities(embedded),
        feedback=bandit.mean(),
        bandit=bandit,
        shares=shares,
        seen=rows,
        liked=rows[sums > 0],
        interactions=len(items),
    )


def _by_item(
    items: Rows, preferences: Floats
) -> tuple[Rows, NDArray[np.float64], NDArray[np.int64]]:
    """Return the items, the sum of their preferences, and how often each was met."""
    rows, place, counts = np.unique(items, return_inverse=True, return_counts=True)
    sums = np.bincount(place, weights=preferences, minlength=len(rows))
    return rows.astype(np.int64), sums.astype(np.float64), counts.astype(np.int64)


def teach(
    untaught: LinearBandit, rows: Rows, rewards: NDArray[np.float64], counts: NDArray[np.int64]
) -> LinearBandit:
    """Return the bandit after many rewards at once.

    The same as one :meth:`LinearBandit.update` for each, but in one step, and to the last
    digit the same however they came.

    Parameters
    ----------
    untaught
        Knows nothing yet.
    rows
        Different items, shape (d,).
    rewards, counts
        Sum and number of each item's rewards, shape (d,).
    """
    contexts = untaught.contexts[rows].astype(np.float64) / untaught.noise
    precision = untaught.precision + (contexts * counts[:, None]).T @ contexts
    return replace(
        untaught,
        precision=precision,
        covariance=np.linalg.inv(precision),
        moment=untaught.moment + contexts.T @ (rewards / untaught.noise),
        rewards=int(counts.sum()),
    )


def closest_liked(vectors: Floats, liked: Rows, rows: Rows) -> Rows:
    """Return for each of ``rows`` the liked row that is most like it; -1 where none is.

    Parameters
    ----------
    vectors
        Unit rows of all items, shape (n, k).
    """
    if not len(liked) or not len(rows):
        return np.full(len(rows), -1, dtype=np.int64)
    cosines = vectors[rows] @ vectors[liked].T
    best = cosines.argmax(axis=1)
    speaks = cosines.max(axis=1) > 0
    return np.where(speaks, liked[best], -1).astype(np.int64)


def category_changes(
    scores: Floats, codes: NDArray[np.int64], names: tuple[str, ...]
) -> tuple[tuple[tuple[str, float], ...], tuple[tuple[str, float], ...]]:
    """Return the categories that became more and less likely, the strongest first.

    How far a category's mean score lies from that of all items, as a share of how far the
    farthest item does: -1 to 1. Before any interaction all scores are 0.

    Parameters
    ----------
    scores
        History and feedback together, shape (n,).
    codes
        The place of each item's category in ``names``, shape (n,).
    """
    apart = scores - scores.mean() if len(scores) else scores
    farthest = float(np.abs(apart).max(initial=0.0))
    if farthest < np.finfo(np.float32).eps:
        return (), ()
    counts = np.bincount(codes, minlength=len(names))
    means = np.bincount(codes, weights=apart, minlength=len(names)) / np.maximum(counts, 1)
    fewest = min(FEWEST_IN_CATEGORY, int(counts.max()))
    named = [
        (names[place], float(means[place]) / farthest)
        for place in np.argsort(-means, kind="stable")
        if names[place] and counts[place] >= fewest
    ]
    up = tuple(one for one in named if one[1] > 0)
    return up, tuple(one for one in reversed(named) if one[1] < 0)


def diverse_rows(contexts: Floats, count: int) -> Rows:
    """Return items that are as unlike each other as can be, for someone unknown.

    The farthest-first traversal of Gonzalez (1985), from the most typical item on.

    Parameters
    ----------
    contexts
        Shape (n, d).
    count
        How many at most.
    """
    if not len(contexts):
        return np.empty(0, dtype=np.int64)
    chosen = [int(np.argmax(contexts @ contexts.mean(axis=0)))]
    nearest = contexts @ contexts[chosen[0]]
    while len(chosen) < min(count, len(contexts)):
        nearest[chosen[-1]] = np.inf
        chosen.append(int(nearest.argmin()))
        nearest = np.maximum(nearest, contexts @ contexts[chosen[-1]])
    return np.array(chosen, dtype=np.int64)
