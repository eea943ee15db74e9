"""Foresee whether an item interests a user: accuracy, precision, recall, F1 and AUC.

All models answer the same examples: the interactions to be foreseen, each with sampled
items of no interest. A part of the known interactions stops the training of each model
and chooses the threshold (of the best F1) above which it says yes; what is to be foreseen
chooses nothing. Everything is repeated with other seeds, which draw the split, the
negatives, the initial weights and the batches.

What several modalities are worth is told by taking channels away from one network: against
the better single modality, which the known interactions choose, and against collaborative
filtering alone.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import (
    accuracy_score,
    precision_recall_curve,
    precision_recall_fscore_support,
    roc_auc_score,
)

from app.core.lab import NetworkSettings, TrainerSettings
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.evaluate.interactions import Interactions
from app.evaluate.interest_comparison import MEASURES, Answers, compare
from app.evaluate.interest_examples import NEGATIVES, Examples, Split, split_interactions
from app.evaluate.interest_network import Surroundings
from app.evaluate.interest_networks import InterestModel, make_network
from app.evaluate.interest_task import interest_scores, make_task
from app.training.chance import own_chance
from app.training.trainer import fit

SINGLE = (InterestModel.IMAGE, InterestModel.AUDIO)
Scores = NDArray[np.float64] | NDArray[np.float32]


@dataclass(frozen=True)
class InterestPlan:
    """How interest is measured.

    Attributes
    ----------
    models
        Which are trained and measured.
    users
        So many users are drawn; 0 takes all.
    negatives
        Items without interest for each item of interest.
    seed, repeats
        The first seed, and how many.
    network, trainer
        Shape of the networks, and how they are trained; the trainer's seed is not used.
    """

    models: Sequence[InterestModel] = tuple(InterestModel)
    users: int = 1500
    negatives: int = NEGATIVES
    seed: int = 0
    repeats: int = 3
    network: NetworkSettings = field(
        default_factory=lambda: NetworkSettings(dimension=64, hidden=64, dropout=0.3)
    )
    trainer: TrainerSettings = field(
        default_factory=lambda: TrainerSettings(
            epochs=8, patience=2, batch_size=1024, learning_rate=3e-3, warmup_epochs=1
        )
    )


@dataclass(frozen=True)
class InterestReport:
    """What was measured.

    Attributes
    ----------
    facts
        Numbers of users, items, interactions and examples.
    figures
        Of each model, for each measure one figure a seed.
    seconds
        Spent on each model in all.
    comparisons
        What modalities are worth: ``model``, ``against`` and the ``gains`` of
        :func:`~app.evaluate.interest_comparison.compare`.
    """

    facts: Mapping[str, Any]
    figures: Mapping[InterestModel, Mapping[str, Sequence[float]]]
    seconds: Mapping[InterestModel, float]
    comparisons: Sequence[Mapping[str, Any]] = ()

    def to_json(self) -> dict[str, Any]:
        """Return all as JSON values; the spread is the sample standard deviation over seeds."""
        models = {m.value: self._row(m) for m in self.figures}
        return {**self.facts, "models": models, "comparisons": list(self.comparisons)}

    def _row(self, model: InterestModel) -> dict[str, Any]:
        row: dict[str, Any] = {
            measure: {
                "mean": float(np.mean(values)),
                "spread": float(np.std(values, ddof=1)) if len(values) > 1 else None,
                "seeds": [float(value) for value in values],
            }
            for measure, values in self.figures[model].items()
        }
        return {**row, "seconds": round(self.seconds[model], 1)}


def evaluate_interest(
    data: Interactions,
    plan: InterestPlan,
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
) -> InterestReport:
    """Train and measure every model with every seed.

    Raises
    ------
    InputError
        When there are too few interactions or items.
    FusionError
        When a training diverges.
    Cancelled
        When asked to stop.
    """
    data, stop = data.of_some_users(plan.users, plan.seed), cancellation or Cancellation()
    said: dict[InterestModel, list[_Said]] = {model: [] for model in plan.models}
    examples, total = 0, plan.repeats * len(plan.models)
    for repeat in range(plan.repeats):
        bench = _Bench(data, plan, plan.seed + repeat, stop)
        examples = len(bench.split.test)
        for place, model in enumerate(plan.models):
            done = repeat * len(plan.models) + place
            report(Progress(Stage.EVALUATE, done, total, f"{model.value}, seed {bench.seed}"))
            said[model].append(bench.ask(model))
    report(Progress(Stage.EVALUATE, total, total, "", 0.0))
    facts = {
        "users": data.user_count,
        "items": data.item_count,
        "known_interactions": len(data.train),
        "interactions_to_foresee": len(data.validation),
        "negatives_for_each": plan.negatives,
        "examples": examples,
        "seeds": [plan.seed + repeat for repeat in range(plan.repeats)],
    }
    seconds = {model: sum(one.seconds for one in mine) for model, mine in said.items()}
    figures = {model: _figures(mine) for model, mine in said.items()}
    return InterestReport(facts, figures, seconds, _comparisons(said))


@dataclass(frozen=True)
class _Said:
    """What a model with one seed said, its AUC on the development part, and its seconds."""

    answers: Answers
    development: float
    seconds: float


def _figures(said: Sequence[_Said]) -> dict[str, list[float]]:
    each = [
        classification_measures(one.answers.labels, one.answers.scores, one.answers.threshold)
        for one in said
    ]
    return {measure: [one[measure] for one in each] for measure in MEASURES}


def _comparisons(said: Mapping[InterestModel, Sequence[_Said]]) -> list[dict[str, Any]]:
    """Compare what was measured; the better single modality is chosen on development."""
    single = sorted(
        (one for one in SINGLE if one in said),
        key=lambda one: sum(each.development for each in said[one]),
    )[-1:]
    both, alone = InterestModel.IMAGE_AND_AUDIO, InterestModel.COLLABORATIVE
    pairs = [
        *((InterestModel.MULTIMODAL, one) for one in (*single, alone)),
        *((both, one) for one in (*single, alone)),
    ]
    return [
        {
            "model": first.value,
            "against": second.value,
            "gains": compare(*([one.answers for one in said[m]] for m in (first, second))),
        }
        for first, second in pairs
        if first in said and second in said
    ]


class _Bench:
    """Measures models on one seed's split."""

    def __init__(
        self, data: Interactions, plan: InterestPlan, seed: int, cancellation: Cancellation
    ) -> None:
        self._plan, self.seed, self._stop = plan, seed, cancellation
        self.split = split_interactions(data, plan.negatives, seed)
        self._popularity = np.bincount(self.split.known.items, minlength=data.item_count)
        self._around = surroundings(data, self.split)

    def ask(self, model: InterestModel) -> _Said:
        """Return what one model says to the examples to measure with."""
        started = time.monotonic()
        if model is InterestModel.POPULARITY:
            scores = [self._popularity[one.items].astype(np.float64) for one in self._asked]
        else:
            scores = self._train(model)
        development, test = self._asked
        threshold = best_threshold(development.labels, scores[0])
        answers = Answers(test.users, test.labels, scores[1], threshold)
        judged = float(roc_auc_score(development.labels, scores[0]))
        return _Said(answers, judged, time.monotonic() - started)

    @property
    def _asked(self) -> tuple[Examples, Examples]:
        return self.split.development, self.split.test

    def _train(self, model: InterestModel) -> list[NDArray[np.float64]]:
        shape, settings = self._plan.network, replace(self._plan.trainer, seed=self.seed)
        examples = self.split.fit, self.split.development
        with own_chance(self.seed):
            network = make_network(model, self._around, shape)
            task = make_task(network, *examples, shape, settings.adversarial_weight)
        fit(task, settings, cancellation=self._stop)
        with own_chance(self.seed):
            return [interest_scores(network, one).astype(np.float64) for one in self._asked]


