"""Cepstral distances of a sound to prototypes of the training split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.lab import AudioFeature
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.audio.frames import fixed_frames
from app.encoders.audio.log_mel import cepstra, log_mel
from app.encoders.codebook import cluster_centres
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData, Vector
from app.encoders.fitted_arrays import (
    array_of,
    check_enough,
    digest_of_model,
    digest_of_recipe,
    rows_of,
)
from app.encoders.scaled import ScaledModel, fit_scaled, restore_scaled
from app.media.sound import Sound

BANDS = 40
COEFFICIENTS = 20
SEGMENTS = 64
PROTOTYPES = 32
DESCRIPTION_LENGTH = SEGMENTS * COEFFICIENTS
_RECIPE = f"{SEGMENTS} mean cepstra of {COEFFICIENTS} of {BANDS} bands without level; 1"
_SCALE = "scale."


def cepstral_distances(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the cepstral distance of each row to each row, in dB.

    It is the root mean square over bands of the difference of two smoothed log spectra,
    their level aside (Gray and Markel 1976), here on the mel scale (Kubichek 1993). By
    Parseval's theorem that is the Euclidean distance of their cepstra from coefficient 1
    on, over the root of the number of bands.

    Parameters
    ----------
    one, other
        Shapes (n, 20) and (m, 20): :func:`~app.encoders.audio.log_mel.cepstra` from
        coefficient 1 on, of 40 bands.

    Returns
    -------
    NDArray
        Shape (n, m), float32, not negative.
    """
    squares = np.square(one).sum(1)[:, None] - 2.0 * one @ other.T + np.square(other).sum(1)
    distances: NDArray[np.float32] = np.sqrt(np.maximum(squares, 0.0) / BANDS)
    return distances.astype(np.float32)


@dataclass(frozen=True)
class CepstralModel:
    """Prototypes, and how far sounds usually are from them.

    Attributes
    ----------
    prototypes
        Shape (k, 20), float32: cepstra without level.
    scaled
        Centres and scales the 2 k distances.
    """

    prototypes: NDArray[np.float32]
    scaled: ScaledModel

    @cached_property
    def digest(self) -> str:
        """Sha256 over arrays and settings."""
        return digest_of_model(AudioFeature.CEPSTRAL_DISTANCE, self.arrays(), self.settings())

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """Mean distances to the prototypes, then least distances."""
        return self.scaled.parts

    def distances(self, descriptions: Sequence[Vector]) -> NDArray[np.float32]:
        """Return mean and least distance over a sound to each prototype, in dB.

        Returns
        -------
        NDArray
            Shape (n, 2 k), float32, not negative.
        """
        rows = rows_of(descriptions, AudioFeature.CEPSTRAL_DISTANCE, DESCRIPTION_LENGTH)
        return _distances(rows, self.prototypes)

    def transform(
        self, descriptions: Sequence[Vector], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return scaled distances, shape (n, 2 k), float32."""
        return self.scaled.transform(list(self.distances(descriptions)), cancellation)

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return prototypes and scales."""
        scales = {f"{_SCALE}{name}": array for name, array in self.scaled.arrays().items()}
        return {"prototypes": self.prototypes, **scales}

    def settings(self) -> Mapping[str, Any]:
        """Return the names and sizes of the parts."""
        return self.scaled.settings()


class CepstralDistanceExtractor:
    """How far, in dB, a sound is from typical spectra of the training split.

    A description holds the mean cepstra of 64 equal segments of a sound, 1,280 numbers.
    Prototypes are the centres of k-means over all segments of the training split, as in
    vector quantisation (Soong et al. 1985).

    Parameters
    ----------
    prototypes
        How many; fewer where there are fewer different segments.
    """

    kind = AudioFeature.CEPSTRAL_DISTANCE
    modality = Modality.AUDIO
    description_digest = digest_of_recipe(_RECIPE)

    def __init__(self, prototypes: int = PROTOTYPES) -> None:
        self._prototypes = prototypes

    def describe(
        self, media: Sequence[Sound], cancellation: Cancellation | None = None
    ) -> list[Vector]:
        """Return a vector of 1,280 numbers for each sound."""
        return [_segments(log_mel(sound, BANDS, cancellation)) for sound in media]

    def fit(
        self,
        descriptions: Sequence[Vector],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> CepstralModel:
        """Find prototypes, and mean and spread of the distances to them.

        Raises
        ------
        FusionError
            When there is no description.
        """
        check_enough(len(descriptions), 1, self.kind)
        rows = rows_of(descriptions, self.kind, DESCRIPTION_LENGTH)
        if cancellation is not None:
            cancellation.check()
        segments = rows.reshape(-1, COEFFICIENTS)
        prototypes = cluster_centres(segments, self._prototypes, data.seed)
        count = len(prototypes)
        parts = tuple(FeaturePart(f"{name} distance", count) for name in ("mean", "least"))
        scaled = fit_scaled(list(_distances(rows, prototypes)), self.kind, parts)
        return CepstralModel(prototypes, scaled)

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> CepstralModel:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When arrays or settings are missing or do not fit together.
        """
        prototypes = array_of(arrays, "prototypes", (None, COEFFICIENTS), self.kind)
        scales = {name.removeprefix(_SCALE): array for name, array in arrays.items()}
        array_of(scales, "mean", (2 * len(prototypes),), self.kind)
        return CepstralModel(prototypes, restore_scaled(scales, settings, self.kind))


def _segments(spectra: NDArray[np.float32]) -> Vector:
    level_free = cepstra(spectra, COEFFICIENTS + 1)[:, 1:]
    return fixed_frames(level_free, SEGMENTS).reshape(-1)


def _distances(rows: NDArray[np.float32], prototypes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return mean and least distances, ``(n, 2 k)``, of rows of 64 segments."""
    flat = cepstral_distances(rows.reshape(-1, COEFFICIENTS), prototypes)
    each = flat.reshape(len(rows), SEGMENTS, len(prototypes))
    return np.concatenate([each.mean(axis=1), each.min(axis=1)], axis=1)
