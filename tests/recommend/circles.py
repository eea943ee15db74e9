"""Circles of friends: each likes items of its own kind, which looks and sounds tell too.

The most popular items are of kinds that most users do not like, so whoever recommends by
popularity is wrong; and some items were never liked by anyone.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.modality import PerModality
from app.recommend.histories import Histories, Ids
from app.recommend.recommender import ItemContent, RecommenderModel, recommend

KINDS, ITEMS, USERS, LIKES = 4, 60, 100, 7
COLD = np.arange(ITEMS - KINDS, ITEMS)
"""One item of each kind that nobody liked; item i is of kind i modulo ``KINDS``."""


def kind_of(user: int) -> int:
    """Return what a user likes; two fifths like kind 0."""
    return max(user % (KINDS + 1) - 1, 0)


def circles(seed: int = 0) -> tuple[Histories, list[set[int]]]:
    """Return training histories, and for each user the warm items of the kind not known yet."""
    chance = np.random.default_rng(seed)
    users, items, wanted = [], [], []
    for user in range(USERS):
        own = np.arange(kind_of(user), COLD[0], KINDS)
        liked = chance.choice(own, LIKES, replace=False)
        users += [user] * LIKES
        items += liked.tolist()
        wanted.append(set(own.tolist()) - set(liked.tolist()))
    return Histories.from_pairs(np.array(users), np.array(items), USERS, ITEMS), wanted


def looks(seed: int = 0) -> ItemContent:
    """Return features: pictures and sounds tell the kind, texts are missing."""
    chance = np.random.default_rng(seed)
    kinds = np.eye(KINDS, dtype=np.float32)[np.arange(ITEMS) % KINDS]

    def near(size: int) -> NDArray[np.float32]:
        noise = 0.4 * chance.normal(size=(ITEMS, size))
        return (kinds @ chance.normal(size=(KINDS, size)) + noise).astype(np.float32)

    vectors = PerModality(near(16), np.zeros((ITEMS, 0), np.float32), near(12))
    here, nowhere = np.ones(ITEMS, bool), np.zeros(ITEMS, bool)
    return ItemContent(vectors, PerModality(here, nowhere, here))


def hits(model: RecommenderModel, top: int = 4, seed: int = 0) -> float:
    """Return the share of the best items that are of the user's kind and warm."""
    histories, wanted = circles(seed)
    lists = recommend(model, histories, top)
    return float(np.mean([len(wanted[r] & set(one.tolist())) / top for r, one in enumerate(lists)]))


def cold_ranks(model: RecommenderModel) -> float:
    """Return where the never liked item of the user's kind is among those; 1 is the best."""
    histories, _ = circles()
    scores = model.score(histories)[:, COLD]
    own = scores[np.arange(USERS), [kind_of(user) for user in range(USERS)]]
    # Ties share a rank, so that who says the same of all is no better than chance.
    above, same = (scores > own[:, None]).sum(axis=1), (scores == own[:, None]).sum(axis=1)
    return float(np.mean(above + (same + 1) / 2))


def of_kind(kind: int, count: int) -> Ids:
    """Return the first items of a kind."""
    return np.arange(kind, ITEMS, KINDS)[:count]
