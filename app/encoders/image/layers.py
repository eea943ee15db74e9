"""Activations of several layers of one network, concatenated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.core.lab import ImageFeature
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.device import Device
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData, Vector
from app.encoders.fitted_arrays import digest_of_recipe
from app.encoders.image.canvas import on_white_square
from app.encoders.lazy import Lazy
from app.encoders.pins import CONVERTED
from app.encoders.recipe import NetworkRecipe, Runtime, open_runtime
from app.encoders.scaled import ScaledModel, fit_scaled, restore_scaled
from app.encoders.weights import WeightStore
from app.media.picture import Picture

if TYPE_CHECKING:
    from torch import nn

WEIGHTS = "lite-image"
SIDE = 260
CHANNELS = (48, 88, 120, 208, 352)
"""Of stages 3 to 7; the first two see only edges and colours."""
HEAD = 1280
STAGES = (
    *(FeaturePart(f"stage {number}", size) for number, size in enumerate(CHANNELS, start=3)),
    FeaturePart("head", HEAD),
)
_BATCH = 16
_RECIPE = f"mean activations of {CHANNELS} and head, padded on white; 1"


class LayerDescriber:
    """Describes pictures by the mean activations at the ends of a network's stages.

    Low stages tell texture and colour, high ones tell what things are.

    Parameters
    ----------
    weights
        Where the weights of the lite image network are.
    device
        Where to run.
    """

    def __init__(self, weights: WeightStore, device: Device) -> None:
        self._weights = weights
        self._device = device
        self._runtime = Lazy(self._load)
        pinned = weights.entry(WEIGHTS).files[0].sha256
        self.digest = digest_of_recipe(f"{_RECIPE}\n{pinned}")

    def describe(
        self, media: Sequence[Picture], cancellation: Cancellation | None = None
    ) -> list[Vector]:
        """Return a vector of 2,096 numbers for each picture, as :data:`STAGES` lie."""
        described: list[Vector] = []
        for start in range(0, len(media), _BATCH):
            batch = media[start : start + _BATCH]
            views = np.stack([np.asarray(on_white_square(one, SIDE)) for one in batch])
            (activations,) = self._runtime.get().run(views, cancellation=cancellation)
            described.extend(activations)
        return described

    def _load(self) -> Runtime:
        weights = self._weights.folder(WEIGHTS) / CONVERTED

        def build() -> nn.Module:
            from app.encoders.image.layers_network import load_stages_network

            return load_stages_network(weights, CHANNELS)

        recipe = NetworkRecipe(
            name="efficientnet-lite2-stages",
            digest=self.digest,
            build=build,
            shapes=((1, SIDE, SIDE, 3),),
            kinds=(np.uint8,),
            batch=_BATCH,
        )
        return open_runtime(recipe, self._device, self._weights.home.cache)


@dataclass(frozen=True)
class LayersModel:
    """Layers, each scaled column by column, then as a whole to length 1.

    So a layer counts alike however many channels it has (as in ParseNet, Liu et al. 2015).
    """

    scaled: ScaledModel

    @cached_property
    def digest(self) -> str:
        """Sha256 over arrays and settings."""
        return self.scaled.digest

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """One run of columns a stage, then the head's."""
        return self.scaled.parts

    def transform(
        self, descriptions: Sequence[Vector], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, 2096)`` float32; each part of a row has length 1, or 0."""
        rows = self.scaled.transform(descriptions, cancellation)
        start = 0
        for part in self.parts:
            columns = rows[:, start : start + part.size]
            lengths = np.linalg.norm(columns, axis=1, keepdims=True)
            columns /= np.where(lengths > 0, lengths, 1)
            start += part.size
        return rows

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return what was fitted."""
        return self.scaled.arrays()

    def settings(self) -> Mapping[str, Any]:
        """Return names and sizes of the parts."""
        return self.scaled.settings()


class LayersExtractor:
    """Activations of several layers of the lite image network, concatenated.

    Fitted are mean and spread of each channel.

    Parameters
    ----------
    weights
        Where the weights of the lite image network are.
    device
        Where to run.
    """

    kind = ImageFeature.CNN_LAYERS
    modality = Modality.IMAGE

    def __init__(self, weights: WeightStore, device: Device) -> None:
        self._describer = LayerDescriber(weights, device)

    @property
    def description_digest(self) -> str:
        """Digest of the weights and of what is read from the network."""
        return self._describer.digest

    def describe(
        self, media: Sequence[Picture], cancellation: Cancellation | None = None
    ) -> list[Vector]:
        """Return a vector of 2,096 numbers for each picture."""
        return self._describer.describe(media, cancellation)

    def fit(
        self,
        descriptions: Sequence[Vector],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> LayersModel:
        """Find mean and spread of each channel.

        Raises
        ------
        FusionError
            When there is no description.
        """
        return LayersModel(fit_scaled(descriptions, self.kind, STAGES))

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> LayersModel:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When arrays or settings are missing or do not fit together.
        """
        return LayersModel(restore_scaled(arrays, settings, self.kind))
