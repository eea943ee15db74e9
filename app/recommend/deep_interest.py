"""R4: a deep interest network on vectors of users and items.

A candidate looks at the history: each item there counts by a small network over it, the
candidate, and their product, and the weighted sum is the user's vector (Zhou et al. 2018,
DIN). A dense network judges both vectors; their dot product stands beside it, for which a
dense network alone needs far more data (Rendle et al. 2020). Items' vectors are their
features, projected, plus a learnt embedding.

It is trained by binary cross-entropy, sigmoid of the logit, against items drawn by a power of
how many liked them; the log of an item's chance to be drawn is taken off its logit in
training, so that the logit without it says how likely the item is among all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from app.core.lab import TrainerSettings
from app.core.progress import Cancellation, ReportProgress
from app.core.recommender import RecommenderKind
from app.recommend.fused_items import side_by_side
from app.recommend.history_model import HistoryShape
from app.recommend.history_recommender import HistoryRecommender, HistorySettings
from app.recommend.history_task import HistoryNetwork
from app.recommend.item_vectors import ItemVectors, lookup
from app.recommend.recommender import ItemContent

SETTINGS = HistorySettings(
    HistoryShape(width=32),
    trainer=TrainerSettings(epochs=12, batch_size=256, learning_rate=3e-3, weight_decay=0.1),
)

_ATTENTION = 16
"""Hidden units of the network that weighs a history's items."""
_TARGETS = 4
"""Items of a window that are asked for in one step."""
_NEGATIVES = 8
"""Drawn items beside each of them."""
_POWER = 0.5
"""How far liked items are drawn more often."""
_ITEMS_AT_ONCE = 8192


