"""Small networks that listen to a fixed number of log mel frames, as torch modules."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn

_CHANNELS = (1, 16, 32, 64)
_DROPOUT = 0.3


class SoundCnn(nn.Module):
    """Three 3 x 3 convolutions of stride 2, batch-normalised and rectified, then a dense layer.

    Takes ``(n, frames * bands)``, frame after frame; returns ``(n, width)``, not negative.

    Parameters
    ----------
    frames, bands
        Shape of a sound.
    width
        Features of a sound.
    """

    def __init__(self, frames: int, bands: int, width: int) -> None:
        super().__init__()
        self._shape = (-1, 1, frames, bands)
        layers: list[nn.Module] = []
        for inputs, outputs in pairwise(_CHANNELS):
            layers += [
                nn.Conv2d(inputs, outputs, 3, stride=2, padding=1, bias=False),
                nn.BatchNorm2d(outputs),
                nn.ReLU(),
            ]
        self.blocks = nn.Sequential(*layers)
        self.dense = nn.Sequential(
            nn.Dropout(_DROPOUT), nn.Linear(2 * _CHANNELS[-1], width), nn.ReLU()
        )

    def forward(self, inputs: Tensor) -> Tensor:
        """Average over bands; mean and highest over time."""
        planes = self.blocks(inputs.reshape(self._shape)).mean(dim=3)
        pooled = torch.cat([planes.mean(dim=2), planes.amax(dim=2)], dim=1)
        features: Tensor = self.dense(pooled)
        return features


class SoundLstm(nn.Module):
    """An LSTM (Hochreiter and Schmidhuber 1997) in both directions, then the mean over time.

    Takes ``(n, frames * bands)``, frame after frame; returns ``(n, width)``, -1 to 1.

    Parameters
    ----------
    frames, bands
        Shape of a sound.
    width
        Features of a sound, an even number.
    """

    def __init__(self, frames: int, bands: int, width: int) -> None:
        super().__init__()
        self._shape = (-1, frames, bands)
        self.dropout = nn.Dropout(_DROPOUT)
        self.lstm = nn.LSTM(bands, width // 2, batch_first=True, bidirectional=True)

    def forward(self, inputs: Tensor) -> Tensor:
        """Read the frames and average the states."""
        states, _ = self.lstm(inputs.reshape(self._shape))
        features: Tensor = self.dropout(states.mean(dim=1))
        return features


def varied(inputs: Tensor, frames: int, bands: int) -> Tensor:
    """Alter sounds at random, so that a network sees more than there are.

    Each starts up to a quarter away from its start, wrapping around; of each a run of bands and
    a run of frames, up to an eighth, is set to the mean (SpecAugment, Park et al. 2019).
    """
    planes = inputs.reshape(-1, frames, bands)
    count = len(planes)
    shifts = torch.randint(-(frames // 4), frames // 4 + 1, (count, 1))
    places = (torch.arange(frames) + shifts) % frames
    planes = planes[torch.arange(count)[:, None], places]
    keep = ~_runs(count, frames)[:, :, None] & ~_runs(count, bands)[:, None, :]
    altered: Tensor = (planes * keep.to(planes.device)).flatten(1)
    return altered


def _runs(count: int, size: int) -> Tensor:
    """Return ``(count, size)`` bool, in each row one run of up to an eighth of the size."""
    starts = torch.randint(0, size, (count, 1))
    lengths = torch.randint(0, size // 8 + 1, (count, 1))
    places = torch.arange(size)
    return (places >= starts) & (places < starts + lengths)
