"""U5, Transformer fusion: self-attention over one token for each modality.

Vaswani et al. 2017, with a token of its own that reads the result (Devlin et al. 2019).
A gate's logarithm is added to what others pay a modality in attention, which multiplies
its share by the gate; at 0 nobody looks at it.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from app.core.lab import NetworkSettings
from app.fusion.joint import JointNetwork, ModalityTokens


class AttentionNetwork(JointNetwork):
    """Transformer blocks over a reading token and three modality tokens."""

    def __init__(self, sizes: Sequence[int], settings: NetworkSettings) -> None:
        super().__init__(sizes, settings)
        self.tokens = ModalityTokens(sizes, settings)
        self.reader = nn.Parameter(0.02 * torch.randn(1, 1, settings.hidden))
        block = nn.TransformerEncoderLayer(
            settings.hidden,
            settings.heads,
            2 * settings.hidden,
            settings.dropout,
            activation="gelu",
            batch_first=True,
            norm_first=True,
        )
        self.blocks = nn.TransformerEncoder(block, settings.layers, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(settings.hidden)
        self.out = nn.Linear(settings.hidden, settings.dimension)

    def forward(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return vectors of shape (b, dimension)."""
        count = len(gates)
        tokens = torch.cat([self.reader.expand(count, -1, -1), self.tokens(inputs)], dim=1)
        seen = torch.cat([torch.ones(count, 1, device=gates.device), gates], dim=1).log()
        mask = seen[:, None, :].expand(-1, tokens.shape[1], -1)
        read = self.blocks(tokens, mask=mask.repeat_interleave(self.settings.heads, dim=0))
        vectors: Tensor = self.out(self.norm(read[:, 0]))
        return vectors