def surroundings(data: Interactions, split: Split) -> Surroundings:
    """Return histories and features, normalised by the items that are known to interest."""
    known = np.unique(split.known.items)

    def normal(features: NDArray[np.float32]) -> torch.Tensor:
        mean, spread = features[known].mean(axis=0), features[known].std(axis=0)
        scaled = (features - mean) / np.where(spread > 1e-6, spread, 1)
        return torch.from_numpy(scaled.astype(np.float32))

    return Surroundings(torch.from_numpy(split.history), normal(data.image), normal(data.audio))


def best_threshold(labels: NDArray[np.float32], scores: Scores) -> float:
    """Return the score from which on to say yes, so that F1 is best.

    Parameters
    ----------
    labels
        1 for interest, 0 for none, shape (n,).
    scores
        The higher the likelier, shape (n,).
    """
    precision, recall, thresholds = precision_recall_curve(labels, scores)
    total = precision + recall
    f1 = np.divide(2 * precision * recall, total, out=np.zeros_like(total), where=total > 0)
    return float(thresholds[f1[:-1].argmax()])


def classification_measures(
    labels: NDArray[np.float32], scores: Scores, threshold: float
) -> dict[str, float]:
    """Return :data:`MEASURES` of saying yes from ``threshold`` on; each from 0 to 1."""
    says_yes = scores >= threshold
    precision, recall, f1, _ = precision_recall_fscore_support(
        labels > 0, says_yes, average="binary", zero_division=0
    )
    accuracy = accuracy_score(labels > 0, says_yes)
    found = (accuracy, precision, recall, f1, roc_auc_score(labels, scores))
    return dict(zip(MEASURES, (float(one) for one in found), strict=True))
