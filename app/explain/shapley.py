"""Exact Shapley values of the three modalities.

With v(S) the score when only the modalities S are used, modality i's share is its mean
marginal contribution over all orders (Shapley 1953); for multimodal models see MM-SHAP
(Parcalabescu & Frank 2023). Three modalities have eight subsets, so nothing is sampled.
"""

from __future__ import annotations

from math import factorial

import numpy as np
from numpy.typing import NDArray

from app.core.modality import MODALITIES, Modality

SUBSETS: tuple[frozenset[Modality], ...] = tuple(
    frozenset(m for place, m in enumerate(MODALITIES) if bits >> place & 1)
    for bits in range(1 << len(MODALITIES))
)
"""The eight subsets in bit order: image 1, text 2, audio 4; the last is the whole."""


def _coefficients() -> NDArray[np.float64]:
    """Return the (3, 8) matrix that takes scores of subsets to Shapley values."""
    count = len(MODALITIES)
    matrix = np.zeros((count, len(SUBSETS)))
    for place in range(count):
        for bits, subset in enumerate(SUBSETS):
            if not bits >> place & 1:
                size = len(subset)
                share = factorial(size) * factorial(count - size - 1) / factorial(count)
                matrix[place, bits | 1 << place] += share
                matrix[place, bits] -= share
    return matrix


COEFFICIENTS = _coefficients()
"""Row i, column S: how much v(S) counts in modality i's Shapley value."""


def shapley_values(
    subset_scores: NDArray[np.float32] | NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return each modality's exact share of each score.

    Parameters
    ----------
    subset_scores
        Shape (8, n): scores with each subset in the order of :data:`SUBSETS`.

    Returns
    -------
    numpy.ndarray
        Shape (3, n), float64, in the order image, text, audio. Columns sum to
        ``subset_scores[7] - subset_scores[0]``; a modality whose presence changes no
        score gets exactly 0.

    Raises
    ------
    ValueError
        When there are not eight rows.
    """
    scores = np.asarray(subset_scores, dtype=np.float64)
    if scores.ndim != 2 or len(scores) != len(SUBSETS):
        raise ValueError(f"scores of shape {scores.shape}; eight rows are needed")
    shares = np.empty((len(MODALITIES), scores.shape[1]))
    for place in range(len(MODALITIES)):
        without = [bits for bits in range(len(SUBSETS)) if not bits >> place & 1]
        with_it = [bits | 1 << place for bits in without]
        gains = scores[with_it] - scores[without]
        shares[place] = COEFFICIENTS[place, with_it] @ gains
    return shares
