"""A sound as a fixed number of log mel frames, for networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.lab import FRAMES_SHAPE, AudioFeature
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.audio.log_mel import log_mel
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData, Vector
from app.encoders.fitted_arrays import digest_of_recipe
from app.encoders.scaled import ScaledModel, fit_scaled, restore_scaled
from app.media.sound import Sound

FRAMES, BANDS = FRAMES_SHAPE
_PART = FeaturePart("frames", FRAMES * BANDS)
_RECIPE = f"{FRAMES} frames of {BANDS} log mel bands; 1"


class FramesExtractor:
    """64 frames of 32 log mel bands, frame after frame, for the reference network.

    The whole sound is stretched or squeezed to 64 frames. Fitted are the mean and the spread
    of each band.
    """

    kind = AudioFeature.FRAMES
    modality = Modality.AUDIO
    description_digest = digest_of_recipe(_RECIPE)

    def describe(
        self, media: Sequence[Sound], cancellation: Cancellation | None = None
    ) -> list[Vector]:
        """Return a vector of 2,048 numbers, in dB from -80 to 0, for each sound."""
        return [
            fixed_frames(log_mel(sound, BANDS, cancellation), FRAMES).reshape(-1) for sound in media
        ]

    def fit(
        self,
        descriptions: Sequence[Vector],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> ScaledModel:
        """Find mean and spread of each band over all frames.

        Raises
        ------
        FusionError
            When there is no description.
        """
        return fit_scaled(descriptions, self.kind, (_PART,), alike=BANDS)

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


def fixed_frames(spectra: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Stretch or squeeze ``(frames, bands)`` to ``(count, bands)``.

    Each of the ``count`` frames is the mean over its equal share of the sound; a sound with
    fewer frames repeats them.
    """
    edges = np.linspace(0, len(spectra), count + 1)
    starts = np.minimum(edges[:-1].astype(np.intp), len(spectra) - 1)
    ends = np.maximum(np.ceil(edges[1:]).astype(np.intp), starts + 1)
    sums = np.vstack([np.zeros((1, spectra.shape[1])), np.cumsum(spectra, 0, dtype=np.float64)])
    frames: NDArray[np.float32] = (sums[ends] - sums[starts]) / (ends - starts)[:, None]
    return frames.astype(np.float32)
