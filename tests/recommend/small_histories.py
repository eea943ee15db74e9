"""Made-up people and items whose structure no count of likes can see."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.modality import PerModality
from app.recommend.histories import Histories
from app.recommend.recommender import ItemContent

Ints = NDArray[np.int64]
ITEMS, GROUPS = 40, 4
"""Item i is of group i % GROUPS."""


def tastes(users: int, seed: int = 0, known: int = ITEMS) -> Histories:
    """Users of one taste each: five of the first ``known`` items of one group."""
    chance = np.random.default_rng(seed)
    drawn = [
        chance.permutation(np.arange(user % GROUPS, known, GROUPS))[:5] for user in range(users)
    ]
    owners = np.repeat(np.arange(users), [len(items) for items in drawn])
    return Histories.from_pairs(owners, np.concatenate(drawn), users, ITEMS)


def rings(users: int, seed: int = 0) -> Histories:
    """Users who go round all items in one order or in the opposite one, by a step of 3."""
    chance = np.random.default_rng(seed)
    starts, ways = chance.integers(ITEMS, size=users), 6 * chance.integers(2, size=users) - 3
    items: Ints = (starts[:, None] + ways[:, None] * np.arange(6)) % ITEMS
    return Histories.from_pairs(np.repeat(np.arange(users), 6), items.ravel(), users, ITEMS)


def content(seed: int = 0, noise: float = 0.1) -> ItemContent:
    """Pictures and sounds that show an item's group; no words."""
    chance = np.random.default_rng(seed)

    def seen(width: int) -> NDArray[np.float32]:
        groups = chance.normal(size=(GROUPS, width))[np.arange(ITEMS) % GROUPS]
        rows: NDArray[np.float32] = (groups + chance.normal(0, noise, groups.shape)).astype(
            np.float32
        )
        return rows

    there, absent = np.ones(ITEMS, dtype=np.bool_), np.zeros(ITEMS, dtype=np.bool_)
    return ItemContent(
        PerModality(seen(12), np.zeros((ITEMS, 0), dtype=np.float32), seen(9)),
        PerModality(there, absent, there),
    )


def last_held_out(histories: Histories) -> tuple[Histories, Ints]:
    """Return histories without their last item, and that item; each has one at least."""
    ends = histories.bounds[1:] - 1
    owners = np.repeat(np.arange(len(histories)), np.diff(histories.bounds))
    rest = Histories.from_pairs(
        np.delete(owners, ends), np.delete(histories.items, ends), len(histories), ITEMS
    )
    return rest, histories.items[ends]


def hits(scores: NDArray[np.float32], contexts: Histories, targets: Ints, top: int) -> float:
    """Return the share of targets among the best ``top`` items outside the context."""
    open_scores = np.where(contexts.seen().toarray() > 0, -np.inf, scores)
    ranks = (open_scores >= np.take_along_axis(open_scores, targets[:, None], 1)).sum(axis=1)
    return float((ranks <= top).mean())
