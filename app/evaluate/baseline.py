"""What a fusion must beat: nearest neighbours without any learning of how to fuse.

Each modality's features are standardised with the mean and deviation of the training rows
and brought to unit length; the modalities stand side by side and the cosine ranks. With
bag of words, HOG and MFCC that is the classical baseline; with one modality alone, the
baseline of that modality.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.modality import MODALITIES, Modality, PerModality
from app.core.query import EQUAL_WEIGHTS, Weights, check_weights
from app.fusion.features import FeatureTable
from app.fusion.tower import unit_rows

Array = NDArray[np.float32]


class Baseline(str, Enum):
    """Nearest neighbours by all modalities or by one."""

    NEIGHBOURS = "nearest neighbours"
    IMAGE_ALONE = "image alone, nearest neighbours"
    TEXT_ALONE = "text alone, nearest neighbours"
    AUDIO_ALONE = "audio alone, nearest neighbours"

    @property
    def modalities(self) -> tuple[Modality, ...]:
        """What it looks at."""
        alone = {
            Baseline.IMAGE_ALONE: Modality.IMAGE,
            Baseline.TEXT_ALONE: Modality.TEXT,
            Baseline.AUDIO_ALONE: Modality.AUDIO,
        }
        return (alone[self],) if self in alone else MODALITIES


@dataclass(frozen=True)
class NearestNeighbours:
    """Standardised features of unit length, side by side; a fusion that learnt nothing.

    Attributes
    ----------
    means, scales
        For each modality shape (d_m,), float32; scales are above 0.
    modalities
        What is looked at; the others count as absent.
    """

    means: PerModality[Array]
    scales: PerModality[Array]
    modalities: tuple[Modality, ...] = MODALITIES
    name: str = "nearest-neighbours"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return sum(len(self.means[modality]) for modality in self.modalities)

    @cached_property
    def digest(self) -> str:
        """Sha256 over every number, hexadecimal."""
        seen = hashlib.sha256(" ".join(self.modalities).encode())
        for modality in self.modalities:
            seen.update(self.means[modality].tobytes() + self.scales[modality].tobytes())
        return seen.hexdigest()

    def embed(self, table: FeatureTable, weights: Weights = EQUAL_WEIGHTS) -> Array:
        """Return unit rows of shape ``(len(table), dimension)``, float32.

        Raises
        ------
        FusionError
            When features have the wrong number of columns or are not finite.
        QueryError
            When a weight is out of range.
        """
        check_weights(weights)
        table.checked()
        blocks = [self._block(table, one) * np.float32(weights[one]) for one in self.modalities]
        return unit_rows(np.concatenate(blocks, axis=1))

    def _block(self, table: FeatureTable, modality: Modality) -> Array:
        present, mean = table.present[modality], self.means[modality]
        block: Array = np.zeros((len(table), len(mean)), dtype=np.float32)
        if not present.any():
            return block
        if table.sizes[modality] != len(mean):
            raise FusionError(
                f"{modality} features",
                f"have {table.sizes[modality]} columns where this baseline has {len(mean)}; "
                "fit it to the features in use",
            )
        rows = table.values[modality][present]
        block[present] = unit_rows((rows - mean) / self.scales[modality])
        return block


def fit_neighbours(
    table: FeatureTable, modalities: Sequence[Modality] = MODALITIES
) -> NearestNeighbours:
    """Take mean and deviation of each column from the training rows.

    A column that never changes keeps its scale of 1.
    """

    def mean(modality: Modality) -> Array:
        rows = table.values[modality][table.present[modality]]
        return rows.mean(axis=0) if len(rows) else np.zeros(rows.shape[1], dtype=np.float32)

    def scale(modality: Modality) -> Array:
        rows = table.values[modality][table.present[modality]]
        found = rows.std(axis=0) if len(rows) else np.ones(rows.shape[1], dtype=np.float32)
        safe: Array = np.where(found > 1e-6, found, 1).astype(np.float32)
        return safe

    return NearestNeighbours(PerModality.of(mean), PerModality.of(scale), tuple(modalities))
