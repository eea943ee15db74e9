"""Measures of ranked lists, by the textbook (Manning et al. 2008; Järvelin & Kekäläinen 2002)."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

S = TypeVar("S", bound=np.generic)
Relevance = NDArray[np.bool_] | NDArray[np.float64]


def _first(relevant: NDArray[S], k: int) -> NDArray[S]:
    if relevant.ndim != 2 or k < 1:
        raise ValueError(f"lists of shape {relevant.shape} at {k}; a matrix and k >= 1 please")
    return relevant[:, :k]


def hit_rate_at_k(relevant: NDArray[np.bool_], k: int) -> float:
    """Return the share of lists with a relevant item among the first ``k``.

    Parameters
    ----------
    relevant
        Shape (q, n): whether the item at each rank is relevant, best rank first.
    k
        At least 1.
    """
    found: NDArray[np.bool_] = np.any(_first(relevant, k), axis=1)
    return _mean(found)


def recall_at_k(relevant: NDArray[np.bool_], k: int, totals: NDArray[np.int64]) -> float:
    """Return the mean share of all relevant items that are among the first ``k``.

    Parameters
    ----------
    relevant
        Shape (q, n), in the order of rank.
    k
        At least 1.
    totals
        Relevant items that there are for each query, shape (q,); queries with none count 0.
    """
    return _mean(_first(relevant, k).sum(axis=1) / np.maximum(totals, 1))


def precision_at_k(relevant: NDArray[np.bool_], k: int) -> float:
    """Return the mean share of relevant items among the first ``k``; shape (q, n) in."""
    return _mean(_first(relevant, k).sum(axis=1) / k)


def mean_reciprocal_rank(relevant: NDArray[np.bool_]) -> float:
    """Return the mean of 1 / rank of the first relevant item, 0 where there is none."""
    found = relevant.any(axis=1)
    ranks = relevant.argmax(axis=1) + 1
    return _mean(np.where(found, 1.0 / ranks, 0.0))


def ndcg_at_k(
    relevant: Relevance, k: int, totals: NDArray[np.int64] | None = None
) -> NDArray[np.float64]:
    """Return each list's normalised discounted cumulative gain.

    Parameters
    ----------
    relevant
        Shape (q, n): gains in the order of rank.
    k
        At least 1.
    totals
        With gains of 0 or 1: relevant items that there are for each query, shape (q,),
        where the lists were cut short. By default the lists hold all of them.

    Returns
    -------
    numpy.ndarray
        Shape (q,), from 0 to 1; 0 where nothing is relevant.
    """
    gains = _first(relevant, k).astype(np.float64)
    discounts = 1 / np.log2(np.arange(2, gains.shape[1] + 2))
    if totals is None:
        best = -np.sort(-relevant.astype(np.float64), axis=1)[:, :k]
    else:
        best = (np.arange(gains.shape[1])[None, :] < totals[:, None]).astype(np.float64)
    ideal = best @ discounts
    reached: NDArray[np.float64] = np.divide(
        gains @ discounts, ideal, out=np.zeros(len(gains)), where=ideal > 0
    )
    return reached


def coverage_at_k(lists: NDArray[np.int64], k: int, items: int) -> float:
    """Return the share of all items that are among the first ``k`` of any list.

    Parameters
    ----------
    lists
        Numbers of the items in the order of rank, shape (q, n); below 0 for no item.
    k
        At least 1.
    items
        How many items there are.
    """
    shown = np.unique(_first(lists, k))
    return float((shown >= 0).sum() / items) if items else 0.0


def diversity_at_k(lists: NDArray[np.int64], k: int, vectors: NDArray[np.float32]) -> float:
    """Return the mean distance within the first ``k`` of each list (Ziegler et al. 2005).

    Parameters
    ----------
    lists
        Numbers of the items in the order of rank, shape (q, n).
    k
        At least 2.
    vectors
        Unit vectors of all items, shape (m, d).

    Returns
    -------
    float
        One minus the cosine, averaged over the pairs of a list and then over lists; 0 to 2.
    """
    shown = vectors[_first(lists, k)].astype(np.float64)
    length = shown.shape[1]
    if length < 2:
        raise ValueError(f"lists of {length} items; diversity needs at least 2")
    # The pairs' cosines sum to |sum of vectors|² less the items with themselves.
    together = np.square(shown.sum(axis=1)).sum(axis=1) - np.square(shown).sum(axis=(1, 2))
    return _mean(1 - together / (length * (length - 1)))


def _mean(values: NDArray[np.bool_] | NDArray[np.float64]) -> float:
    return float(np.mean(values)) if len(values) else 0.0
