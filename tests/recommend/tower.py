"""A small fusion model with weights from a seed: quick, and honest about its contract."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.modality import MODALITIES, PerModality
from app.core.query import EQUAL_WEIGHTS, Weights
from app.fusion.features import FeatureTable

SIZES = PerModality(5, 4, 3)


class SmallTower:
    """Random projections, weighted and summed, a hyperbolic tangent, unit length."""

    name = "small"
    digest = "0" * 64
    dimension = 6

    def __init__(self, seed: int = 0) -> None:
        chance = np.random.default_rng(seed)
        self._projections = PerModality.of(
            lambda m: chance.normal(size=(SIZES[m], self.dimension)).astype(np.float32)
        )
        self.fused_rows = 0

    def embed(self, table: FeatureTable, weights: Weights = EQUAL_WEIGHTS) -> NDArray[np.float32]:
        count = len(table.values.image)
        self.fused_rows += count
        total = np.zeros((count, self.dimension), dtype=np.float32)
        for modality in MODALITIES:
            strength = table.present[modality].astype(np.float32) * np.float32(weights[modality])
            total += (table.values[modality] * strength[:, None]) @ self._projections[modality]
        bent = np.tanh(total)
        lengths = np.linalg.norm(bent, axis=1, keepdims=True)
        rows: NDArray[np.float32] = np.divide(
            bent, lengths, out=np.zeros_like(bent), where=lengths > 0
        )
        return rows
