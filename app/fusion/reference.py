"""T2, the reference network: CNN, embedding and LSTM, LSTM; concatenated.

It sees what comes before any feature that others fitted: the pixels of a small picture, the
numbers of the words, the mel bands of a sound frame by frame. What the three branches give
is concatenated and goes through a dense layer to the fused vector; the head that names
categories is trained by softmax and cross-entropy.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
import torch
from torch import Tensor, nn

from app.core.errors import FusionError
from app.core.lab import FRAMES_SHAPE, PIXELS_SHAPE, NetworkSettings
from app.core.modality import MODALITIES
from app.fusion.features import FeatureTable
from app.fusion.joint import NamingNetwork, dense
from app.fusion.tower import Array

PADDING, UNKNOWN = 0, 1
"""The numbers of no word and of an unknown one."""
_MOST_WORDS = 1_000_000
_NEEDED = "choose pixels, tokens and mel-frames as features, or another fusion"


def raw_inputs(table: FeatureTable) -> list[Array]:
    """Return each modality's features, zeros where absent; shapes (n, d), float32.

    Raises
    ------
    FusionError
        When features of a modality that is there are not those that the network reads.
    """
    _check_pictures_and_sounds(table)
    _check_tokens(table)
    return [np.where(table.present[m][:, None], table.values[m], np.float32(0)) for m in MODALITIES]


def _check_pictures_and_sounds(table: FeatureTable) -> None:
    wanted = {"image": ("pixels", prod(PIXELS_SHAPE)), "audio": ("mel-frames", prod(FRAMES_SHAPE))}
    for modality, present in table.present.items():
        name, size = wanted.get(modality.value, ("", 0))
        if name and present.any() and table.sizes[modality] != size:
            raise FusionError(
                f"{modality} features of {table.sizes[modality]} columns",
                f"do not fit the reference network, which reads {size} as {name}; {_NEEDED}",
            )


def _check_tokens(table: FeatureTable) -> None:
    tokens = table.values.text[table.present.text]
    whole = (tokens == np.floor(tokens)) & (tokens >= 0) & (tokens < _MOST_WORDS)
    if tokens.size and not whole.all():
        raise FusionError(
            "text features",
            f"are no word numbers, which the reference network reads as tokens; {_NEEDED}",
        )


def vocabulary_size(table: FeatureTable) -> int:
    """Return how many word numbers there are up to the highest one in use, 2 at least."""
    tokens = table.values.text[table.present.text]
    return max(int(tokens.max(initial=UNKNOWN)), UNKNOWN) + 1


class ReferenceNetwork(NamingNetwork):
    """Three branches, concatenated.

    Parameters
    ----------
    vocabulary
        How many word numbers there are; higher ones count as unknown.
    settings
        Width, dropout and dimension; ``layers`` are those of the LSTMs.
    categories
        How many the head tells apart; 0 for no head.
    """

    def __init__(self, vocabulary: int, settings: NetworkSettings, categories: int = 0) -> None:
        super().__init__(settings.dimension, categories)
        self.settings, self.vocabulary = settings, vocabulary
        hidden = settings.hidden
        self.picture = _picture_branch(settings)
        self.embedding = nn.Embedding(vocabulary, hidden, padding_idx=PADDING)
        self.words = nn.LSTM(hidden, hidden, settings.layers, batch_first=True)
        self.sound = nn.LSTM(FRAMES_SHAPE[1], hidden, settings.layers, batch_first=True)
        self.join = dense(len(MODALITIES) * hidden, settings)
        self.out = nn.Linear(hidden, settings.dimension)

    def forward(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return unit vectors of shape (b, dimension); zeros where all gates are 0.

        Parameters
        ----------
        inputs
            What :func:`raw_inputs` gives.
        gates
            How much each modality counts, shape (b, 3), 0 to 1.
        """
        if not len(gates):
            return gates.new_zeros(0, self.settings.dimension)
        read = (self._see, self._read, self._hear)
        branches = []
        for place, (branch, one) in enumerate(zip(read, inputs, strict=True)):
            # A branch runs on rows that have its modality, so that absence costs nothing.
            rows = (gates[:, place] > 0).nonzero()[:, 0]
            found = gates.new_zeros(len(gates), self.settings.hidden)
            if len(rows):
                given = branch(one[rows]) * gates[rows, place, None]
                found = found.index_copy(0, rows, given.to(found.dtype))
            branches.append(found)
        vectors = self.out(self.join(torch.cat(branches, dim=1)))
        unit = nn.functional.normalize(vectors, dim=1, eps=1e-6)
        return unit * (gates > 0).any(dim=1, keepdim=True)

    def _see(self, pixels: Tensor) -> Tensor:
        rows = pixels.reshape(-1, *PIXELS_SHAPE).permute(0, 3, 1, 2)
        found: Tensor = self.picture(rows)
        return found

    def _read(self, numbers: Tensor) -> Tensor:
        tokens = numbers.long()
        tokens = torch.where(tokens < self.vocabulary, tokens, UNKNOWN)
        states, _ = self.words(self.embedding(tokens))
        last = ((tokens != PADDING).sum(dim=1) - 1).clamp(min=0)
        return torch.tanh(states[torch.arange(len(tokens), device=tokens.device), last])

    def _hear(self, frames: Tensor) -> Tensor:
        states, _ = self.sound(frames.reshape(-1, *FRAMES_SHAPE))
        return torch.tanh(states[:, -1])


def _picture_branch(settings: NetworkSettings) -> nn.Sequential:
    def norm(channels: int) -> nn.Module:
        return nn.BatchNorm2d(channels) if settings.batch_norm else nn.Identity()

    return nn.Sequential(
        nn.Conv2d(PIXELS_SHAPE[2], 16, 5, stride=2, padding=2),
        norm(16),
        nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2, padding=1),
        norm(32),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(4),
        nn.Flatten(),
        nn.Linear(32 * 4 * 4, settings.hidden),
        nn.Tanh(),
    )
