"""Activations of several layers, each through a dense layer of its own, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from app.core.lab import ImageFeature
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.device import Device
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData, Vector
from app.encoders.image.layers import STAGES, LayerDescriber
from app.encoders.scaled import fit_scaled
from app.encoders.weights import WeightStore
from app.media.picture import Picture

if TYPE_CHECKING:
    from app.encoders.category_task import Body
    from app.encoders.learnt import LearntModel

WIDTH = 64
"""Columns of each branch."""


class DenseLayersExtractor:
    """Parallel dense layers over the stages of the lite image network, trained on categories.

    Each stage has a dense layer to 64 numbers of its own; the branches are concatenated.
    They share their descriptions with
    :class:`~app.encoders.image.layers.LayersExtractor`.

    Parameters
    ----------
    weights
        Where the weights of the lite image network are.
    device
        Where to run and to train.
    """

    kind = ImageFeature.CNN_DENSE
    modality = Modality.IMAGE

    def __init__(self, weights: WeightStore, device: Device) -> None:
        self._describer = LayerDescriber(weights, device)
        self._device = device

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
    ) -> LearntModel:
        """Train the branches to tell the categories of the training split.

        Raises
        ------
        FusionError
            With fewer than 8 items that have a category, or fewer than 2 categories.
        Cancelled
            When asked to stop.
        """
        from app.encoders.learnt import fit_learnt

        scaled = fit_scaled(descriptions, self.kind, STAGES)
        return fit_learnt(
            scaled, _body(), descriptions, data, self._device, cancellation=cancellation
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

        return restore_learnt(arrays, settings, self.kind, _body(), self._device)


def _body() -> Body:
    from app.encoders.category_task import Body
    from app.encoders.image.dense_network import ParallelDense

    sizes = tuple(part.size for part in STAGES)
    parts = tuple(FeaturePart(part.name, WIDTH) for part in STAGES)
    return Body(lambda: ParallelDense(sizes, WIDTH), parts)
