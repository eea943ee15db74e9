"""Paired bootstrap over queries (Efron & Tibshirani 1993; Sakai 2006 for retrieval).

Queries of one caption group are alike, so whole groups are drawn with replacement, not
single queries; for each draw the mean difference of two systems is taken again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
_CHUNK = 500


@dataclass(frozen=True)
class Difference:
    """How far one system is ahead of another on the same queries.

    Attributes
    ----------
    mean
        Mean difference; not a number without queries.
    low, high
        Its 95 % interval.
    p_value
        Two-sided, from 2 / (resamples + 1) to 1: how often the resampled difference lies on
        the other side of 0.
    queries
        How many were compared.
    """

    mean: float
    low: float
    high: float
    p_value: float
    queries: int


def paired_bootstrap(
    differences: NDArray[np.float64],
    groups: NDArray[np.int64],
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> list[Difference]:
    """Return how sure several mean differences are; all see the same resamples.

    Parameters
    ----------
    differences
        One system minus the other, query by query, shape (n, c) for c comparisons; not a
        number where either was not asked.
    groups
        Number of each query's group, shape (n,).
    resamples
        At least 1.
    seed
        Draws them.
    """
    asked = ~np.isnan(differences)
    _, numbers = np.unique(groups, return_inverse=True)
    count = int(numbers.max(initial=-1)) + 1
    sums, sizes = (np.zeros((count, differences.shape[1])) for _ in range(2))
    np.add.at(sums, numbers, np.where(asked, differences, 0.0))
    np.add.at(sizes, numbers, asked.astype(np.float64))
    drawn = _resampled_means(sums, sizes, resamples, seed)
    return [
        difference_of(
            float(sums[:, place].sum() / max(sizes[:, place].sum(), 1)),
            int(sizes[:, place].sum()),
            drawn[:, place],
        )
        for place in range(differences.shape[1])
    ]


def _resampled_means(
    sums: NDArray[np.float64], sizes: NDArray[np.float64], resamples: int, seed: int
) -> NDArray[np.float64]:
    """Return the mean difference of each resample, shape (resamples, c)."""
    count, chance = len(sums), np.random.default_rng(seed)
    means = np.full((resamples, sums.shape[1]), np.nan)
    for start in range(0, resamples if count else 0, _CHUNK):
        size = min(_CHUNK, resamples - start)
        times = chance.multinomial(count, np.full(count, 1 / count), size=size).astype(np.float64)
        queries = times @ sizes
        np.divide(times @ sums, queries, out=means[start : start + size], where=queries > 0)
    return means


def difference_of(mean: float, queries: int, drawn: NDArray[np.float64]) -> Difference:
    """Return how sure a mean difference is, from what resamples found instead, shape (n,)."""
    known = drawn[~np.isnan(drawn)]
    if not queries or not len(known):
        return Difference(math.nan, math.nan, math.nan, 1.0, queries)
    low, high = np.quantile(known, (0.025, 0.975))
    below = (1 + int((known <= 0).sum())) / (1 + len(known))
    above = (1 + int((known >= 0).sum())) / (1 + len(known))
    p_value = min(1.0, 2 * min(below, above))
    return Difference(mean, float(low), float(high), p_value, queries)
