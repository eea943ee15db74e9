"""Train the default fusion: maps in closed form, then by contrast how far to believe each."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.lab import TrainingPoint
from app.core.modality import PerModality
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.fusion.alignment import Aligner
from app.fusion.features import FeatureLayout, FeatureTable
from app.fusion.model import FusionModel, Member, TowerFusion
from app.fusion.reduction import fit_reduction, reduce_present
from app.fusion.settings import ContrastConfig, TrainingConfig
from app.fusion.stacking import InnerFold, fit_members, group_folds, inner_fold, sample_groups
from app.fusion.tower import Reduction, unit_rows

if TYPE_CHECKING:
    from app.fusion.contrast import Epoch, Likeness


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

    def rows(self, rows: NDArray[np.int64]) -> TrainingData:
        """Return some items, in the order of ``rows``."""
        numbers = rows.tolist()
        return TrainingData(
            self.table.rows(rows),
            [self.captions[row] for row in numbers],
            [self.categories[row] for row in numbers],
            self.layout,
        )


@dataclass(frozen=True)
class TrainedFusion:
    """What training gives.

    Attributes
    ----------
    model
        The fusion.
    metrics
        JSON values about its training: items, caption groups, seconds, validation figures.
    history
        The towers' validation curve, the closed form first; empty when there were too few
        pairs.
    points
        The same curve, or a network's, as the lab shows it.
    """

    model: FusionModel
    metrics: dict[str, Any]
    history: tuple[Epoch, ...] = ()
    points: tuple[TrainingPoint, ...] = ()


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
        Items, any number from 1: with few pairs the encoders' own alignment prevails, and
        nothing is learnt by contrast.
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
    clock = _Clock(report, stop, 2)
    table, groups = _usable(data)
    parts = data.layout.fitted(table.sizes).parts
    clock.step("reductions")
    reductions = PerModality.of(
        lambda m: fit_reduction(table.values[m][table.present[m]], parts[m], table.sizes.text)
    )
    clock.step("closed form")
    looks = config.visual_share > 0 and Aligner(table, reductions, config).has_looks()
    members = fit_members(table, reductions, config, looks=looks)
    curve: tuple[Epoch, ...] = ()
    if config.contrast.epochs and paired_groups(table, groups) >= config.contrast.minimum_groups:
        rows = sample_groups(groups, config.contrast.maximum_items, config.seed)
        stack = _Stack(table.rows(rows), groups[rows], reductions, config)
        members, curve = stack.adjust(members, clock)
    model = TowerFusion(reductions, members)
    metrics = {
        "strategy": model.name,
        "items": len(table),
        "caption_groups": len(np.unique(groups)),
        "seed": config.seed,
        **_figures(curve),
        "seconds": clock.finish(),
    }
    return TrainedFusion(model, metrics, curve, tuple(_point(epoch) for epoch in curve))


def _usable(data: TrainingData) -> tuple[FeatureTable, NDArray[np.int64]]:
    """Return the items that have any feature, and their caption groups."""
    usable = np.flatnonzero(data.table.checked().subsets > 0)
    if not len(usable):
        raise FusionError("training", "no item has any feature; import items with usable media")
    return data.table.rows(usable), caption_groups(data.captions)[usable]


def _point(epoch: Epoch) -> TrainingPoint:
    return TrainingPoint(epoch.number, epoch.loss, math.nan, epoch.recall_at_10)


def paired_groups(table: FeatureTable, groups: NDArray[np.int64]) -> int:
    """Return how many caption groups have an item with two modalities or more."""
    count = sum(present.astype(np.int64) for _, present in table.present.items())
    return len(np.unique(groups[count >= 2]))


def _figures(curve: Sequence[Epoch]) -> dict[str, Any]:
    """Return the validation curve as JSON values; an epoch count of 0 when nothing was learnt."""
    if not curve:
        return {"epochs": 0}
    best = max(curve, key=lambda epoch: epoch.mrr)
    return {
        "epochs": len(curve) - 1,
        "best_epoch": best.number,
        "validation_mrr": round(best.mrr, 4),
        "validation_mrr_at_start": round(curve[0].mrr, 4),
        "validation_recall@10": round(best.recall_at_10, 4),
        "validation_curve": [round(epoch.mrr, 4) for epoch in curve],
    }


class _Stack:
    """Learns on inner folds how far the maps are to be believed."""

    def __init__(
        self,
        table: FeatureTable,
        groups: NDArray[np.int64],
        reductions: PerModality[Reduction],
        config: TrainingConfig,
    ) -> None:
        self._table, self._groups = table, groups
        self._reductions, self._config = reductions, config

    def adjust(
        self, members: tuple[Member, ...], clock: _Clock
    ) -> tuple[tuple[Member, ...], tuple[Epoch, ...]]:
        """Return the members as they are to be believed, and the validation curve."""
        from app.fusion.contrast import ContrastiveTraining

        contrast, seed = self._config.contrast, self._config.seed
        clock.expect(contrast.inner_folds + contrast.epochs)
        folds: list[InnerFold] = []
        for held_out in group_folds(self._groups, contrast.inner_folds, seed):
            clock.step(f"inner fold {len(folds) + 1} of {contrast.inner_folds}")
            folds.append(self._fold(held_out, looks=len(members) > 1))
        present = np.stack([present for _, present in self._table.present.items()], axis=1)
        training = ContrastiveTraining(folds, present, self._likeness(), members, self._config)
        adjustments, curve = training.run(lambda number: clock.step(f"epoch {number + 1}"))
        adjusted = (one.apply(member) for one, member in zip(adjustments, members, strict=True))
        return tuple(adjusted), curve

    def _fold(self, held_out: NDArray[np.int64], *, looks: bool) -> InnerFold:
        return inner_fold(self._table, self._reductions, self._config, held_out, looks=looks)

    def _likeness(self) -> Likeness:
        from app.fusion.contrast import Likeness

        words, present = self._table.values.text, self._table.present.text
        captions = unit_rows(reduce_present(self._reductions.text, words, present))
        return Likeness(captions, self._groups, self._config.contrast)


class _Clock:
    """Tells how far training is, and looks whether it shall go on."""

    def __init__(self, report: ReportProgress, cancellation: Cancellation, steps: int) -> None:
        self._report, self._cancellation = report, cancellation
        self._started, self._done, self._total = time.monotonic(), 0, steps

    def expect(self, steps: int) -> None:
        """Add so many steps to come; epochs may be fewer in the end."""
        self._total += steps

    def step(self, name: str) -> None:
        """Report that a step begins, and stop here if asked to."""
        self._cancellation.check()
        spent, done = time.monotonic() - self._started, self._done
        left = spent / done * (self._total - done) if done else None
        self._report(Progress(Stage.TRAIN, done, self._total, name, left))
        self._done += 1

    def finish(self) -> float:
        """Report the end and return the seconds that it took."""
        self._cancellation.check()
        self._report(Progress(Stage.TRAIN, self._total, self._total, "", 0.0))
        return round(time.monotonic() - self._started, 2)


__all__ = [
    "ContrastConfig",
    "FeatureLayout",
    "TrainedFusion",
    "TrainingConfig",
    "TrainingData",
    "caption_groups",
    "category_numbers",
    "train",
]
