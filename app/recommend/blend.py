"""Several recommenders in one: a weighted sum of their standardised scores.

Each part is visible: what a recommender adds is its scores, in standard deviations, times its
weight, and nothing else is added. Items that nobody liked yet have a weight of their own, as
the parts that learn from likes know nothing of them, and those that look and listen do.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from app.core.progress import Cancellation, Progress, ReportProgress, ignore_progress, piece_of
from app.core.recommender import RecommenderKind
from app.recommend.histories import Histories
from app.recommend.preferences import check_items, check_training
from app.recommend.recommender import (
    Arrays,
    ItemContent,
    Recommender,
    RecommenderModel,
    Scores,
    below,
    joined,
)

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
    weight_unliked
        The same for items that nobody liked in training; ``None`` for no other.
    """

    recommender: Recommender
    kind: RecommenderKind
    weight: float
    weight_unliked: float | None = None

    def weights(self, likes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the weight of each item by how many liked it, both of shape (n,)."""
        other = self.weight if self.weight_unliked is None else self.weight_unliked
        return np.where(likes > 0, self.weight, other).astype(np.float32)


@dataclass(frozen=True)
class BlendModel:
    """Fitted recommenders and their weights, in the same order.

    Attributes
    ----------
    models
        The parts.
    weights
        Of each part and item, shape (parts, n), float32.
    """

    models: tuple[RecommenderModel, ...]
    weights: NDArray[np.float32]
    kind: RecommenderKind = RecommenderKind.BLEND

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return self.models[0].item_count

    def score(self, histories: Histories) -> Scores:
        """Return the sum of the parts, shape (u, n)."""
        total: Scores = np.sum(
            [scores for _, scores in self.parts(histories)], axis=0, dtype=np.float32
        )
        return total

    def parts(self, histories: Histories) -> Parts:
        """Return what each recommender adds to the scores, each of shape (u, n).

        Scores are in standard deviations from the mean over a user's items, times the
        weight.
        """
        check_items(histories, self.item_count)
        return tuple(
            (model.kind, weights * standard_scores(model.score(histories)))
            for model, weights in zip(self.models, self.weights, strict=True)
        )

    def arrays(self) -> Arrays:
        """Return all numbers of all parts."""
        models = {str(place): model.arrays() for place, model in enumerate(self.models)}
        return {**joined(models), "weights": self.weights}


@dataclass(frozen=True)
class Blend:
    """Fits its parts, one after another.

    Attributes
    ----------
    parts
        At least one.
    kind
        Which blend.
    """

    parts: tuple[Part, ...]
    kind: RecommenderKind = field(default=RecommenderKind.BLEND, repr=False)

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> BlendModel:
        """Fit every part with the same seed."""
        check_training(histories, content)
        stop = cancellation or Cancellation()
        models = []
        for place, part in enumerate(self.parts):
            stop.check()
            of_whole = piece_of(report, place, len(self.parts))

            def of_part(
                progress: Progress, whole: ReportProgress = of_whole, name: str = part.kind.value
            ) -> None:
                whole(replace(progress, detail=f"blend: {name}"))

            models.append(part.recommender.fit(histories, content, seed, of_part, stop))
        likes = np.asarray(histories.liked().sum(0), dtype=np.float32).ravel()
        weights = np.stack([part.weights(likes) for part in self.parts])
        return BlendModel(tuple(models), weights, self.kind)

    def restore(self, arrays: Arrays) -> BlendModel:
        """Return the model that was saved."""
        models = (
            part.recommender.restore(below(arrays, str(place)))
            for place, part in enumerate(self.parts)
        )
        return BlendModel(tuple(models), arrays["weights"], self.kind)


def standard_scores(scores: Scores) -> Scores:
    """Return each user's scores less their mean, in their standard deviation, shape (u, n)."""
    spread = scores.std(axis=1, keepdims=True)
    standard: Scores = (scores - scores.mean(axis=1, keepdims=True)) / np.where(
        spread > 1e-9, spread, 1
    )
    return standard.astype(np.float32)
