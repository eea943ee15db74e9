"""U1, serial fusion: the modalities side by side enter one network."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from app.core.lab import NetworkSettings
from app.fusion.joint import JointNetwork, dense_stack


class ConcatenationNetwork(JointNetwork):
    """Concatenate gated modalities, then dense layers."""

    def __init__(self, sizes: Sequence[int], settings: NetworkSettings) -> None:
        super().__init__(sizes, settings)
        # The gates stand beside the features, so that a zero is known from an absence.
        self.layers = dense_stack(sum(sizes) + len(sizes), settings)
        self.out = nn.Linear(settings.hidden, settings.dimension)

    def forward(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return vectors of shape (b, dimension)."""
        gated = [gates[:, place, None] * one for place, one in enumerate(inputs)]
        vectors: Tensor = self.out(self.layers(torch.cat([*gated, gates], dim=1)))
        return vectors
