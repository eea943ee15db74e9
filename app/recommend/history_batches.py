"""Histories as networks read them: liked items in order, cut to windows and padded.

Where the order of a history means nothing, it is drawn: anew for each window in training,
and by one key for each item when scores are asked for, so that no score depends on how the
histories were sorted.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from app.recommend.histories import Histories, Ids

FEWEST_WINDOWS = 8
"""A training epoch has at least so many windows, so that even one history can be learnt."""
MOST_WINDOWS = 8
"""A history has at most so many, so that a few very long ones do not outweigh all others."""


def liked_in_order(histories: Histories) -> Histories:
    """Return what was liked, each item once, where it was met last; nothing disliked.

    An item counts as liked when its preferences sum to more than 0.
    """
    users = np.repeat(np.arange(len(histories)), np.diff(histories.bounds))
    pairs, inverse = np.unique(users * histories.item_count + histories.items, return_inverse=True)
    sums = np.bincount(inverse, weights=histories.preferences, minlength=len(pairs))
    last = np.zeros(len(pairs), dtype=np.int64)
    np.maximum.at(last, inverse, np.arange(len(users)))
    kept = np.sort(last[sums > 0])
    return Histories.from_pairs(
        users[kept], histories.items[kept], len(histories), histories.item_count
    )


def by_key(liked: Histories, keys: Ids) -> Histories:
    """Return histories with their items in the order of the items' keys, shape (n,)."""
    users = np.repeat(np.arange(len(liked)), np.diff(liked.bounds))
    order = np.lexsort((keys[liked.items], users))
    return Histories(liked.bounds, liked.items[order], liked.preferences, liked.item_count)


def padded(liked: Histories, longest: int) -> Tensor:
    """Return the last items of each history as numbers from 1, then zeros.

    Returns
    -------
    torch.Tensor
        Shape (u, h), int64; h is at most ``longest``.
    """
    ends = torch.from_numpy(liked.bounds[1:])
    lengths = torch.from_numpy(np.diff(liked.bounds)).clamp(max=longest)
    return _gathered(torch.from_numpy(liked.items), ends - lengths, lengths)


def _gathered(items: Tensor, starts: Tensor, lengths: Tensor) -> Tensor:
    """Return ``lengths`` neighbours from ``starts`` on, as numbers from 1, then zeros."""
    steps = torch.arange(int(lengths.max()) if len(lengths) else 0)
    inside = steps < lengths[:, None]
    places = torch.where(inside, starts[:, None] + steps, 0)
    # Where there is no item at all, there is no place to read from either.
    found = items[places] + 1 if len(items) else torch.zeros_like(places)
    return torch.where(inside, found, 0)


class Windows:
    """Training rows: pieces of histories, drawn anew each time they are asked for.

    Parameters
    ----------
    liked
        What is learnt; a history of m items has m / ``longest`` rows, rounded up, and
        :data:`MOST_WINDOWS` at most.
    longest
        Most items of a window.
    is_ordered
        Whether a window is a run of neighbours; else it is a drawn set in drawn order.
    """

    def __init__(self, liked: Histories, longest: int, *, is_ordered: bool) -> None:
        self._bounds, self._items = torch.from_numpy(liked.bounds), torch.from_numpy(liked.items)
        self._longest, self._is_ordered = longest, is_ordered
        pieces = np.minimum(-(-np.diff(liked.bounds) // longest), MOST_WINDOWS)
        users = np.repeat(np.arange(len(liked)), pieces)
        times = -(-FEWEST_WINDOWS // len(users)) if len(users) else 1
        self._users = torch.from_numpy(np.tile(users, times))

    def __len__(self) -> int:
        return len(self._users)

    def draw(self, rows: Tensor) -> Tensor:
        """Return windows as numbers from 1, then zeros; shape (b, h), int64.

        What is drawn comes from torch's default generator.
        """
        users = self._users[rows]
        starts, lengths = self._bounds[users], self._bounds[users + 1] - self._bounds[users]
        kept = lengths.clamp(max=self._longest)
        if self._is_ordered:
            skipped = (torch.rand(len(rows)) * (lengths - kept + 1)).long()
            return _gathered(self._items, starts + skipped, kept)
        whole = _gathered(self._items, starts, lengths)
        keys = torch.rand(whole.shape).masked_fill(whole == 0, 2.0)
        places = keys.argsort(dim=1)[:, : int(kept.max())]
        drawn = whole.gather(1, places)
        return drawn.masked_fill(torch.arange(drawn.shape[1]) >= kept[:, None], 0)


def item_keys(item_count: int, seed: int) -> Ids:
    """Return a drawn order of all items, shape (n,), int64."""
    return np.random.default_rng(seed).permutation(item_count).astype(np.int64)
