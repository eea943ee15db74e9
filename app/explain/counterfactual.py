"""What if: an item's rank had a modality been muted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.modality import MODALITIES, PerModality
from app.explain.shapley import SUBSETS

_WHOLE = len(SUBSETS) - 1


def ranks_if_muted(
    subset_scores: NDArray[np.float32] | NDArray[np.float64], given: PerModality[bool]
) -> PerModality[NDArray[np.int64] | None]:
    """Return all items' ranks without each modality.

    Parameters
    ----------
    subset_scores
        Shape (8, n), in the order of :data:`~app.explain.shapley.SUBSETS`.
    given
        Which modalities count in the query.

    Returns
    -------
    PerModality
        For each modality ranks from 1 (best), shape (n,), int64, ties by column; ``None``
        when it was not given or nothing else was.
    """
    count = sum(there for _, there in given.items())

    def ranks(place: int) -> NDArray[np.int64] | None:
        if not given[MODALITIES[place]] or count < 2:
            return None
        return dense_ranks(subset_scores[_WHOLE & ~(1 << place)])

    return PerModality(*(ranks(place) for place in range(len(MODALITIES))))


def dense_ranks(scores: NDArray[np.float32] | NDArray[np.float64]) -> NDArray[np.int64]:
    """Return each column's place by falling score, from 1; ties by column. Shape (n,)."""
    order = np.argsort(-scores, kind="stable")
    places = np.empty(len(scores), dtype=np.int64)
    places[order] = np.arange(1, len(scores) + 1)
    return places
