"""EfficientNet-Lite2 (Tan & Le 2019) as a torch module."""

from __future__ import annotations

from pathlib import Path

from efficientnet_lite_pytorch import EfficientNet
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval


class ImageNetwork(nn.Module):
    """Penultimate features and class scores.

    Takes ``(n, 260, 260, 3)`` uint8 RGB; returns ``(n, 1280)`` and ``(n, 1000)`` float.
    """

    def __init__(self, network: EfficientNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Normalise as published (mean 127, deviation 128) and run the network."""
        planes = (pixels.permute(0, 3, 1, 2).float() - 127.0) / 128.0
        features = self.network.extract_features(planes).mean((2, 3))
        return features, self.network._fc(features)


def load_image_network(weights: Path) -> ImageNetwork:
    """Build the network from ``weights`` (safetensors), batch normalisation folded in."""
    network = EfficientNet.from_name("efficientnet-lite2")
    network.load_state_dict(load_file(weights))
    network.eval()
    for owner in (network, *network._blocks):
        for convolution, normalisation in _PAIRS:
            if hasattr(owner, convolution):
                _fold(owner, convolution, normalisation)
    return ImageNetwork(network)


_PAIRS = (
    ("_conv_stem", "_bn0"),
    ("_conv_head", "_bn1"),
    ("_expand_conv", "_bn0"),
    ("_depthwise_conv", "_bn1"),
    ("_project_conv", "_bn2"),
)


def _fold(owner: nn.Module, convolution: str, normalisation: str) -> None:
    folded = fuse_conv_bn_eval(getattr(owner, convolution), getattr(owner, normalisation))
    setattr(owner, convolution, folded)
    setattr(owner, normalisation, nn.Identity())
