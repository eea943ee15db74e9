"""Features that a network learnt from categories: scaled inputs, then the network's body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from app.core.errors import FusionError
from app.core.progress import Cancellation
from app.encoders.category_task import Body, Vary, learn_categories
from app.encoders.device import CPU, Device
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FeatureKind, FitData, Vector
from app.encoders.fitted_arrays import (
    array_of,
    as_setting,
    digest_of_model,
    name_of,
    parts_of,
)
from app.encoders.network import Network
from app.encoders.scaled import ScaledModel, restore_scaled

_INPUT = "input."
_BODY = "body."
_COUNTER = "num_batches_tracked"
_BATCH = 256


@dataclass(frozen=True)
class LearntModel:
    """What a network's body makes of scaled descriptions.

    Attributes
    ----------
    scaled
        Scales descriptions.
    body
        What the weights belong to.
    weights
        The body's, by name, float32.
    device
        Where to run.
    """

    scaled: ScaledModel
    body: Body
    weights: Mapping[str, NDArray[np.float32]]
    device: Device = field(default=CPU, compare=False)

    @property
    def kind(self) -> FeatureKind:
        """Which extractor it belongs to."""
        return self.scaled.kind

    @cached_property
    def digest(self) -> str:
        """Sha256 over arrays and settings."""
        return digest_of_model(self.kind, self.arrays(), self.settings())

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """Runs of columns, in order."""
        return self.body.parts

    @cached_property
    def _network(self) -> Network:
        module = self.body.make()
        state = {name: torch.from_numpy(array.copy()) for name, array in self.weights.items()}
        module.load_state_dict(state, strict=False)  # what counts training batches is not kept
        return Network(module, self.device, _BATCH)

    def transform(
        self, descriptions: Sequence[Vector], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return features, shape ``(n, width)``, float32."""
        if not descriptions:
            return np.zeros((0, self.body.width), np.float32)
        rows = self.scaled.transform(descriptions)
        (features,) = self._network.run(rows, cancellation=cancellation)
        return features

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return scales and weights."""
        scales = {f"{_INPUT}{name}": array for name, array in self.scaled.arrays().items()}
        return {**scales, **{f"{_BODY}{name}": array for name, array in self.weights.items()}}

    def settings(self) -> Mapping[str, Any]:
        """Return the parts of what comes in and of what goes out."""
        return {"input": self.scaled.settings(), "parts": as_setting(self.parts)}


def fit_learnt(
    scaled: ScaledModel,
    body: Body,
    descriptions: Sequence[Vector],
    data: FitData,
    device: Device,
    *,
    vary: Vary = lambda inputs: inputs,
    cancellation: Cancellation | None = None,
) -> LearntModel:
    """Train a body on the categories of descriptions.

    Raises
    ------
    FusionError
        With fewer than 8 items that have a category, or fewer than 2 categories.
    Cancelled
        When asked to stop.
    """
    module = learn_categories(
        body,
        scaled.transform(descriptions),
        data,
        scaled.kind,
        device,
        vary=vary,
        cancellation=cancellation,
    )
    weights = {name: one.float().numpy().copy() for name, one in _kept(module).items()}
    return LearntModel(scaled, body, weights, device)


def restore_learnt(
    arrays: Mapping[str, NDArray[Any]],
    settings: Mapping[str, Any],
    kind: FeatureKind,
    body: Body,
    device: Device,
) -> LearntModel:
    """Return a model that was fitted before.

    Raises
    ------
    FusionError
        When arrays or settings are missing or do not fit together.
    """
    inputs = settings.get("input")
    scales = {name.removeprefix(_INPUT): array for name, array in arrays.items()}
    scaled = restore_scaled(scales, inputs if isinstance(inputs, dict) else {}, kind)
    if parts_of(settings, body.width, kind) != body.parts:
        raise FusionError(name_of(kind), "have other parts than now; fit the features again")
    wanted = {name: tuple(one.shape) for name, one in _kept(body.make()).items()}
    weights = {
        name: array_of(arrays, f"{_BODY}{name}", shape, kind) for name, shape in wanted.items()
    }
    return LearntModel(scaled, body, weights, device)


def _kept(module: nn.Module) -> dict[str, torch.Tensor]:
    state = module.state_dict().items()
    return {name: tensor for name, tensor in state if not name.endswith(_COUNTER)}
