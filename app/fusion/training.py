"""Train the default fusion on a catalog's items, in closed form."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.modality import PerModality
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.fusion.alignment import Aligner
from app.fusion.features import FeatureLayout, FeatureTable
from app.fusion.model import TowerFusion
from app.fusion.reduction import fit_reduction
from app.fusion.settings import TrainingConfig

_STEPS = ("reductions", "semantic space", "visual space")


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
        n categories; empty for none. Regression does not look at them.
    layout
        Parts of the features.
    """

    table: FeatureTable
    captions: Sequence[str]
    categories: Sequence[str]
    layout: FeatureLayout = field(default_factory=FeatureLayout)


@dataclass(frozen=True)
class TrainedFusion:
    """A model and JSON values about its training: items, caption groups, seconds."""

    model: TowerFusion
    metrics: dict[str, Any]


def caption_groups(captions: Sequence[str]) -> NDArray[np.int64]:
    """Return a number for each item by its caption, shape (n,), int64.

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
    """Return a number for each item by its category, -1 for none; shape (n,), int64."""
    numbers = {name: place for place, name in enumerate(dict.fromkeys(filter(None, categories)))}
    return np.array([numbers.get(name, -1) for name in categories], dtype=np.int64)


def train(
    data: TrainingData,
    config: TrainingConfig | None = None,
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
) -> TrainedFusion:
    """Train a fusion; the same data and configuration give the same model.

    Parameters
    ----------
    data
        Items, any number from 1: with few pairs the encoders' own alignment prevails.
    config
        Defaults to ``TrainingConfig()``.
    report, cancellation
        Progress out, cancel in; both between steps.

    Raises
    ------
    FusionError
        When no item has any feature, or features are not finite.
    Cancelled
        When asked to stop.
    """
    config, stop = config or TrainingConfig(), cancellation or Cancellation()
    clock = _Clock(report, stop)
    table = _usable(data.table)
    parts = data.layout.fitted(table.sizes).parts
    clock.step(0)
    dimension = table.sizes.text
    reductions = PerModality.of(
        lambda m: fit_reduction(table.values[m][table.present[m]], parts[m], dimension)
    )
    aligner = Aligner(table, reductions, config)
    clock.step(1)
    members = [aligner.semantic()]
    clock.step(2)
    if config.visual_share > 0 and aligner.has_looks():
        members.append(aligner.visual())
    model = TowerFusion(reductions, tuple(members))
    seconds = clock.finish()
    metrics = {
        "strategy": model.name,
        "items": len(table),
        "caption_groups": len(np.unique(caption_groups(data.captions))),
        "seed": config.seed,
        "seconds": seconds,
    }
    return TrainedFusion(model, metrics)


def _usable(table: FeatureTable) -> FeatureTable:
    """Return the items that have anything."""
    rows = np.flatnonzero(table.checked().subsets > 0)
    if not len(rows):
        raise FusionError("training", "no item has any feature; import items with usable media")
    return table.rows(rows)


class _Clock:
    """Tells how far training is, and looks whether it shall go on."""

    def __init__(self, report: ReportProgress, cancellation: Cancellation) -> None:
        self._report, self._cancellation = report, cancellation
        self._started = time.monotonic()

    def step(self, done: int) -> None:
        """Report that so many steps are done, and stop here if asked to."""
        self._cancellation.check()
        spent = time.monotonic() - self._started
        left = spent / done * (len(_STEPS) - done) if done else None
        self._report(Progress(Stage.TRAIN, done, len(_STEPS), _STEPS[done], left))

    def finish(self) -> float:
        """Report the end and return the seconds that it took."""
        self._cancellation.check()
        self._report(Progress(Stage.TRAIN, len(_STEPS), len(_STEPS), "", 0.0))
        return round(time.monotonic() - self._started, 2)


__all__ = [
    "FeatureLayout",
    "TrainedFusion",
    "TrainingConfig",
    "TrainingData",
    "caption_groups",
    "category_numbers",
    "train",
]
