"""Sounds to 512 aiSFX features."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.core.modality import Modality
from app.core.progress import Cancellation
from app.core.recommendation import ModelIdentity
from app.encoders.device import Device
from app.encoders.encoder import FeaturePart
from app.encoders.lazy import Lazy
from app.encoders.pins import CONVERTED
from app.encoders.weights import WeightStore

if TYPE_CHECKING:
    from app.encoders.network import Network
    from app.media.sound import Sound

WEIGHTS = "lite-audio"
DIMENSION = 512
BLOCK = 100
"""Frames in one block, about 2.3 s."""
STRIDE = 50
"""Frames from one block to the next."""
_BATCH = 8
_RECIPE = "peak 1, 44.1 kHz, 2048/1024, 96 HTK bands, blocks of 100 by 50, mean; 1"


def cut_blocks(frames: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cut ``(n, 96)`` frames into ``(blocks, 100, 96)``, half overlapping.

    A last block that is not full is left out, unless it is the only one: that one is
    filled with zeros, as published.
    """
    if len(frames) <= BLOCK:
        padded = np.zeros((1, BLOCK, frames.shape[1]), np.float32)
        padded[0, : len(frames)] = frames
        return padded
    starts = range(0, len(frames) - BLOCK + 1, STRIDE)
    return np.stack([frames[start : start + BLOCK] for start in starts])


class LiteAudioEncoder:
    """aiSFX, the mean over all blocks of a sound.

    Parameters
    ----------
    weights
        Where the weights are.
    device
        Where to run.
    """

    modality = Modality.AUDIO
    dimension = DIMENSION
    parts = (FeaturePart("audio", DIMENSION),)

    def __init__(self, weights: WeightStore, device: Device) -> None:
        self._weights = weights
        self._chosen = device
        self._loaded = Lazy(self._load)
        pinned = weights.entry(WEIGHTS).files[0].sha256
        self._digest = hashlib.sha256(f"{_RECIPE}\n{pinned}".encode()).hexdigest()

    @property
    def device(self) -> Device:
        """The processor in use, with the reason when it is not the chosen one."""
        loaded = self._loaded.made
        return loaded[1].device if loaded else self._chosen

    @property
    def identity(self) -> ModelIdentity:
        """Name, digest of weights and recipe, and the processor in use."""
        return ModelIdentity("aisfx", self._digest, self.device.name)

    def encode(
        self, media: Sequence[Sound], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, 512)`` float32, not negative."""
        features = np.zeros((len(media), DIMENSION), np.float32)
        for row, sound in enumerate(media):
            features[row] = self._encode_one(sound, cancellation)
        return features

    def _encode_one(self, sound: Sound, cancellation: Cancellation | None) -> NDArray[np.float32]:
        from app.encoders.lite.mel import RATE, log_mel_frames
        from app.media.sound import resample

        filters, network = self._loaded.get()
        blocks = cut_blocks(log_mel_frames(resample(sound, RATE), filters))
        mean: NDArray[np.float32] = network.run(blocks, cancellation=cancellation)[0].mean(axis=0)
        return mean

    def _load(self) -> tuple[NDArray[np.float32], Network]:
        from app.encoders.lite.audio_network import load_audio_network
        from app.encoders.lite.mel import mel_filters
        from app.encoders.network import Network

        folder = self._weights.folder(WEIGHTS)
        network = Network(load_audio_network(folder / CONVERTED), self._chosen, _BATCH)
        return mel_filters(), network
