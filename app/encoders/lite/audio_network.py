"""The embedding network of aiSFX (Ma & Lerch, ISMIR 2022) as a torch module."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

from app.encoders.lite.mel import HIGHEST, mel_filters

_PREFIX = "embedding_net."
_CHANNELS = (1, 64, 128, 256, 512)


class _Block(nn.Module):
    def __init__(self, inputs: int, outputs: int, pool: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.pool = pool

    def forward(self, planes: Tensor) -> Tensor:
        planes = functional.relu(self.conv1(planes))
        planes = functional.relu(self.conv2(planes))
        return functional.max_pool2d(planes, self.pool) if self.pool > 1 else planes

    def fold(self) -> None:
        """Put the normalisation into the convolutions; :meth:`forward` is right only then."""
        self.conv1 = fuse_conv_bn_eval(self.conv1, self.bn1)
        self.conv2 = fuse_conv_bn_eval(self.conv2, self.bn2)


class AudioNetwork(nn.Module):
    """Log mel bands, four blocks of two 3 x 3 convolutions, mean over frequency, maximum over time.

    Takes ``(n, 100, 1025)`` power frames; returns ``(n, 512)``.
    """

    filters: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("filters", torch.from_numpy(mel_filters()).T, persistent=False)
        self.conv_block1 = _Block(_CHANNELS[0], _CHANNELS[1], 2)
        self.conv_block2 = _Block(_CHANNELS[1], _CHANNELS[2], 2)
        self.conv_block3 = _Block(_CHANNELS[2], _CHANNELS[3], 2)
        self.conv_block4 = _Block(_CHANNELS[3], _CHANNELS[4], 1)

    def forward(self, frames: Tensor) -> Tensor:
        """Encode one batch of blocks."""
        bands = torch.log10(frames @ self.filters * 1e4 + 1.0) / HIGHEST
        planes = bands.unsqueeze(1)
        planes = self.conv_block3(self.conv_block2(self.conv_block1(planes)))
        features: Tensor = self.conv_block4(planes).mean(3).amax(2)
        return features

    def fold(self) -> AudioNetwork:
        """Fold batch normalisation into the convolutions; call after loading."""
        for block in self.children():
            if isinstance(block, _Block):
                block.fold()
        return self


def load_audio_network(weights: Path) -> AudioNetwork:
    """Build the network from ``weights`` (safetensors), batch normalisation folded in."""
    stored = load_file(weights)
    state = {
        key.removeprefix(_PREFIX): value for key, value in stored.items() if key.startswith(_PREFIX)
    }
    network = AudioNetwork().eval()
    network.load_state_dict(state)
    return network.fold()
