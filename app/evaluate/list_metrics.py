"""How good many users' recommended lists are, from the items that each was to be shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.evaluate.metrics import (
    coverage_at_k,
    diversity_at_k,
    hit_rate_at_k,
    mean_reciprocal_rank,
    ndcg_at_k,
    precision_at_k,
    recall_at_k,
)

DEPTHS = (10, 20)
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class ListMeasures:
    """Measures of lists.

    Attributes
    ----------
    users
        How many had something to be shown; only they count.
    means
        Over those users: recall, precision, NDCG and hit rate at 10 and 20, MRR at 20.
    recall, ndcg
        At 20, of each of those users, shape (users,), float64.
    """

    users: int
    means: dict[str, float]
    recall: NDArray[np.float64]
    ndcg: NDArray[np.float64]


def relevance_of(lists: Ids, wanted: sparse.csr_matrix) -> NDArray[np.bool_]:
    """Return whether each listed item is wanted, shape (u, k).

    Parameters
    ----------
    lists
        Items by rank, -1 for none, shape (u, k).
    wanted
        Not 0 where an item is wanted, shape (u, n).
    """
    found = np.zeros(lists.shape, dtype=np.bool_)
    for row, items in enumerate(lists):
        mine = wanted.indices[wanted.indptr[row] : wanted.indptr[row + 1]]
        found[row] = np.isin(items, mine)
    return found


def measure_lists(lists: Ids, wanted: sparse.csr_matrix) -> ListMeasures:
    """Measure the lists of the users that want anything.

    Parameters
    ----------
    lists
        Items by rank, -1 for none, shape (u, k); k is 20 or more.
    wanted
        Not 0 where an item is wanted, shape (u, n).
    """
    totals = np.diff(wanted.indptr).astype(np.int64)
    asked = np.flatnonzero(totals)
    relevant, totals = relevance_of(lists, wanted)[asked], totals[asked]
    deepest = DEPTHS[-1]
    means = {f"mrr@{deepest}": mean_reciprocal_rank(relevant[:, :deepest])}
    for k in DEPTHS:
        gains = ndcg_at_k(relevant, k, totals)
        means[f"recall@{k}"] = recall_at_k(relevant, k, totals)
        means[f"precision@{k}"] = precision_at_k(relevant, k)
        means[f"hit_rate@{k}"] = hit_rate_at_k(relevant, k)
        means[f"ndcg@{k}"] = float(gains.mean()) if len(gains) else 0.0
    recall = relevant[:, :deepest].sum(axis=1) / np.maximum(totals, 1)
    return ListMeasures(len(asked), means, recall, ndcg_at_k(relevant, deepest, totals))


def spread_of_lists(lists: Ids, vectors: NDArray[np.float32]) -> dict[str, float]:
    """Return coverage and diversity at 20.

    Parameters
    ----------
    lists
        Items by rank, shape (u, k); lists that are not full do not count for diversity.
    vectors
        Unit vectors of all items, shape (n, d).
    """
    deepest = DEPTHS[-1]
    full = lists[(lists[:, :deepest] >= 0).all(axis=1)]
    return {
        f"coverage@{deepest}": coverage_at_k(lists, deepest, len(vectors)),
        f"diversity@{deepest}": diversity_at_k(full, deepest, vectors),
    }
