"""Several recommenders in one: a weighted sum, and a learnt order of what comes first.

Each part is visible: the standardised scores of every recommender times its weight, and what
the reranker (:mod:`app.recommend.reranking`) adds.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from app.core.progress import Cancellation, Progress, ReportProgress, ignore_progress
from app.core.recommender import RecommenderKind
from app.recommend.held_out import HeldOut, RerankerSettings, hold_out_last
from app.recommend.histories import Histories
from app.recommend.preferences import check_training
from app.recommend.recommender import (
    Arrays,
    ItemContent,
    Recommender,
    RecommenderModel,
    Scores,
)
from app.recommend.reranking import Features, Reranker, candidates, features_of, restore_reranker

_RERANKER = "reranker"
_BLOCK = 512
"""Users whose candidates are found at once."""

Parts = tuple[tuple[RecommenderKind, Scores], ...]


@dataclass(frozen=True)
class Part:
    """One recommender of a blend.

    Attributes
    ----------
    recommender
        Fits it and restores it.
    kind
        Which.
    weight
        Of its standardised scores.
    """

    recommender: Recommender
    kind: RecommenderKind
    weight: float


@dataclass(frozen=True)
class BlendModel:
    """Fitted recommenders and their weights, in the same order.

    Attributes
    ----------
    models, weights
        The parts.
    reranker
        Puts the first candidates in order; ``None`` where there was too little to learn it.
    """

    models: tuple[RecommenderModel, ...]
    weights: tuple[float, ...]
    reranker: Reranker | None = None
    kind: RecommenderKind = RecommenderKind.BLEND

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return self.models[0].item_count

    def score(self, histories: Histories) -> Scores:
        """Return the sum of the parts, shape (u, n)."""
        return _sum_of(self.parts(histories))

    def parts(self, histories: Histories) -> Parts:
        """Return what each recommender adds to the scores, each of shape (u, n).

        Scores are in standard deviations from the mean over a user's items, times the
        weight. With a reranker the last part, under the blend's own kind, is what it adds.
        """
        standard = self.standard(histories)
        parts = self.weighted(standard)
        if self.reranker is None:
            return parts
        added = self.reranker.correction(histories, standard, _sum_of(parts))
        return (*parts, (self.kind, added))

    def standard(self, histories: Histories) -> tuple[Scores, ...]:
        """Return the standardised scores of each part, each of shape (u, n)."""
        return tuple(standard_scores(model.score(histories)) for model in self.models)

    def weighted(self, standard: tuple[Scores, ...]) -> Parts:
        """Return standardised scores times the weights."""
        return tuple(
            (model.kind, np.float32(weight) * scores)
            for model, weight, scores in zip(self.models, self.weights, standard, strict=True)
        )

    def arrays(self) -> Arrays:
        """Return all numbers of all parts."""
        named = {
            f"{number}.{name}": array
            for number, model in enumerate(self.models)
            for name, array in model.arrays().items()
        }
        more = {} if self.reranker is None else self.reranker.arrays()
        named |= {f"{_RERANKER}.{name}": array for name, array in more.items()}
        return {**named, "weights": np.array(self.weights, dtype=np.float64)}


@dataclass(frozen=True)
class Blend:
    """Fits its parts, and a reranker to parts that were not told what users liked last.

    Attributes
    ----------
    parts
        At least one.
    reranking
        How the reranker is trained.
    """

    parts: tuple[Part, ...]
    reranking: RerankerSettings = field(default_factory=RerankerSettings)

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> BlendModel:
        """Fit every part with the same seed, twice where a reranker can be learnt."""
        check_training(histories, content)
        stop = cancellation or Cancellation()
        held = hold_out_last(histories, self.reranking.held_share, seed)
        reranker = None
        if len(held.users) >= self.reranking.least_users:
            untold = self._fit_parts(held.histories, content, seed, report, stop)
            features, wanted = _examples(untold, held, stop)
            from app.recommend.reranking_training import train_reranker

            reranker = train_reranker(
                features,
                wanted,
                _popularity(histories),
                self.reranking,
                seed=seed,
                report=report,
                cancellation=stop,
            )
        return replace(self._fit_parts(histories, content, seed, report, stop), reranker=reranker)

    def _fit_parts(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> BlendModel:
        models = []
        for part in self.parts:

            def of_part(progress: Progress, detail: str = f"blend: {part.kind.value}") -> None:
                report(replace(progress, detail=detail))

            models.append(part.recommender.fit(histories, content, seed, of_part, cancellation))
        return BlendModel(tuple(models), tuple(part.weight for part in self.parts))

    def restore(self, arrays: Arrays) -> BlendModel:
        """Return the model that was saved."""
        models = tuple(
            part.recommender.restore(_below(arrays, str(number)))
            for number, part in enumerate(self.parts)
        )
        learnt = _below(arrays, _RERANKER)
        reranker = restore_reranker(learnt) if learnt else None
        return BlendModel(models, tuple(float(one) for one in arrays["weights"]), reranker)


def _examples(
    untold: BlendModel, held: HeldOut, cancellation: Cancellation
) -> tuple[Features, NDArray[np.bool_]]:
    """Return features of candidates, and which of them the parts were not told."""
    features, wanted = [], []
    popularity = _popularity(held.histories)
    for start in range(0, len(held.users), _BLOCK):
        cancellation.check()
        block = slice(start, start + _BLOCK)
        mine = held.histories.rows(held.users[block])
        standard = untold.standard(mine)
        chosen = candidates(_sum_of(untold.weighted(standard)), mine)
        features.append(features_of(mine, standard, popularity, chosen))
        wanted.append(chosen == held.items[block, None])
    return np.concatenate(features), np.concatenate(wanted)


def _below(arrays: Arrays, prefix: str) -> Arrays:
    """Return the arrays whose names begin with a prefix, without it."""
    begin = f"{prefix}."
    return {name[len(begin) :]: one for name, one in arrays.items() if name.startswith(begin)}


def _sum_of(parts: Parts) -> Scores:
    total: Scores = np.sum([scores for _, scores in parts], axis=0, dtype=np.float32)
    return total


def _popularity(histories: Histories) -> NDArray[np.float32]:
    """Return the logarithm of 1 + likes of each item, shape (n,)."""
    counts: NDArray[np.float32] = np.log1p(np.asarray(histories.liked().sum(0)).ravel())
    return counts.astype(np.float32)


def standard_scores(scores: Scores) -> Scores:
    """Return each user's scores less their mean, in their standard deviation, shape (u, n)."""
    spread = scores.std(axis=1, keepdims=True)
    standard: Scores = (scores - scores.mean(axis=1, keepdims=True)) / np.where(
        spread > 1e-9, spread, 1
    )
    return standard.astype(np.float32)
