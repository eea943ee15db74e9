"""The eight fusions of one query: its score with every subset of its modalities.

What is muted (weight 0) or was not given is absent, so subsets that differ only in it
are the same query; they are fused once, and their scores are equal to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.modality import PerModality
from app.core.query import Weights
from app.explain.shapley import SUBSETS
from app.fusion.features import BIT, FeatureTable
from app.fusion.model import FusionModel, TowerFusion


@dataclass(frozen=True)
class SubsetVectors:
    """The query fused with each different subset of what counts.

    Attributes
    ----------
    vectors
        Shape (d, k), float32: the d different subsets; the first is the empty one.
    row_of_subset
        Shape (8,), int64: for each subset in bit order, its row in ``vectors``.
    active
        Bits of the modalities that were given and have a weight above 0.
    """

    vectors: NDArray[np.float32]
    row_of_subset: NDArray[np.int64]
    active: int

    def expand(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Turn scores of shape (d, n) into scores of all 8 subsets, shape (8, n)."""
        return scores[self.row_of_subset]


def active_bits(given: PerModality[bool], weights: Weights) -> int:
    """Return the bits of the modalities that were given and count."""
    return sum(
        BIT[modality] for modality, there in given.items() if there and weights[modality] > 0
    )


def fuse_subsets(
    model: FusionModel,
    features: PerModality[NDArray[np.float32] | None],
    sizes: PerModality[int],
    weights: Weights,
) -> SubsetVectors:
    """Fuse one query with every subset of its active modalities.

    Parameters
    ----------
    model
        The fusion model.
    features
        One feature vector a modality, float32, or ``None`` for what was not given.
    sizes
        Length of each modality's feature vector, needed for those that are absent.
    weights
        Weight of each modality, 0 to 2.

    Returns
    -------
    SubsetVectors
        At most 8 vectors; subsets of absent modalities share theirs.
    """
    active = active_bits(features.map(lambda vector: vector is not None), weights)
    different = sorted({subset & active for subset in range(len(SUBSETS))})
    table = FeatureTable(
        PerModality.of(lambda m: _repeated(features[m], sizes[m], len(different))),
        PerModality.of(
            lambda m: np.array([bool(subset & BIT[m]) for subset in different], dtype=np.bool_)
        ),
    )
    rows = [different.index(subset & active) for subset in range(len(SUBSETS))]
    return SubsetVectors(model.embed(table, weights), np.array(rows, dtype=np.int64), active)


def fuse_many(model: FusionModel, table: FeatureTable) -> NDArray[np.float32]:
    """Fuse each of n items with every subset of its modalities; shape (n, 8, k), float32.

    All at once, because one by one takes ten times as long. Subsets that differ only in what
    an item lacks are the same to the last bit.
    """
    if isinstance(model, TowerFusion):
        return model.embed_subsets(table)
    bits = np.zeros(len(table), dtype=np.int64)
    for modality, there in table.present.items():
        bits |= np.where(there, BIT[modality], 0)
    kept = np.arange(len(SUBSETS))[None, :] & bits[:, None]
    first = len(SUBSETS) * np.arange(len(table))[:, None]
    different, place = np.unique(kept + first, return_inverse=True)
    rows, subsets = np.divmod(different, len(SUBSETS))
    repeated = FeatureTable(
        table.values.map(lambda values: values[rows]),
        PerModality.of(lambda modality: (subsets & BIT[modality]) > 0),
    )
    fused: NDArray[np.float32] = model.embed(repeated)[place.reshape(kept.shape)]
    return fused


def _repeated(vector: NDArray[np.float32] | None, size: int, count: int) -> NDArray[np.float32]:
    """Return ``count`` rows that are one row in memory, so that it is mapped only once."""
    if vector is None:
        return np.zeros((count, size), dtype=np.float32)
    return np.broadcast_to(vector.astype(np.float32, copy=False), (count, len(vector)))
