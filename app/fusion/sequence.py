"""U4, sequence fusion: an LSTM reads one modality after the other.

Hochreiter and Schmidhuber 1997. A gate moves the state only so far toward what the cell
makes of a modality: at 0 the state passes by it unchanged, as if the sequence were shorter.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from app.core.lab import NetworkSettings
from app.fusion.joint import JointNetwork, ModalityTokens

_ORDER = (2, 0, 1)
"""Sound first and words last: what an LSTM read last it knows best."""


class SequenceNetwork(JointNetwork):
    """LSTM cells over the sequence sound, picture, words."""

    def __init__(self, sizes: Sequence[int], settings: NetworkSettings) -> None:
        super().__init__(sizes, settings)
        self.tokens = ModalityTokens(sizes, settings)
        self.cells = nn.ModuleList(
            [nn.LSTMCell(settings.hidden, settings.hidden) for _ in range(settings.layers)]
        )
        self.norm = nn.LayerNorm(settings.hidden)
        self.out = nn.Linear(settings.hidden, settings.dimension)

    def forward(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return vectors of shape (b, dimension)."""
        tokens: Tensor = self.tokens(inputs)
        for cell in self.cells:
            tokens = _read(cell, tokens, gates)
        vectors: Tensor = self.out(self.norm(tokens[:, _ORDER[-1]]))
        return vectors


def _read(cell: nn.Module, tokens: Tensor, gates: Tensor) -> Tensor:
    """Return the state after each modality, at that modality's place; (b, 3, hidden)."""
    hidden = memory = torch.zeros_like(tokens[:, 0])
    states = [hidden] * tokens.shape[1]
    for place in _ORDER:
        next_hidden, next_memory = cell(tokens[:, place], (hidden, memory))
        gate = gates[:, place, None]
        hidden = hidden + gate * (next_hidden - hidden)
        memory = memory + gate * (next_memory - memory)
        states[place] = hidden
    return torch.stack(states, dim=1)
