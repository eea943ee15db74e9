"""Which modalities are dropped from queries and items while learning.

A held-out query with words meets its own item without words among items that have them.
Training plays that game: the query keeps a random subset, its own group in the gallery
shows only what the query did not use, and all the others show everything.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_PLACES = np.arange(3)


@dataclass(frozen=True)
class Views:
    """Three views of each item, as subsets in bit order, shape (n,), int64.

    Attributes
    ----------
    query
        What is asked with; never empty.
    rest
        What the item shows to its own query; another random subset where the query took all.
    whole
        All that the item has.
    """

    query: NDArray[np.int64]
    rest: NDArray[np.int64]
    whole: NDArray[np.int64]


def draw_views(available: NDArray[np.int64], chance: np.random.Generator) -> Views:
    """Draw views at random.

    Parameters
    ----------
    available
        What each item has, in bit order, shape (n,); never 0.
    chance
        Source of randomness.
    """
    query = _random_subset(available, chance)
    rest = available & ~query
    other = _random_subset(available, chance)
    return Views(query, np.where(rest > 0, rest, other), available)


def _random_subset(available: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
    drawn = available & chance.integers(1, 8, size=len(available))
    return np.where(drawn > 0, drawn, available)


def as_mask(subsets: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return subsets as columns image, text, audio of 0 and 1; shape (n, 3), float32."""
    return ((subsets[:, None] >> _PLACES) & 1).astype(np.float32)
