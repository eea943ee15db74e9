"""Few-shot: what a pretrained fusion is worth on a new catalog, and what fine-tuning adds.

The top-level categories are parted: the items of one half stand for what a fusion was pretrained
on, those of the other half for a new catalog of things that it never saw; no caption is on both
sides. Half of the new catalog's captions ask. A share of the catalog, drawn from the other half,
is there for fine-tuning: the fusion is fitted to it together with what it was pretrained on,
which for maps in closed form is the same as going on.

A small catalog can lead astray, so fine-tuning has to prove itself before it is used: in two inner
folds over the few items, the fine-tuned fusion must rank those that it was not tuned to better
than the pretrained one, by more than two standard errors of the mean, and there must be 12 captions
at least. Else the pretrained one stays. What always fine-tuning would give is reported beside it.

Always fine-tuning, measured on Tux Paint (seeds 0 to 2, 512 items in the new catalog):

=====  =====  =========  =====
share  items  recall@10  MRR
=====  =====  =========  =====
0 %        0      0.175  0.103
1 %        5      0.167  0.095
2 %       11      0.178  0.097
5 %       26      0.190  0.099
10 %      52      0.254  0.127
20 %     103      0.335  0.154
=====  =====  =========  =====

So a dozen items can harm, which the rule is for; with one standard error and 4 items, as it was in
that run, it still let 0.003 of MRR go at 2 %.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.evaluate.fold import DEPTH, Interview, Questions
from app.evaluate.retrieval import Fit, default_fit
from app.fusion.features import BIT, FeatureLayout, FeatureTable
from app.fusion.model import FusionModel
from app.fusion.stacking import group_folds
from app.fusion.training import TrainingConfig, TrainingData, caption_groups, category_numbers

SHARES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2)
ASKED = (BIT.image, BIT.text)
"""Pictures and words ask, each alone."""
FEWEST_TUNED = 12
"""With fewer captions nothing can be validated, and the pretrained fusion stays."""

_PROOF = 2.0
"""Standard errors by which fine-tuning must be better on the inner folds."""

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class FewShotPoint:
    """What one share of the catalog gives; means and standard deviations over seeds.

    Attributes
    ----------
    share
        Part of the catalog that is there for fine-tuning, 0 to 1.
    items
        How many items that is.
    recall, recall_spread
        Recall at 10 of held-out queries, by the rule.
    mrr, mrr_spread
        Mean reciprocal rank, by the rule.
    always_recall, always_mrr
        The same if fine-tuning were always used.
    tuned
        Part of the seeds in which the rule used the fine-tuned fusion.
    """

    share: float
    items: float
    recall: float
    recall_spread: float
    mrr: float
    mrr_spread: float
    always_recall: float
    always_mrr: float
    tuned: float


@dataclass(frozen=True)
class FewShotReport:
    """The curve, and how it was measured.

    Attributes
    ----------
    points
        One a share, the smallest first.
    source_items, catalog_items, queries
        Means over seeds; an item asks once with each modality that it has.
    seeds, seconds
        How it was measured.
    """

    points: tuple[FewShotPoint, ...]
    source_items: float
    catalog_items: float
    queries: float
    seeds: tuple[int, ...]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {**asdict(self), "points": [asdict(point) for point in self.points]}


def evaluate_few_shot(
    table: FeatureTable,
    captions: Sequence[str],
    categories: Sequence[str],
    *,
    shares: Sequence[float] = SHARES,
    seeds: Sequence[int] = (0, 1, 2),
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
    layout: FeatureLayout | None = None,
    config: TrainingConfig | None = None,
    fit: Fit | None = None,
) -> FewShotReport:
    """Measure retrieval on a new catalog against the share that is there for fine-tuning.

    Parameters
    ----------
    table, captions, categories, layout
        All items; a category's part before the first slash says on which side it is.
    shares
        From 0 to 0.5, in order.
    seeds
        Each parts the categories and draws queries anew.
    report, cancellation
        Progress out, cancel in; between trainings.
    config
        How the default fusion is trained; its seed is replaced.
    fit
        Trains a fusion given its data and seed; the default one by default.

    Raises
    ------
    FusionError
        With fewer than 2 top-level categories, too few captions, no seed, or shares out of range.
    Cancelled
        When asked to stop.
    """
    if not seeds or not shares or not all(0 <= share <= 0.5 for share in shares):
        raise FusionError("evaluation", "needs a seed and shares from 0 to 0.5; correct them")
    started, stop = time.monotonic(), cancellation or Cancellation()
    data = TrainingData(table.checked(), captions, categories, layout or FeatureLayout())
    trainer = fit or default_fit(config, stop)
    trials, outcomes = [], []
    for place, seed in enumerate(seeds):
        trial = _Trial(data, trainer, seed, stop)
        trials.append(trial)
        rows = []
        for number, share in enumerate(shares):
            done, total = place * len(shares) + number, len(seeds) * len(shares)
            report(Progress(Stage.EVALUATE, done, total, f"{share:.0%}"))
            rows.append(trial.measure(share))
        outcomes.append(rows)
    report(Progress(Stage.EVALUATE, len(seeds) * len(shares), len(seeds) * len(shares), "", 0.0))
    return FewShotReport(
        tuple(_point(share, found) for share, *found in zip(shares, *outcomes, strict=True)),
        float(np.mean([len(trial.source) for trial in trials])),
        float(np.mean([len(trial.catalog) for trial in trials])),
        float(np.mean([trial.query_count for trial in trials])),
        tuple(seeds),
        round(time.monotonic() - started, 2),
    )


@dataclass(frozen=True)
class _Outcome:
    """What one share gave in one seed: reciprocal ranks by the rule, and if always tuned."""

    items: int
    chosen: NDArray[np.float64]
    always: NDArray[np.float64]
    is_tuned: bool


class _Trial:
    """One seed: a source, a new catalog, who asks and what may be tuned to."""

    def __init__(self, data: TrainingData, fit: Fit, seed: int, stop: Cancellation) -> None:
        self._data, self._fit, self._seed, self._stop = data, fit, seed, stop
        self._groups = caption_groups(data.captions)
        self.source, self.catalog = _sides(data.categories, self._groups, seed)
        order = np.random.default_rng(seed).permutation(np.unique(self._groups[self.catalog]))
        if len(order) < 4 or not len(self.source):
            raise FusionError("evaluation", "needs more captions; import more items")
        asks = np.isin(self._groups[self.catalog], order[: len(order) // 2])
        self._asking, pool = self.catalog[asks], self.catalog[~asks]
        place = {group: number for number, group in enumerate(order.tolist())}
        keys = [place[group] for group in self._groups[pool].tolist()]
        self._pool: Rows = pool[np.argsort(keys, kind="stable")]
        self._pretrained = self._train(self.source[:0])
        self._before = self._ask(self._pretrained, self._asking)

    @property
    def query_count(self) -> int:
        """Queries that can be answered."""
        return len(self._before)

    def measure(self, share: float) -> _Outcome:
        """Return what fine-tuning to a share of the catalog gives."""
        few = self._pool[: math.ceil(share * len(self.catalog))]
        if not len(few):
            return _Outcome(0, self._before, self._before, False)
        always = self._ask(self._train(few), self._asking)
        is_tuned = self._proves_itself(few)
        return _Outcome(len(few), always if is_tuned else self._before, always, is_tuned)

    def _proves_itself(self, few: Rows) -> bool:
        """Tell by inner folds over the few items whether fine-tuning is to be used."""
        groups = self._groups[few]
        if len(few) < FEWEST_TUNED or len(np.unique(groups)) < FEWEST_TUNED:
            return False
        gains = []
        for held_out in group_folds(groups, 2, self._seed):
            rows = few[held_out]
            model = self._train(np.setdiff1d(few, rows))
            gains.append(self._ask(model, rows) - self._ask(self._pretrained, rows))
        gain = np.concatenate(gains)
        error = float(gain.std(ddof=1)) / math.sqrt(len(gain)) if len(gain) > 1 else math.inf
        return float(gain.mean()) > _PROOF * error if len(gain) else False

    def _train(self, few: Rows) -> FusionModel:
        self._stop.check()
        return self._fit(self._data.rows(np.concatenate([self.source, few])), self._seed)

    def _ask(self, model: FusionModel, rows: Rows) -> NDArray[np.float64]:
        """Return the reciprocal ranks of answerable queries in the new catalog."""
        table = self._data.table.rows(self.catalog)
        numbers = category_numbers([self._data.categories[row] for row in self.catalog.tolist()])
        questions = Questions(table, self._groups[self.catalog], numbers)
        asking = np.flatnonzero(np.isin(self.catalog, rows))
        interview, found = Interview(questions, model, asking), []
        for asked in ASKED:
            able = asking[(table.subsets[asking] & asked) == asked]
            queries = model.embed(table.rows(able).only(asked))
            ranks = interview.ranks(able, queries, asked)
            found.append(1 / ranks[ranks > 0])
        return np.concatenate(found)


def _sides(categories: Sequence[str], groups: Rows, seed: int) -> tuple[Rows, Rows]:
    """Part items by top-level category; source items whose caption the catalog has are left out."""
    tops = np.array([category.partition("/")[0] for category in categories])
    names, counts = np.unique(tops, return_counts=True)
    if len(names) < 2:
        raise FusionError(
            "evaluation", "needs two top-level categories or more; sort the items into categories"
        )
    order = np.random.default_rng(seed).permutation(len(names))
    total = np.cumsum(counts[order])
    first = 1 + int(np.abs(total[:-1] - len(tops) / 2).argmin())
    is_source = np.isin(tops, names[order[:first]])
    catalog = np.flatnonzero(~is_source)
    source = np.flatnonzero(is_source & ~np.isin(groups, groups[catalog]))
    return source, catalog


def _point(share: float, outcomes: Sequence[_Outcome]) -> FewShotPoint:
    recalls, always_recalls = (
        [float((ranks >= 1 / DEPTH).mean()) for ranks in found]
        for found in ([one.chosen for one in outcomes], [one.always for one in outcomes])
    )
    mrr = [float(one.chosen.mean()) for one in outcomes]
    return FewShotPoint(
        share,
        float(np.mean([one.items for one in outcomes])),
        float(np.mean(recalls)),
        float(np.std(recalls)),
        float(np.mean(mrr)),
        float(np.std(mrr)),
        float(np.mean(always_recalls)),
        float(np.mean([one.always.mean() for one in outcomes])),
        float(np.mean([one.is_tuned for one in outcomes])),
    )
