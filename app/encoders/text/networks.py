"""Small networks that read token numbers: an LSTM and a Transformer, each with a pooled state."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from app.core.lab import TextFeature
from app.encoders.text.token_ids import PADDING

WIDTH = 96
"""Numbers a token, and a text after pooling."""
_HEADS = 4
_BLOCKS = 2
_DROPOUT = 0.3


class LstmReader(nn.Module):
    """Embedding, then an LSTM (Hochreiter and Schmidhuber 1997) in both directions, then the mean.

    Parameters
    ----------
    numbers
        How many different token numbers there are.
    """

    def __init__(self, numbers: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(numbers, WIDTH, padding_idx=PADDING)
        self.dropout = nn.Dropout(_DROPOUT)
        self.lstm = nn.LSTM(WIDTH, WIDTH // 2, batch_first=True, bidirectional=True)

    def forward(self, tokens: Tensor) -> Tensor:
        """Return ``(n, 96)`` of ``(n, length)`` numbers, int64, each row with a token or more."""
        tokens = _without_padding(tokens)
        lengths = (tokens != PADDING).sum(dim=1).cpu()
        packed = nn.utils.rnn.pack_padded_sequence(
            self.dropout(self.embedding(tokens)), lengths, batch_first=True, enforce_sorted=False
        )
        states, _ = nn.utils.rnn.pad_packed_sequence(
            self.lstm(packed)[0], batch_first=True, total_length=tokens.shape[1]
        )
        return _mean_of_tokens(states, tokens)


class TransformerReader(nn.Module):
    """Embedding and place, then blocks of self-attention (Vaswani et al. 2017), then the mean.

    Parameters
    ----------
    numbers
        How many different token numbers there are.
    length
        Places in a text.
    """

    def __init__(self, numbers: int, length: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(numbers, WIDTH, padding_idx=PADDING)
        self.places = nn.Parameter(torch.randn(length, WIDTH) * 0.02)
        self.dropout = nn.Dropout(_DROPOUT)
        block = nn.TransformerEncoderLayer(
            WIDTH, _HEADS, 2 * WIDTH, _DROPOUT, activation="gelu", batch_first=True, norm_first=True
        )
        self.blocks = nn.TransformerEncoder(block, _BLOCKS, enable_nested_tensor=False)

    def forward(self, tokens: Tensor) -> Tensor:
        """Return ``(n, 96)`` of ``(n, length)`` numbers, int64, each row with a token or more."""
        tokens = _without_padding(tokens)
        placed = self.dropout(self.embedding(tokens) + self.places[: tokens.shape[1]])
        states = self.blocks(placed, src_key_padding_mask=tokens == PADDING)
        return _mean_of_tokens(states, tokens)


def make_reader(kind: TextFeature, numbers: int, length: int) -> nn.Module:
    """Return a reader with new random weights: ``LSTM`` or ``TRANSFORMER``."""
    return LstmReader(numbers) if kind is TextFeature.LSTM else TransformerReader(numbers, length)


def _without_padding(tokens: Tensor) -> Tensor:
    """Leave out the columns that are padding in every row: most texts are short."""
    return tokens[:, : int((tokens != PADDING).sum(dim=1).max())]


def _mean_of_tokens(states: Tensor, tokens: Tensor) -> Tensor:
    there = (tokens != PADDING).unsqueeze(-1).to(states.dtype)
    return (states * there).sum(dim=1) / there.sum(dim=1)
