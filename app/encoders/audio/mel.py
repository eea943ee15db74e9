"""Mel filter banks: the statistics of log band energies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.lab import AudioFeature
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.audio.log_mel import log_mel
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData, Vector
from app.encoders.fitted_arrays import digest_of_recipe
from app.encoders.scaled import ScaledModel, fit_scaled, restore_scaled
from app.media.sound import Sound

BANDS = 64
_PARTS = tuple(FeaturePart(f"mel {name}", BANDS) for name in ("mean", "deviation", "peak"))
_RECIPE = f"mean, deviation and highest of {BANDS} log mel bands; 1"


class MelExtractor:
    """Mean, standard deviation and highest value over time of 64 log mel bands, in dB.

    A description has 192 numbers; fitted are the mean and the spread of each. How loud a
    sound is cancels out, how its energy lies over frequency decides.
    """

    kind = AudioFeature.MEL
    modality = Modality.AUDIO
    description_digest = digest_of_recipe(_RECIPE)

    def describe(
        self, media: Sequence[Sound], cancellation: Cancellation | None = None
    ) -> list[Vector]:
        """Return a vector of 192 numbers for each sound."""
        return [_statistics(log_mel(sound, BANDS, cancellation)) for sound in media]

    def fit(
        self,
        descriptions: Sequence[Vector],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> ScaledModel:
        """Find mean and spread.

        Raises
        ------
        FusionError
            When there is no description.
        """
        return fit_scaled(descriptions, self.kind, _PARTS)

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> ScaledModel:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When arrays or settings are missing or do not fit together.
        """
        return restore_scaled(arrays, settings, self.kind)


def _statistics(spectra: NDArray[np.float32]) -> Vector:
    columns = (spectra.mean(axis=0), spectra.std(axis=0), spectra.max(axis=0))
    return np.concatenate(columns).astype(np.float32)
