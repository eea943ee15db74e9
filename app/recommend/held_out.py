"""Likes that a blend's parts are not told, so that their order can be learnt from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.recommend.histories import Histories, Ids


@dataclass(frozen=True)
class RerankerSettings:
    """How a reranker is trained.

    Attributes
    ----------
    members, hidden
        Networks, and units of each.
    epochs, batch, learning_rate, decay, dropout
        Of AdamW; a batch is so many users.
    held_share
        Of the users with two likes or more, whose last like is held out.
    least_users
        With fewer held-out users the parts are only summed.
    """

    members: int = 5
    hidden: int = 32
    epochs: int = 25
    batch: int = 32
    learning_rate: float = 0.003
    decay: float = 1e-4
    dropout: float = 0.1
    held_share: float = 0.5
    least_users: int = 200


@dataclass(frozen=True)
class HeldOut:
    """Histories without the last like of some users.

    Attributes
    ----------
    histories
        Of all users.
    users
        Those whose last like is missing, shape (u,).
    items
        Those likes, shape (u,).
    """

    histories: Histories
    users: Ids
    items: Ids


def hold_out_last(histories: Histories, share: float, seed: int) -> HeldOut:
    """Take away the last interaction of a share of the users, where it and another are likes."""
    lengths = np.diff(histories.bounds)
    last = histories.bounds[1:] - 1
    liked = np.asarray(histories.liked().sum(1)).ravel()
    able = (lengths >= 2) & (liked >= 2)
    able[able] = histories.preferences[last[able]] > 0
    drawn = able & (np.random.default_rng(seed).random(len(able)) < share)
    users = np.flatnonzero(drawn)
    kept = np.ones(len(histories.items), dtype=bool)
    kept[last[users]] = False
    bounds = np.concatenate([[0], np.cumsum(lengths - drawn)]).astype(np.int64)
    rest = Histories(
        bounds, histories.items[kept], histories.preferences[kept], histories.item_count
    )
    return HeldOut(rest, users, histories.items[last[users]])
