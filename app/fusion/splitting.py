"""The validation split: whole caption groups, so that no caption is on both sides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


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
