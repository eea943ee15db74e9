"""Sounds through a network that learnt the categories of the training split: CNN and LSTM."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from app.core.lab import AudioFeature
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.audio.frames import fixed_frames
from app.encoders.audio.log_mel import log_mel
from app.encoders.device import Device
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData, Vector
from app.encoders.fitted_arrays import digest_of_recipe
from app.encoders.scaled import fit_scaled
from app.media.sound import Sound

if TYPE_CHECKING:
    from app.encoders.category_task import Body
    from app.encoders.learnt import LearntModel

FRAMES = 128
BANDS = 48
WIDTH = 96
_INPUT = FeaturePart("frames", FRAMES * BANDS)
_RECIPE = f"{FRAMES} frames of {BANDS} log mel bands; 1"


class LearntSoundExtractor:
    """The last hidden layer of a small network over 128 frames of 48 log mel bands.

    The CNN sees the frames as a picture, the LSTM reads them one after the other; the layer
    that names categories is dropped after training. Both share their descriptions.

    Parameters
    ----------
    kind
        ``CNN`` or ``LSTM``.
    device
        Where to run and to train.
    """

    modality = Modality.AUDIO
    description_digest = digest_of_recipe(_RECIPE)

    def __init__(self, kind: AudioFeature, device: Device) -> None:
        self.kind = kind
        self._device = device

    def describe(
        self, media: Sequence[Sound], cancellation: Cancellation | None = None
    ) -> list[Vector]:
        """Return a vector of 6,144 numbers, in dB from -80 to 0, for each sound."""
        return [
            fixed_frames(log_mel(sound, BANDS, cancellation), FRAMES).reshape(-1) for sound in media
        ]

    def fit(
        self,
        descriptions: Sequence[Vector],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> LearntModel:
        """Train the network to tell the categories of the training split.

        Raises
        ------
        FusionError
            With fewer than 8 items that have a category, or fewer than 2 categories.
        Cancelled
            When asked to stop.
        """
        from app.encoders.audio.sound_networks import varied
        from app.encoders.learnt import fit_learnt

        return fit_learnt(
            fit_scaled(descriptions, self.kind, (_INPUT,), alike=BANDS),
            self._body(),
            descriptions,
            data,
            self._device,
            vary=lambda inputs: varied(inputs, FRAMES, BANDS),
            cancellation=cancellation,
        )

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> LearntModel:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When arrays or settings are missing or do not fit together.
        """
        from app.encoders.learnt import restore_learnt

        return restore_learnt(arrays, settings, self.kind, self._body(), self._device)

    def _body(self) -> Body:
        from app.encoders.audio.sound_networks import SoundCnn, SoundLstm
        from app.encoders.category_task import Body

        make = SoundCnn if self.kind is AudioFeature.CNN else SoundLstm
        part = FeaturePart(self.kind.value, WIDTH)
        return Body(lambda: make(FRAMES, BANDS, WIDTH), (part,))
