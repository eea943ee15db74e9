"""The standardised weighted sum of several recommenders, each part visible."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.core.progress import Cancellation, Progress, ReportProgress, ignore_progress
from app.core.recommender import RecommenderKind
from app.recommend.histories import Histories
from app.recommend.recommender import (
    Arrays,
    ItemContent,
    Recommender,
    RecommenderModel,
    Scores,
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
    """

    recommender: Recommender
    kind: RecommenderKind
    weight: float


@dataclass(frozen=True)
class BlendModel:
    """Fitted recommenders and their weights, in the same order."""

    models: tuple[RecommenderModel, ...]
    weights: tuple[float, ...]
    kind: RecommenderKind = RecommenderKind.BLEND

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return self.models[0].item_count

    def score(self, histories: Histories) -> Scores:
        """Return the sum of the parts, shape (u, n)."""
        parts = self.parts(histories)
        total: Scores = np.zeros_like(parts[0][1])
        for _, scores in parts:
            total += scores
        return total

    def parts(self, histories: Histories) -> Parts:
        """Return what each recommender adds to the scores, each of shape (u, n).

        Scores are in standard deviations from the mean over a user's items, times the weight.
        """
        return tuple(
            (model.kind, np.float32(weight) * standard_scores(model.score(histories)))
            for model, weight in zip(self.models, self.weights, strict=True)
        )

    def arrays(self) -> Arrays:
        """Return all numbers of all parts."""
        named = {
            f"{number}.{name}": array
            for number, model in enumerate(self.models)
            for name, array in model.arrays().items()
        }
        return {**named, "weights": np.array(self.weights, dtype=np.float64)}


@dataclass(frozen=True)
class Blend:
    """Fits its parts one after the other.

    Attributes
    ----------
    parts
        At least one.
    """

    parts: tuple[Part, ...]

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> BlendModel:
        """Fit every part with the same seed."""
        models = []
        for part in self.parts:

            def of_part(progress: Progress, detail: str = f"blend: {part.kind.value}") -> None:
                report(Progress(progress.stage, progress.done, progress.total, detail))

            models.append(part.recommender.fit(histories, content, seed, of_part, cancellation))
        return self.join(tuple(models))

    def join(self, models: tuple[RecommenderModel, ...]) -> BlendModel:
        """Return the blend of parts that are fitted already."""
        return BlendModel(models, tuple(part.weight for part in self.parts))

    def restore(self, arrays: Arrays) -> BlendModel:
        """Return the model that was saved."""
        models = tuple(
            part.recommender.restore(
                {
                    name.partition(".")[2]: array
                    for name, array in arrays.items()
                    if name.startswith(f"{number}.")
                }
            )
            for number, part in enumerate(self.parts)
        )
        return BlendModel(models, tuple(float(one) for one in arrays["weights"]))


def standard_scores(scores: Scores) -> Scores:
    """Return each user's scores less their mean, in their standard deviation, shape (u, n)."""
    spread = scores.std(axis=1, keepdims=True)
    standard: Scores = (scores - scores.mean(axis=1, keepdims=True)) / np.where(
        spread > 1e-9, spread, 1
    )
    return standard.astype(np.float32)
