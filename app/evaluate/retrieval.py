"""Held-out retrieval: find an item by what the gallery does not show of it.

All items of one caption are in one fold, and everything that is fitted is fitted on the
other folds. Each held-out item asks with one, two or three of its modalities. The gallery
is all items; those of its own caption hide the modalities asked with, and are left out
when nothing remains. A hit is any item of its caption. Queries whose whole caption group
has nothing left are counted, not scored. Items of the asked group are the only ones that
hide something, so a model could find them by what is missing alone; the control, in which
each query is exchanged for another's, shows whether it does: it must stay near chance.

By category, all subsets of what is compared answer the same queries from the same gallery:
items that have all of the modalities, and everything but their own caption group. An item
is relevant when it lies in the same category; categories of held-out items are never used.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.modality import MODALITIES
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.evaluate.fold import (
    DEPTH,
    NOT_ANSWERABLE,
    SUBSETS_ASKED,
    Findings,
    Interview,
    Questions,
)
from app.fusion.features import BIT, FeatureLayout, FeatureTable
from app.fusion.model import FusionModel
from app.fusion.stacking import group_folds
from app.fusion.training import (
    TrainingConfig,
    TrainingData,
    caption_groups,
    category_numbers,
    train,
)

CUTOFFS = (1, 5, 10)

Fit = Callable[[TrainingData, int], FusionModel]


def subset_name(subset: int) -> str:
    """Return a subset's modalities joined by ``+``, for example ``image+text``."""
    return "+".join(str(m) for m in MODALITIES if subset & BIT[m])


@dataclass(frozen=True)
class RetrievalReport:
    """All figures of the protocol.

    Attributes
    ----------
    directions
        For each subset of modalities asked with, such as ``text``: recall at 1, 5, 10,
        MRR, recall at 10 of the control, its deviation between folds, queries, excluded.
        Not a number (null in JSON) where there was no query to answer.
    by_category
        For each pair and the triple: NDCG@10 of each of its subsets on the same queries.
    folds, seeds, items, caption_groups, seconds
        How it was measured.
    """

    directions: dict[str, dict[str, float]]
    by_category: dict[str, dict[str, float]]
    folds: int
    seeds: tuple[int, ...]
    items: int
    caption_groups: int
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON values; directions end in ``_to_item``."""
        found: dict[str, Any] = {
            f"{name}_to_item": _or_null(values) for name, values in self.directions.items()
        }
        found["ndcg@10_by_category"] = {
            name: dict(values) for name, values in self.by_category.items()
        }
        found |= {
            "folds": self.folds,
            "seeds": list(self.seeds),
            "items": self.items,
            "caption_groups": self.caption_groups,
            "excluded": {name: int(values["excluded"]) for name, values in self.directions.items()},
            "seconds": self.seconds,
        }
        return found


def evaluate_retrieval(
    table: FeatureTable,
    captions: Sequence[str],
    categories: Sequence[str],
    folds: int = 5,
    *,
    seeds: Sequence[int] = (0,),
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
    layout: FeatureLayout | None = None,
    config: TrainingConfig | None = None,
    fit: Fit | None = None,
) -> RetrievalReport:
    """Measure held-out retrieval.

    Parameters
    ----------
    table
        Features of all items.
    captions, categories
        One an item; see :class:`~app.fusion.training.TrainingData`.
    folds
        At least 2.
    seeds
        Each draws folds and trains anew; figures are means over them.
    report, cancellation
        Progress out, cancel in.
    layout
        Parts of the features.
    config
        How each fold is trained; its seed is replaced.
    fit
        Trains one fold, given its data and seed; the default strategy by default.

    Raises
    ------
    FusionError
        When there are fewer caption groups than folds, or no seed.
    Cancelled
        When asked to stop.
    """
    groups = caption_groups(captions)
    count = len(np.unique(groups))
    if folds < 2 or count < folds or not seeds:
        raise FusionError(
            "evaluation",
            f"needs 2 folds, a seed and as many different captions as folds, not {folds} folds, "
            f"{len(seeds)} seeds and {count} captions",
        )
    started = time.monotonic()
    data = TrainingData(table.checked(), captions, categories, layout or FeatureLayout())
    protocol = _Protocol(data, groups, fit or default_fit(config, cancellation))
    for place, seed in enumerate(seeds):
        for fold, held_out in enumerate(group_folds(groups, folds, seed)):
            (cancellation or Cancellation()).check()
            done, total = place * folds + fold, folds * len(seeds)
            spent = time.monotonic() - started
            left = spent / done * (total - done) if done else None
            report(Progress(Stage.EVALUATE, done, total, f"fold {fold + 1} of {folds}", left))
            protocol.run_fold(held_out, seed)
    report(Progress(Stage.EVALUATE, folds * len(seeds), folds * len(seeds), "", 0.0))
    seconds = round(time.monotonic() - started, 2)
    return protocol.summary(folds, tuple(seeds), count, seconds)


def default_fit(config: TrainingConfig | None, cancellation: Cancellation | None) -> Fit:
    """Return what trains the default fusion; the configuration's seed is replaced."""
    base = config or TrainingConfig()

    def fit(data: TrainingData, seed: int) -> FusionModel:
        return train(data, replace(base, seed=seed), cancellation=cancellation).model

    return fit


