"""R5, e-commerce: a recurrent network over the history, on items fused by adversaries.

Items' pictures, words and sounds go through the adversarial fusion (see
:mod:`app.fusion.adversarial`): generators of each modality whose vectors discriminators
cannot tell apart. A GRU reads the fused vectors of the history item by item and foresees the
next one (Hidasi et al. 2016, GRU4Rec), here by a softmax over all items instead of
sampled pairs. Where captions are missing, every item is its own group; where no item has
words, its sound stands for them, so that two modalities are enough.
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


class GruNetwork(HistoryNetwork):
    """A GRU that starts before the first item, so that an empty history has its answer.

    Parameters
    ----------
    features, counts
        Of the items; see :class:`~app.recommend.item_vectors.ItemVectors`.
    shape
        Width and layers.
    dropout
        On what is read and on what is asked for.
    """

    def __init__(
        self, features: Tensor, counts: Tensor, shape: HistoryShape, dropout: float
    ) -> None:
        super().__init__()
        self.items = ItemVectors(features, counts, shape.width)
        self.start = nn.Parameter(torch.zeros(1, 1, shape.width))
        self.reader = nn.GRU(shape.width, shape.width, shape.layers, batch_first=True)
        self.out = nn.Linear(shape.width, shape.width, bias=False)
        self.dropout = nn.Dropout(dropout)

    def loss(self, windows: Tensor) -> Tensor:
        """Return the cross-entropy of each item after those before it."""
        table, asked = self.items.table(), windows > 0
        queries = self._queries(table, windows[:, :-1])
        return self.items.softmax_loss(table, queries[asked], windows[asked] - 1)

    def scores(self, histories: Tensor) -> Tensor:
        """Return logits of what comes after each history, shape (b, n)."""
        table = self.items.table()
        ends = (histories > 0).sum(dim=1)
        queries = self._queries(table, histories)[torch.arange(len(histories)), ends]
        return queries @ table.T + self.items.biases()

    def _queries(self, table: Tensor, histories: Tensor) -> Tensor:
        """Return what is looked for before and after each item, shape (b, h + 1, width)."""
        start = self.start.expand(len(histories), -1, -1)
        inputs = torch.cat([start, lookup(table, histories)], dim=1)
        read, _ = self.reader(self.dropout(inputs))
        # What was met so far in the mean stands beside what its order says.
        count = torch.arange(inputs.shape[1]).clamp(min=1)[:, None]
        queries: Tensor = self.out(self.dropout(read)) + inputs.cumsum(dim=1) / count
        return queries


def describe_by_adversaries(
    content: ItemContent, seed: int, report: ReportProgress, cancellation: Cancellation | None
) -> NDArray[np.float32]:
    """Return items' vectors of the adversarial fusion; see :func:`fused_items`."""
    return fused_items(FusionKind.ADVERSARIAL, content, seed, report, cancellation)


def gru_recommender(settings: HistorySettings | None = None) -> HistoryRecommender:
    """Return what fits the GRU.

    Parameters
    ----------
    settings
        :data:`SETTINGS` if not given.
    """
    return HistoryRecommender(
        RecommenderKind.GRU, GruNetwork, describe_by_adversaries, settings or SETTINGS
    )
