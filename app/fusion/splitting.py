"""The validation split: whole caption groups, so that no caption is on both sides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.fusion.training import caption_groups

_ONE_IN = 8
"""Of items that captions do not divide, one in so many is held out."""


def split_items(
    captions: Sequence[str], usable: NDArray[np.int64], share: float, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Divide items into those that train and those that validate.

    Captions are drawn from all items, so that an item that becomes usable moves no other.
    Where there is one caption for all, items are drawn instead of captions; where that
    leaves one side empty, every eighth item validates.

    Parameters
    ----------
    captions
        One for each item, n in all.
    usable
        Rows of the items that have any features, ascending, shape (u,), int64.
    share, seed
        See :func:`validation_rows`.

    Returns
    -------
    tuple
        Rows of all items that train, and that validate; together they are ``usable``.
    """
    groups = caption_groups(captions)
    is_divided = len(np.unique(groups[usable])) > 1
    by = groups if is_divided else np.arange(len(groups), dtype=np.int64)
    held_out = np.isin(usable, validation_rows(by, share, seed) if len(by) else by)
    if held_out.all() or not held_out.any():
        held_out = np.arange(len(usable)) % _ONE_IN == 0
    return usable[~held_out], usable[held_out]


def validation_rows(groups: NDArray[np.int64], share: float, seed: int) -> NDArray[np.int64]:
    """Return the items that are held out for validation, in ascending order.

    Parameters
    ----------
    groups
        Number of each item's caption group, shape (n,), int64.
    share
        Part of the groups that is held out, above 0 and below 1; at least one is.
    seed
        Draws them.

    Returns
    -------
    numpy.ndarray
        Row numbers, shape (v,), int64.
    """
    order = np.random.default_rng(seed).permutation(np.unique(groups))
    chosen = order[: max(1, round(share * len(order)))]
    return np.flatnonzero(np.isin(groups, chosen))
