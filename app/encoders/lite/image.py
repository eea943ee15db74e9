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
from app.encoders.image.canvas import on_white_square
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
Pixels = NDArray[np.uint8]
PENULTIMATE = 1280
_BATCH = 16
_RECIPE = "mean of padded on white and stretched, bicubic, 127/128; 2"


def padded(picture: Picture) -> Pixels:
    """Fit the whole picture into ``(260, 260, 3)`` uint8, the rest white.

    A stamp or a product picture has its thing up to the edge and white around it, so
    nothing is cropped and the proportions stay.
    """
    return np.asarray(on_white_square(picture, SIDE))


def stretched(picture: Picture) -> Pixels:
    """Stretch the whole picture to ``(260, 260, 3)`` uint8: larger, out of proportion."""
    return np.asarray(_resized(picture, (SIDE, SIDE)))


def _resized(picture: Picture, size: tuple[int, int]) -> Image.Image:
    return Image.fromarray(picture.pixels).resize(size, Image.Resampling.BICUBIC)


def _is_square(picture: Picture) -> bool:
    height, width = picture.pixels.shape[:2]
    return bool(height == width)


class LiteImageEncoder:
    """EfficientNet-Lite2 with the ConSE bridge, over two views of each picture.

    Padded, a tall thing is small; stretched, it is out of proportion. The mean of both views
    finds more than either does (``docs/fusion.md``); a square picture needs only one.

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
        features, probabilities = self._run(media, cancellation)
        bridged = self._bridge.project(probabilities)
        return np.concatenate([features, bridged], axis=1)

    def classify(
        self, media: Sequence[Picture], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return the probability of each ImageNet class, ``(n, 1000)`` float32, rows sum to 1."""
        return self._run(media, cancellation)[1]

    def _run(
        self, media: Sequence[Picture], cancellation: Cancellation | None
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the mean features and class probabilities of each picture's views."""
        if not media:
            return np.zeros((0, PENULTIMATE), np.float32), np.zeros((0, 1000), np.float32)
        features, probabilities = [], []
        for start in range(0, len(media), _BATCH):
            batch = media[start : start + _BATCH]
            tall = [row for row, picture in enumerate(batch) if not _is_square(picture)]
            views = [padded(picture) for picture in batch]
            views += [stretched(batch[row]) for row in tall]
            seen, scores = self._runtime.get().run(np.stack(views), cancellation=cancellation)
            features.append(_mean_of_views(seen, tall, len(batch)))
            probabilities.append(_mean_of_views(_softmax(scores), tall, len(batch)))
        return np.concatenate(features), np.concatenate(probabilities)

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


def _mean_of_views(
    views: NDArray[np.float32], tall: Sequence[int], count: int
) -> NDArray[np.float32]:
    """Return ``count`` rows; those of ``tall`` are the mean with their second view."""
    rows: NDArray[np.float32] = views[:count].copy()
    rows[list(tall)] = (rows[list(tall)] + views[count:]) / 2
    return rows


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return probabilities
