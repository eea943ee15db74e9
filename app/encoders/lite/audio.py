"""Sounds to 512 aiSFX features."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.core.modality import Modality
from app.core.progress import Cancellation
from app.core.recommendation import ModelIdentity
from app.encoders.device import Device
from app.encoders.encoder import FeaturePart
from app.encoders.lazy import Lazy
from app.encoders.lite.mel import BINS, BLOCK, GROUP, RATE, power_blocks
from app.encoders.pins import CONVERTED
from app.encoders.recipe import NetworkRecipe, Runtime, open_runtime
from app.encoders.weights import WeightStore
from app.media.sound import Sound, resample

if TYPE_CHECKING:
    from torch import nn

WEIGHTS = "lite-audio"
DIMENSION = 512
_RECIPE = "peak 1, 44.1 kHz, 2048/1024, 96 HTK bands, blocks of 100, mean; 3"


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
        self._runtime = Lazy(self._load)
        pinned = weights.entry(WEIGHTS).files[0].sha256
        self._digest = hashlib.sha256(f"{_RECIPE}\n{pinned}".encode()).hexdigest()

    @property
    def device(self) -> Device:
        """The processor in use, with the reason when it is not the chosen one."""
        runtime = self._runtime.made
        return runtime.device if runtime else self._chosen

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
        runtime = self._runtime.get()
        total, count = np.zeros(DIMENSION, np.float32), 0
        for blocks in power_blocks(resample(sound, RATE)):
            total += runtime.run(blocks, cancellation=cancellation)[0].sum(axis=0)
            count += len(blocks)
        mean: NDArray[np.float32] = total / np.float32(count)
        return mean

    def _load(self) -> Runtime:
        weights = self._weights.folder(WEIGHTS) / CONVERTED
        recipe = NetworkRecipe(
            name="aisfx",
            digest=self._digest,
            build=lambda: _build(weights),
            shapes=((1, BLOCK, BINS),),
            kinds=(np.float32,),
            batch=GROUP,
        )
        return open_runtime(recipe, self._chosen, self._weights.home.cache)


def _build(weights: Path) -> nn.Module:
    from app.encoders.lite.audio_network import load_audio_network

    return load_audio_network(weights)
