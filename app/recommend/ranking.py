"""From scores to a ranked list in which every item carries its exact shares.

With v(S) the item's score when only the modalities S of the query are used, the shares
are the Shapley values of v (Shapley 1953; for multimodal models Parcalabescu & Frank
2023, MM-SHAP), computed from all eight subsets and therefore exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.modality import PerModality
from app.explain.counterfactual import ranks_if_muted
from app.explain.shapley import shapley_values
from app.fusion.features import BIT


@dataclass(frozen=True)
class RankedItem:
    """One item of a ranked list.

    Attributes
    ----------
    rank
        1 for the best.
    row
        The item's column in the scores, and row in the index.
    score, baseline
        Its score with the whole query, and with none.
    contributions
        Shapley values; with ``baseline`` they add up to ``score``. Exactly 0 for what
        was not given or is muted.
    rank_if_muted
        Its rank without that modality; ``None`` when the modality does not count now
        or nothing else does.
    """

    rank: int
    row: int
    score: float
    baseline: float
    contributions: PerModality[float]
    rank_if_muted: PerModality[int | None]


def best_rows(scores: NDArray[np.float32], top: int) -> NDArray[np.int64]:
    """Return the columns of the ``top`` highest scores, best first; ties by column.

    Parameters
    ----------
    scores
        Shape (n,).
    top
        How many at most; 0 or more.
    """
    count = min(max(top, 0), len(scores))
    if count == 0:
        return np.empty(0, dtype=np.int64)
    if count < len(scores):
        threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
        candidates = np.flatnonzero(scores >= threshold)
    else:
        candidates = np.arange(len(scores))
    order = np.argsort(-scores[candidates], kind="stable")
    return candidates[order][:count].astype(np.int64)


def rank(
    subset_scores: NDArray[np.float32],
    active: int,
    top: int,
    left_out: NDArray[np.int64] | None = None,
) -> tuple[RankedItem, ...]:
    """Rank all items and explain the best.

    Parameters
    ----------
    subset_scores
        Shape (8, n): every item's score with each subset of the query, in bit order
        (image 1, text 2, audio 4); row 7 is the whole query.
    active
        Bits of the modalities that count in this query.
    top
        How many items to return at most.
    left_out
        Columns of items that do not compete at all.

    Returns
    -------
    tuple of RankedItem
        Best first.
    """
    kept = np.arange(subset_scores.shape[1], dtype=np.int64)
    if left_out is not None and len(left_out):
        kept = np.delete(kept, left_out)
        subset_scores = subset_scores[:, kept]
    best = best_rows(subset_scores[-1], top)
    values = subset_scores[:, best].astype(np.float64)
    shares = shapley_values(values)
    counts = PerModality.of(lambda m: bool(active & BIT[m]))
    muted = ranks_if_muted(subset_scores, counts)
    return tuple(
        RankedItem(
            rank=place + 1,
            row=int(kept[column]),
            score=float(values[-1, place]),
            baseline=float(values[0, place]),
            contributions=PerModality(*(float(share) for share in shares[:, place])),
            rank_if_muted=_at(muted, column),
        )
        for place, column in enumerate(best)
    )


def _at(ranks: PerModality[NDArray[np.int64] | None], column: np.int64) -> PerModality[int | None]:
    return ranks.map(lambda one: None if one is None else int(one[column]))


def leave_out_rows(item_ids: tuple[str, ...], leave_out: frozenset[str]) -> NDArray[np.int64]:
    """Return the rows of the items to leave out; unknown identifiers are ignored."""
    rows = [row for row, item_id in enumerate(item_ids) if item_id in leave_out]
    return np.array(rows, dtype=np.int64)