class _Protocol:
    """Collects what each fold finds."""

    def __init__(self, data: TrainingData, groups: NDArray[np.int64], fit: Fit) -> None:
        self._data, self._fit = data, fit
        self._questions = Questions(data.table, groups, category_numbers(data.categories))
        self._findings: list[Findings] = []

    def run_fold(self, held_out: NDArray[np.int64], seed: int) -> None:
        """Train without the held-out items, then ask with each of them."""
        others = np.setdiff1d(np.arange(len(self._data.table)), held_out)
        model = self._fit(self._data.rows(others), seed)
        self._findings.append(Interview(self._questions, model, held_out).findings())

    def summary(
        self, folds: int, seeds: tuple[int, ...], count: int, seconds: float
    ) -> RetrievalReport:
        """Return the figures of all folds and seeds."""
        return RetrievalReport(
            {subset_name(one): _direction(self._findings, one) for one in SUBSETS_ASKED},
            self._comparisons(),
            folds,
            seeds,
            len(self._data.table),
            count,
            seconds,
        )

    def _comparisons(self) -> dict[str, dict[str, float]]:
        gains = np.concatenate([one.gains for one in self._findings], axis=1)
        compared = {}
        for joint in (subset for subset in SUBSETS_ASKED if subset.bit_count() > 1):
            same = ~np.isnan(gains[joint])
            if not same.any():
                continue
            within = [subset for subset in SUBSETS_ASKED if subset & joint == subset]
            figures = {subset_name(one): round(float(gains[one][same].mean()), 4) for one in within}
            compared[subset_name(joint)] = {**figures, "queries": int(same.sum())}
        return compared


def _direction(findings: Sequence[Findings], subset: int) -> dict[str, float]:
    found = [one.ranks[subset][one.ranks[subset] > 0] for one in findings]
    ranks = _joined(found)
    control = _joined([one.control[subset][one.control[subset] > 0] for one in findings])
    recalls = [float((one <= DEPTH).mean()) for one in found if len(one)]
    figures = {f"recall@{k}": _mean(ranks <= k) for k in CUTOFFS}
    figures["mrr"] = _mean(1 / ranks)
    figures["recall@10_fold_deviation"] = round(float(np.std(recalls)), 4) if recalls else math.nan
    figures["control_recall@10"] = _mean(control <= DEPTH)
    excluded = sum(int((one.ranks[subset] == NOT_ANSWERABLE).sum()) for one in findings)
    return {**figures, "queries": len(ranks), "excluded": excluded}


def _joined(ranks: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(0, dtype=np.int64), *ranks])


def _mean(values: NDArray[np.bool_] | NDArray[np.float64]) -> float:
    """Return the mean, not a number of nothing."""
    return round(float(np.mean(values)), 4) if len(values) else math.nan


def _or_null(figures: dict[str, float]) -> dict[str, float | None]:
    """Return figures as JSON knows them: null where there is no number."""
    return {name: None if math.isnan(value) else value for name, value in figures.items()}
