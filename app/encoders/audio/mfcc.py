"""Mel-frequency cepstral coefficients (Davis and Mermelstein 1980): their statistics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.lab import AudioFeature
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.audio.log_mel import cepstra, log_mel, slopes
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData, Vector
from app.encoders.fitted_arrays import digest_of_recipe
from app.encoders.scaled import ScaledModel, fit_scaled, restore_scaled
from app.media.sound import Sound

BANDS = 40
COEFFICIENTS = 20
_TRACKS = ("mfcc", "delta", "delta delta")
_PARTS = tuple(
    FeaturePart(f"{track} {statistic}", COEFFICIENTS)
    for track in _TRACKS
    for statistic in ("mean", "deviation")
)
_RECIPE = f"mean and deviation of {COEFFICIENTS} mfcc of {BANDS} bands, deltas twice; 1"


class MfccExtractor:
    """Mean and standard deviation over time of 20 MFCC, their deltas and the deltas of those.

    A description has 120 numbers; fitted are the mean and the spread of each. How loud a
    sound is cancels out.
    """

    kind = AudioFeature.MFCC
    modality = Modality.AUDIO
    description_digest = digest_of_recipe(_RECIPE)

    def describe(
        self, media: Sequence[Sound], cancellation: Cancellation | None = None
    ) -> list[Vector]:
        """Return a vector of 120 numbers for each sound."""
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
    coefficients = cepstra(spectra, COEFFICIENTS)
    delta = slopes(coefficients)
    tracks = (coefficients, delta, slopes(delta))
    columns = [statistic for track in tracks for statistic in (track.mean(0), track.std(0))]
    return np.concatenate(columns).astype(np.float32)