class DeepInterestNetwork(HistoryNetwork):
    """Attention of candidates over a history, then dense layers.

    Parameters
    ----------
    features, counts
        Of the items; see :class:`~app.recommend.item_vectors.ItemVectors`.
    shape
        Width; the order of histories is not looked at.
    dropout
        In the dense layers.
    """

    def __init__(
        self, features: Tensor, counts: Tensor, shape: HistoryShape, dropout: float
    ) -> None:
        super().__init__()
        width = shape.width
        self.items = ItemVectors(features, counts, width)
        self.read = nn.Linear(width, _ATTENTION)
        self.candidate = nn.Linear(width, _ATTENTION, bias=False)
        self.product = nn.Parameter(torch.randn(_ATTENTION, width) / width**0.5)
        self.bend = nn.PReLU()
        self.weigh = nn.Linear(_ATTENTION, 1)
        self.deep = nn.Sequential(
            nn.Linear(3 * width, width),
            nn.PReLU(),
            nn.Dropout(dropout),
            nn.Linear(width, width // 2),
            nn.PReLU(),
            nn.Linear(width // 2, 1),
        )
        nn.init.ones_(self.weigh.bias)

    def loss(self, windows: Tensor) -> Tensor:
        """Return the binary cross-entropy of items of the windows and of drawn ones.

        An item that is asked for is not in the history that is looked at.
        """
        table, biases = self.items.table(), self.items.biases()
        rows, places = _drawn_targets(windows)
        chances = (self.items.counts**_POWER) / (self.items.counts**_POWER).sum()
        drawn = torch.multinomial(chances, len(rows) * _NEGATIVES, replacement=True)
        numbers = torch.cat([windows[rows, places][:, None] - 1, drawn.view(-1, _NEGATIVES)], 1)
        there = windows[rows] > 0
        there[torch.arange(len(rows)), places] = False
        known = lookup(table, windows[rows])
        logits = self._judge(known, self._candidates(table[numbers]), there) + biases[numbers]
        # Biases start where their softmax over all items is what most people like.
        logits = logits - (_NEGATIVES * len(table) * chances[numbers]).log()
        labels = torch.zeros_like(logits)
        labels[:, 0] = 1.0
        return functional.binary_cross_entropy_with_logits(logits, labels)

    def scores(self, histories: Tensor) -> Tensor:
        """Return logits without the drawing's share, shape (b, n)."""
        table, known = self.items.table(), [one[one > 0] - 1 for one in histories]
        pieces = []
        for some in torch.split(table, _ITEMS_AT_ONCE):
            asked = self._candidates(some[None])
            found = [self._judge(table[one][None], asked) for one in known]
            pieces.append(torch.cat([table.new_zeros(0, len(some)), *found]))
        return torch.cat(pieces, dim=1) + self.items.biases()

    def _candidates(self, vectors: Tensor) -> _Candidates:
        """Prepare candidates of shape (b, c, width)."""
        turned = (vectors[:, :, None, :] * self.product).flatten(1, 2)
        return _Candidates(vectors, turned, self.candidate(vectors))

    def _judge(self, known: Tensor, candidates: _Candidates, there: Tensor | None = None) -> Tensor:
        """Return logits of candidates.

        Parameters
        ----------
        known
            Vectors of the history, shape (b, h, width).
        candidates
            Of b rows.
        there
            Which of the history is there, bool, shape (b, h); all of it if not given.

        Returns
        -------
        torch.Tensor
            Shape (b, c).
        """
        weights = self._weights(known, candidates)
        if there is not None:
            weights = weights * there[:, None]
        count = torch.tensor(known.shape[1]) if there is None else there.sum(dim=1)[:, None, None]
        # Sums of long histories would drown the rest; their direction is what counts.
        users = weights @ known / count.clamp(min=1).sqrt()
        products = users * candidates.vectors
        deep = self.deep(torch.cat([users, candidates.vectors, products], dim=2))[:, :, 0]
        logits: Tensor = deep + products.sum(dim=2)
        return logits

    def _weights(self, known: Tensor, candidates: _Candidates) -> Tensor:
        """Return how each candidate weighs each item of the history, shape (b, c, h)."""
        # The product of two vectors goes through the layer without being written down.
        crossed = candidates.turned @ known.transpose(1, 2)
        hidden = crossed.reshape(*candidates.hidden.shape, -1)
        hidden = hidden + candidates.hidden[:, :, :, None]
        hidden = self.bend(hidden + self.read(known).transpose(1, 2)[:, None])
        weights: Tensor = torch.einsum("bcah,a->bch", hidden, self.weigh.weight[0])
        return weights + self.weigh.bias


@dataclass(frozen=True)
class _Candidates:
    """Candidates as the attention needs them.

    Attributes
    ----------
    vectors
        Shape (b, c, width).
    turned
        Their products with each hidden unit's weights, shape (b, c * units, width).
    hidden
        What they give the hidden units by themselves, shape (b, c, units).
    """

    vectors: Tensor
    turned: Tensor
    hidden: Tensor


def _drawn_targets(windows: Tensor) -> tuple[Tensor, Tensor]:
    """Return rows and places of at most :data:`_TARGETS` items of each window."""
    keys = torch.rand(windows.shape).masked_fill(windows == 0, 2.0)
    places = keys.argsort(dim=1)[:, :_TARGETS]
    there = windows.gather(1, places) > 0
    rows = torch.arange(len(windows))[:, None].expand_as(places)
    return rows[there], places[there]


def describe_side_by_side(
    content: ItemContent, seed: int, report: ReportProgress, cancellation: Cancellation | None
) -> NDArray[np.float32]:
    """Return the features of all modalities one beside the other."""
    return side_by_side(content)


def deep_interest_recommender(settings: HistorySettings | None = None) -> HistoryRecommender:
    """Return what fits the deep interest network; :data:`SETTINGS` if none are given."""
    return HistoryRecommender(
        RecommenderKind.DEEP_INTEREST,
        DeepInterestNetwork,
        describe_side_by_side,
        settings or SETTINGS,
    )
