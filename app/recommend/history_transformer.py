"""R6, social media: a Transformer that reads the history both ways, on fused items.

Items' pictures, words and sounds go through the Transformer fusion (see
:mod:`app.fusion.attention`). The network sees a history with some items masked and names
them by what stands before and after (Sun et al. 2019, BERT4Rec); to recommend, a mask is put
at the end. Where captions are missing, every item is its own group; where no item has
words, its sound stands for them. Positions are counted from the end, as what was last
matters most, and only where the order of a history means something.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.core.lab import FusionKind, TrainerSettings
from app.core.progress import Cancellation, ReportProgress
from app.core.recommender import RecommenderKind
from app.recommend.fused_items import fused_items
from app.recommend.history_model import HistoryShape
from app.recommend.history_recommender import HistoryRecommender, HistorySettings
from app.recommend.history_task import HistoryNetwork
from app.recommend.item_vectors import ItemVectors, lookup
from app.recommend.recommender import ItemContent

SETTINGS = HistorySettings(
    trainer=TrainerSettings(epochs=20, batch_size=256, learning_rate=3e-3, weight_decay=0.1)
)

_MASKED = 0.6
"""Chance that an item of a window is masked: most histories are short, and read as such."""
_LAST_ALONE = 0.2
"""Chance that the last item alone is masked, as it is when scores are asked for."""


class HistoryTransformer(HistoryNetwork):
    """Self-attention over the items of a history and a mask.

    Parameters
    ----------
    features, counts
        Of the items; see :class:`~app.recommend.item_vectors.ItemVectors`.
    shape
        Width, blocks, heads; positions where histories are ordered.
    dropout
        In the blocks and on what is read.
    """

    def __init__(
        self, features: Tensor, counts: Tensor, shape: HistoryShape, dropout: float
    ) -> None:
        super().__init__()
        width, self._longest = shape.width, shape.longest
        self.items = ItemVectors(features, counts, width)
        self.mask = nn.Parameter(0.05 * torch.randn(width))
        places = shape.longest + 1 if shape.is_ordered else 0
        self.places = nn.Parameter(0.05 * torch.randn(places, width))
        self.dropout = nn.Dropout(dropout)
        block = nn.TransformerEncoderLayer(
            width,
            shape.heads,
            2 * width,
            dropout,
            activation="gelu",
            batch_first=True,
            norm_first=True,
        )
        self.blocks = nn.TransformerEncoder(block, shape.layers, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, width, bias=False)

    def loss(self, windows: Tensor) -> Tensor:
        """Return the cross-entropy of masked items."""
        table, masked = self.items.table(), _drawn_masks(windows)
        queries = self._queries(table, windows.masked_fill(masked, 0), masked)
        return self.items.softmax_loss(table, queries[masked], windows[masked] - 1)

    def scores(self, histories: Tensor) -> Tensor:
        """Return logits of a mask at the end of each history, shape (b, n)."""
        table, ends = self.items.table(), (histories > 0).sum(dim=1)
        longer = nn.functional.pad(histories, (0, 1))
        masked = torch.arange(longer.shape[1]) == ends[:, None]
        queries = self._queries(table, longer, masked)[masked]
        return queries @ table.T + self.items.biases()

    def _queries(self, table: Tensor, shown: Tensor, masked: Tensor) -> Tensor:
        """Return what each place looks for, shape (b, h, width); masked places show 0."""
        there = (shown > 0) | masked
        vectors = lookup(table, shown)
        tokens = vectors + masked[:, :, None] * self.mask
        if len(self.places):
            behind = there.sum(dim=1, keepdim=True) - 1 - torch.arange(shown.shape[1])
            tokens = tokens + self.places[behind.clamp(0, self._longest)]
        read = self.blocks(self.dropout(tokens), src_key_padding_mask=~there)
        # What is shown, in the mean, stands beside what attention says.
        mean = vectors.sum(dim=1) / (shown > 0).sum(dim=1).clamp(min=1)[:, None]
        queries: Tensor = self.out(self.norm(read)) + mean[:, None]
        return queries


def _drawn_masks(windows: Tensor) -> Tensor:
    """Return which items are masked, at least one of each window; bool, shape (b, h)."""
    there = windows > 0
    last = torch.arange(windows.shape[1]) == there.sum(dim=1, keepdim=True) - 1
    drawn = (torch.rand(windows.shape) < _MASKED) & there
    alone = (torch.rand(len(windows), 1) < _LAST_ALONE) | ~drawn.any(dim=1, keepdim=True)
    return torch.where(alone, last, drawn)


def describe_by_attention(
    content: ItemContent, seed: int, report: ReportProgress, cancellation: Cancellation | None
) -> NDArray[np.float32]:
    """Return items' vectors of the Transformer fusion; see :func:`fused_items`."""
    return fused_items(FusionKind.TRANSFORMER, content, seed, report, cancellation)


def transformer_recommender(settings: HistorySettings | None = None) -> HistoryRecommender:
    """Return what fits the Transformer.

    Parameters
    ----------
    settings
        :data:`SETTINGS` if not given.
    """
    return HistoryRecommender(
        RecommenderKind.TRANSFORMER,
        HistoryTransformer,
        describe_by_attention,
        settings or SETTINGS,
    )
