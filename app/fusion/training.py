"""Train the default fusion on a catalog's items."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.modality import PerModality
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.fusion.alignment import Alignment, align
from app.fusion.features import FeatureLayout, FeatureTable
from app.fusion.learning import Features, Learner, Task, reduced_features
from app.fusion.loss import soft_targets
from app.fusion.model import Member, TowerFusion
from app.fusion.settings import TrainingConfig

FEWEST_GROUPS = 8
"""With fewer different captions there is nothing to contrast: closed-form maps only."""


@dataclass(frozen=True)
class TrainingData:
    """What a fusion is trained on.

    Attributes
    ----------
    table
        Features of n items.
    captions
        n captions; items whose captions differ only in case and spaces are one group, and
        items without a caption are groups of their own.
    categories
        n categories; empty for none.
    layout
        Parts of the features.
    """

    table: FeatureTable
    captions: Sequence[str]
    categories: Sequence[str]
    layout: FeatureLayout = field(default_factory=FeatureLayout)


@dataclass(frozen=True)
class TrainedFusion:
    """A model, what was measured on items it was watched on, and how that went.

    Attributes
    ----------
    model
        The fusion.
    metrics
        JSON values: items, groups, members, seconds, watched mean reciprocal rank.
    history
        For each member, the watched mean reciprocal rank at each look.
    """

    model: TowerFusion
    metrics: dict[str, Any]
    history: tuple[tuple[float, ...], ...]


def caption_groups(captions: Sequence[str]) -> NDArray[np.int64]:
    """Number items by caption, shape (n,), int64.

    Captions that differ only in case and white space are one group; an item without a
    caption is a group of its own.
    """
    numbers: dict[str, int] = {}
    groups = np.empty(len(captions), dtype=np.int64)
    for row, caption in enumerate(captions):
        words = " ".join(caption.casefold().split())
        groups[row] = numbers.setdefault(words or f"\0{row}", len(numbers))
    return groups


def category_numbers(categories: Sequence[str]) -> NDArray[np.int64]:
    """Number items by category, -1 for none; shape (n,), int64."""
    numbers = {name: place for place, name in enumerate(dict.fromkeys(filter(None, categories)))}
    return np.array([numbers.get(name, -1) for name in categories], dtype=np.int64)


def train(
    data: TrainingData,
    config: TrainingConfig | None = None,
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
) -> TrainedFusion:
    """Train a fusion; the same data, configuration and thread count give the same model.

    Parameters
    ----------
    data
        Items, any number from 1. With fewer than 8 different captions the fusion is the
        closed-form alignment alone, which is useful at once.
    config
        Defaults to ``TrainingConfig()``.
    report
        Told after each look at watched items.
    cancellation
        Looked at in every epoch.

    Raises
    ------
    FusionError
        When no item has any feature, or features are not finite.
    Cancelled
        When asked to stop.
    """
    config, started = config or TrainingConfig(), time.monotonic()
    data = _usable(data)
    parts = data.layout.fitted(data.table.sizes).parts
    alignment = align(data.table, parts, config.ridge)
    groups = caption_groups(data.captions)
    count = len(np.unique(groups))
    if count < FEWEST_GROUPS:
        members, history = (alignment.member(),), ((),)  # type: tuple[Member, ...], Any
    else:
        members, history = _learn(data, alignment, parts, groups, config, report, cancellation)
    model = TowerFusion(alignment.reductions, members)
    best = [max(one) for one in history if one]
    metrics = {
        "strategy": model.name,
        "items": len(data.table),
        "caption_groups": count,
        "members": len(members),
        "seed": config.seed,
        "seconds": round(time.monotonic() - started, 2),
        "watched_mrr": round(float(np.mean(best)), 4) if best else None,
    }
    return TrainedFusion(model, metrics, history)


def _usable(data: TrainingData) -> TrainingData:
    """Return the items that have anything."""
    table = data.table.checked()
    rows = np.flatnonzero(table.subsets > 0)
    if not len(rows):
        raise FusionError("training", "no item has any feature; import items with usable media")
    return TrainingData(
        table.rows(rows),
        [data.captions[row] for row in rows],
        [data.categories[row] for row in rows],
        data.layout,
    )


def _learn(
    data: TrainingData,
    alignment: Alignment,
    parts: PerModality[tuple[int, ...]],
    groups: NDArray[np.int64],
    config: TrainingConfig,
    report: ReportProgress,
    cancellation: Cancellation | None,
) -> tuple[tuple[Member, ...], tuple[tuple[float, ...], ...]]:
    stop = cancellation or Cancellation()
    task = _task(data, reduced_features(data.table, alignment), groups, config)
    members, histories = [], []
    reporter = _Reporter(config, report)
    shares = _watched_groups(groups, config)
    for number, watched in enumerate(shares):
        rows = np.arange(len(groups))
        is_watched = np.isin(groups, watched)
        one = Task(
            task.features, task.available, groups, task.targets,
            rows[~is_watched], rows[is_watched],
        )
        start = align(data.table, parts, config.ridge, ~is_watched)
        learner = Learner(one, start.maps, config, config.seed * 1000 + number)
        member, history = learner.run(reporter.of_member(number), stop)
        members.append(member)
        histories.append(tuple(history))
    return tuple(members), tuple(histories)


def _task(
    data: TrainingData, features: Features, groups: NDArray[np.int64], config: TrainingConfig
) -> Task:
    targets = soft_targets(
        groups,
        features[1].numpy(),
        data.table.present.text,
        category_numbers(data.categories),
        config.caption_share,
        config.category_share,
        config.caption_temperature,
    )
    nobody = np.zeros(0, dtype=np.int64)
    available = data.table.subsets
    return Task(features, available, groups, torch.from_numpy(targets), nobody, nobody)


def _watched_groups(groups: NDArray[np.int64], config: TrainingConfig) -> list[NDArray[np.int64]]:
    """Return the groups that each member is watched on; disjoint while there are enough."""
    order = np.random.default_rng(config.seed).permutation(np.unique(groups))
    count = max(1, round(config.watched_share * len(order)))
    return [np.roll(order, -number * count)[:count] for number in range(config.members)]


class _Reporter:
    """Tells how far training is and how long it may still take."""

    def __init__(self, config: TrainingConfig, report: ReportProgress) -> None:
        self._config, self._report = config, report
        self._started = time.monotonic()

    def of_member(self, number: int) -> Callable[[int, float], None]:
        """Return what a member calls with its epoch and score."""
        total = self._config.members * self._config.epochs

        def tell(epoch: int, score: float) -> None:
            done = number * self._config.epochs + epoch
            left = (time.monotonic() - self._started) / done * (total - done)
            detail = f"member {number + 1} of {self._config.members}, watched MRR {score:.3f}"
            self._report(Progress(Stage.TRAIN, done, total, detail, left))

        return tell


__all__ = [
    "FeatureLayout",
    "TrainedFusion",
    "TrainingConfig",
    "TrainingData",
    "caption_groups",
    "category_numbers",
    "train",
]
