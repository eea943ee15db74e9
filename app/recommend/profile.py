"""What a persona's history says about its taste, with the share of each modality.

The items that a persona liked act together as one query of pictures, words and sounds. For
each subset S of modalities the profile vector p(S) is the sum of those items fused from S
alone, each weighed by how much was spoken for or against it and by how long ago that was; an
item's score is p(S) . x with x its vector in the index. As for a query the shares of the
modalities are the exact Shapley values over the eight subsets (Shapley 1953; MM-SHAP,
Parcalabescu & Frank 2023).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.modality import MODALITIES, PerModality
from app.explain.shapley import shapley_values
from app.fusion.features import BIT

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

HALF_LIFE = 30.0
"""After so many more interactions one counts half."""

NEWEST = 100
"""What came before so many interactions counts less than a tenth, and is left out."""

_NOTHING = 1e-6


@dataclass(frozen=True)
class WeighedItems:
    """The items that make a profile.

    Attributes
    ----------
    rows
        Their rows in the index, rising, shape (d,), int64.
    weights
        How much each counts, never 0, negative for what was disliked, shape (d,), float32.
    """

    rows: Rows
    weights: Floats


def weigh(items: Rows, preferences: Floats) -> WeighedItems:
    """Weigh the items of a history.

    Parameters
    ----------
    items
        The row of each interaction's item, the oldest first, shape (m,); -1 for one that is
        not ranked.
    preferences
        How much each interaction speaks for its item, -1 to 1, shape (m,).
    """
    newest = items[-NEWEST:]
    ages = np.arange(len(newest))[::-1]
    faded = preferences[-NEWEST:] * np.exp2(-ages / HALF_LIFE)
    known = newest >= 0
    rows, place = np.unique(newest[known], return_inverse=True)
    sums = np.bincount(place, weights=faded[known], minlength=len(rows))
    counts = np.abs(sums) > _NOTHING
    return WeighedItems(rows[counts].astype(np.int64), sums[counts].astype(np.float32))


def profile_vectors(embedded: Floats, weights: Floats) -> Floats:
    """Return p(S) for all subsets, shape (8, k), of unit length or zero.

    Parameters
    ----------
    embedded
        Each item fused from each subset of its modalities, in bit order; shape (d, 8, k),
        zeros where nothing is left.
    weights
        Shape (d,).
    """
    return _unit(np.tensordot(weights, embedded, axes=1).astype(np.float32))


def active_modalities(embedded: Floats) -> int:
    """Return the bits of the modalities that any of the items has."""
    alone = [BIT[modality] for modality in MODALITIES]
    has = np.abs(embedded[:, alone]).max(axis=(0, 2), initial=0.0) > 0
    return sum(bit for bit, there in zip(alone, has, strict=True) if there)


def separation(embedded: Floats, weights: Floats, vectors: Floats, averages: Floats) -> Floats:
    """Return how far each subset sets liked items apart from the others, shape (8,).

    The mean score of liked items less that of disliked and average ones. Each is scored by
    the profile of all the others, so that none is found by itself; where they have nothing of
    a subset it counts as average. Only an item that is alone in the profile speaks for itself.

    Parameters
    ----------
    embedded, weights
        As for :func:`profile_vectors`.
    vectors
        The same items' rows of the index, shape (d, k).
    averages
        Mean score of all items with each subset, shape (8,).
    """
    own = weights[:, None, None] * embedded
    whole = own.sum(axis=0)
    others = whole[None] - own
    lonely = np.linalg.norm(others, axis=2) < _NOTHING * (1 + np.linalg.norm(whole, axis=1))
    if len(weights) == 1:
        others, lonely = whole[None], np.zeros_like(lonely)
    scores = np.einsum("dsk,dk->ds", _unit(others), vectors)
    scores = np.where(lonely, averages, scores)
    liked, disliked = scores[weights > 0], scores[weights < 0]
    for_it = liked.mean(axis=0) if len(liked) else averages
    against = (averages + disliked.mean(axis=0)) / 2 if len(disliked) else averages
    apart: Floats = (for_it - against).astype(np.float32)
    return apart


def modality_shares(apart: Floats) -> PerModality[float]:
    """Return how much likes follow each modality; sum to 1, or all 0 when they follow none.

    Parameters
    ----------
    apart
        From :func:`separation`.
    """
    values = np.maximum(shapley_values(apart[:, None])[:, 0], 0.0)
    total = float(values.sum())
    shares = values / total if total > _NOTHING else np.zeros(len(MODALITIES))
    return PerModality(*(float(share) for share in shares))


def _unit(vectors: NDArray[np.float32]) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    safe = np.where(lengths > _NOTHING, lengths, 1.0)
    unit: Floats = np.where(lengths > _NOTHING, vectors / safe, 0.0).astype(np.float32)
    return unit
