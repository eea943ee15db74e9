"""U2, parallel fusion: a dense branch for each modality, then one network for all."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from app.core.lab import NetworkSettings
from app.fusion.joint import JointNetwork, dense, dense_stack


class ParallelDenseNetwork(JointNetwork):
    """Dense layers for each modality; their gated outputs are concatenated and joined."""

    def __init__(self, sizes: Sequence[int], settings: NetworkSettings) -> None:
        super().__init__(sizes, settings)
        self.branches = nn.ModuleList([dense_stack(size, settings) for size in sizes])
        self.join = dense(settings.hidden * len(sizes), settings)
        self.out = nn.Linear(settings.hidden, settings.dimension)

    def forward(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return vectors of shape (b, dimension)."""
        gated = [
            gates[:, place, None] * branch(one)
            for place, (branch, one) in enumerate(zip(self.branches, inputs, strict=True))
        ]
        vectors: Tensor = self.out(self.join(torch.cat(gated, dim=1)))
        return vectors
