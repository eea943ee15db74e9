"""EfficientNet-Lite2 (Tan and Le 2019), listened to at the end of each of its stages."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from app.encoders.lite.image_network import ImageNetwork, load_image_network


class StagesNetwork(nn.Module):
    """Mean activations of the channels at the end of the last stages and of the head.

    Takes ``(n, 260, 260, 3)`` uint8 RGB; returns ``(n, sum of channels)`` float.
    """

    def __init__(self, whole: ImageNetwork, channels: tuple[int, ...]) -> None:
        super().__init__()
        self.network = whole.network
        blocks = [block.get_parameter("_project_conv.weight") for block in self.network._blocks]
        self._ends = frozenset(
            _end_of_stage([len(weight) for weight in blocks], count) for count in channels
        )

    def forward(self, pixels: Tensor) -> Tensor:
        """Normalise as published and collect what each stage ends with."""
        planes = (pixels.permute(0, 3, 1, 2).float() - 127.0) / 128.0
        network, collected = self.network, []
        planes = network._swish(network._bn0(network._conv_stem(planes)))
        for number, block in enumerate(network._blocks):
            planes = block(planes)
            if number in self._ends:
                collected.append(planes.mean((2, 3)))
        head = network._swish(network._bn1(network._conv_head(planes)))
        return torch.cat([*collected, head.mean((2, 3))], dim=1)


def load_stages_network(weights: Path, channels: tuple[int, ...]) -> StagesNetwork:
    """Build the network from ``weights`` (safetensors).

    Parameters
    ----------
    channels
        Channels of the stages to listen to, in order; the head comes after them.
    """
    return StagesNetwork(load_image_network(weights), channels)


def _end_of_stage(blocks: list[int], channels: int) -> int:
    """Return the number of the last block with so many output channels."""
    return max(number for number, count in enumerate(blocks) if count == channels)
