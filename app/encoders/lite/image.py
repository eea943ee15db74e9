"""Pictures to 1280 EfficientNet-Lite2 features and 384 in the words' space."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.core.modality import Modality
from app.core.progress import Cancellation
from app.core.recommendation import ModelIdentity
from app.encoders.device import Device
from app.encoders.encoder import Encoder, FeaturePart
from app.encoders.lazy import Lazy
from app.encoders.lite.bridge import Bridge
from app.encoders.pins import CONVERTED
from app.encoders.recipe import NetworkRecipe, Runtime, open_runtime
from app.encoders.weights import WeightStore
from app.media.picture import Picture
from app.media.words import Words

if TYPE_CHECKING:
    from torch import nn

WEIGHTS = "lite-image"
SIDE = 260
"""Height and width of the network's input in pixels."""
PENULTIMATE = 1280
_BATCH = 16
_RECIPE = "letterbox on white, bicubic, 127/128; 1"


def letterbox(picture: Picture) -> NDArray[np.uint8]:
    """Fit the whole picture into ``(260, 260, 3)`` uint8, the rest white.

    A stamp or a product picture has its thing up to the edge and white around it, so
    nothing is cropped and the proportions stay.
    """
    height, width = picture.pixels.shape[:2]
    scale = SIDE / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = Image.fromarray(picture.pixels).resize(size, Image.Resampling.BICUBIC)
    canvas = Image.new("RGB", (SIDE, SIDE), "white")
    canvas.paste(small, ((SIDE - size[0]) // 2, (SIDE - size[1]) // 2))
    return np.asarray(canvas)


class LiteImageEncoder:
    """EfficientNet-Lite2 with the ConSE bridge.

    Parameters
    ----------
    weights
        Where the weights are.
    text
        The encoder whose space the bridge leads to.
    device
        Where to run.
    """

    modality = Modality.IMAGE

    def __init__(self, weights: WeightStore, text: Encoder[Words], device: Device) -> None:
        self._weights = weights
        self._chosen = device
        self._bridge = Bridge(text, weights.home.cache)
        self._runtime = Lazy(self._load)
        parts = (_RECIPE, self._bridge.digest, weights.entry(WEIGHTS).files[0].sha256)
        self._digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @property
    def device(self) -> Device:
        """The processor in use, with the reason when it is not the chosen one."""
        runtime = self._runtime.made
        return runtime.device if runtime else self._chosen

    @property
    def identity(self) -> ModelIdentity:
        """Name, digest of weights and recipe, and the processor in use."""
        return ModelIdentity("efficientnet-lite2", self._digest, self.device.name)

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """Penultimate features, then the bridge."""
        return (
            FeaturePart("penultimate", PENULTIMATE),
            FeaturePart("bridge", self._bridge.dimension),
        )

    @property
    def dimension(self) -> int:
        """1664."""
        return sum(part.size for part in self.parts)

    def encode(
        self, media: Sequence[Picture], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, 1664)`` float32: features from 0 to 6, then a unit vector."""
        features, scores = self._run(media, cancellation)
        bridged = self._bridge.project(_softmax(scores))
        return np.concatenate([features, bridged], axis=1)

    def classify(
        self, media: Sequence[Picture], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return the probability of each ImageNet class, ``(n, 1000)`` float32, rows sum to 1."""
        return _softmax(self._run(media, cancellation)[1])

    def _run(
        self, media: Sequence[Picture], cancellation: Cancellation | None
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        if not media:
            return np.zeros((0, PENULTIMATE), np.float32), np.zeros((0, 1000), np.float32)
        runtime = self._runtime.get()
        collected = []
        for start in range(0, len(media), _BATCH):
            pixels = np.stack([letterbox(picture) for picture in media[start : start + _BATCH]])
            collected.append(runtime.run(pixels, cancellation=cancellation))
        features, scores = zip(*collected, strict=True)
        return np.concatenate(features), np.concatenate(scores)

    def _load(self) -> Runtime:
        weights = self._weights.folder(WEIGHTS) / CONVERTED
        recipe = NetworkRecipe(
            name="efficientnet-lite2",
            digest=self._weights.entry(WEIGHTS).files[0].sha256,
            build=lambda: _build(weights),
            shapes=((1, SIDE, SIDE, 3),),
            kinds=(np.uint8,),
            batch=_BATCH,
        )
        return open_runtime(recipe, self._chosen, self._weights.home.cache)


def _build(weights: Path) -> nn.Module:
    from app.encoders.lite.image_network import load_image_network

    return load_image_network(weights)


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return probabilities
