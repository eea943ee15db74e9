"""Fits networks over histories: features, members, training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Union

import numpy as np
import torch
from numpy.typing import NDArray

from app.core.lab import TrainerSettings
from app.core.progress import Cancellation, ReportProgress, ignore_progress, piece_of
from app.core.recommender import RecommenderKind
from app.recommend.histories import Histories
from app.recommend.history_batches import Windows, item_keys, liked_in_order
from app.recommend.history_model import (
    HistoryModel,
    HistoryShape,
    MakeNetwork,
    Weights,
    restore_history_model,
)
from app.recommend.history_task import HistoryTask
from app.recommend.preferences import check_training
from app.recommend.recommender import Arrays, ItemContent
from app.training.chance import own_chance
from app.training.trainer import fit

Vectors = NDArray[np.float32]
Describe = Callable[[ItemContent, int, ReportProgress, Union[Cancellation, None]], Vectors]
"""From content, seed, progress and cancellation to features of n items, shape (n, d)."""


@dataclass(frozen=True)
class HistorySettings:
    """How a network over histories is shaped and trained.

    Attributes
    ----------
    shape
        Of the network.
    window
        Most items of a training row; longer histories have several.
    dropout
        Chance that a hidden unit is silent in training.
    has_content
        Whether items' features are looked at; without, cold items are all alike.
    members
        So many networks are trained from other beginnings; their scores are averaged.
    trainer
        Rates and epochs; the seed is the one of the fit, and nothing is held out.
    """

    shape: HistoryShape = field(default_factory=HistoryShape)
    window: int = 20
    dropout: float = 0.2
    has_content: bool = True
    members: int = 1
    trainer: TrainerSettings = field(default_factory=TrainerSettings)


@dataclass(frozen=True)
class HistoryRecommender:
    """Fits one kind of network over histories.

    Attributes
    ----------
    kind
        Which recommender.
    make
        Builds its network.
    describe
        Makes features of items.
    settings
        Shape and training.
    """

    kind: RecommenderKind
    make: MakeNetwork
    describe: Describe = field(repr=False)
    settings: HistorySettings

    def in_time_order(self) -> HistoryRecommender:
        """Return the recommender for histories whose order is that of time and means something.

        Without it the order is drawn: data sets often list a history by item number, and a
        network would learn from that what no person ever does.
        """
        shape = replace(self.settings.shape, is_ordered=True)
        return replace(self, settings=replace(self.settings, shape=shape))

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> HistoryModel:
        """Describe the items, then train each member; the same data and seed give the same model.

        Where nothing was liked the networks stay as they were drawn.

        Raises
        ------
        InputError
            When histories and content are of different items, or features are not finite.
        Cancelled
            When asked to stop.
        """
        check_training(histories, content)
        features = np.zeros((histories.item_count, 0), dtype=np.float32)
        if self.settings.has_content:
            features = self.describe(content, seed, report, cancellation)
        liked, shape = liked_in_order(histories), self.settings.shape
        counts = np.bincount(liked.items, minlength=liked.item_count).astype(np.float32)
        items = torch.from_numpy(features), torch.from_numpy(counts)
        first, count = seed * self.settings.members, self.settings.members
        members = tuple(
            self._member(liked, items, first + place, piece_of(report, place, count), cancellation)
            for place in range(count)
        )
        keys = item_keys(liked.item_count, seed)
        return HistoryModel(self.kind, self.make, shape, keys, features, counts, members)

    def _member(
        self,
        liked: Histories,
        items: tuple[torch.Tensor, torch.Tensor],
        seed: int,
        report: ReportProgress,
        cancellation: Cancellation | None,
    ) -> Weights:
        """Train one network over items with these features and counts."""
        settings, shape = self.settings, self.settings.shape
        trainer = replace(settings.trainer, seed=seed)
        with own_chance(seed):
            network = self.make(*items, shape, settings.dropout)
        windows = Windows(liked, settings.window, is_ordered=shape.is_ordered)
        if len(windows):
            fit(HistoryTask(network, windows), trainer, report=report, cancellation=cancellation)
        return {name: one.numpy().copy() for name, one in network.state_dict().items()}

    def restore(self, arrays: Arrays) -> HistoryModel:
        """Return the model that was saved.

        Raises
        ------
        InputError
            When the arrays are not those of such a model.
        """
        return restore_history_model(self.kind, self.make, arrays)
