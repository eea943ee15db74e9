"""Numbers as people read them: contributions that visibly add up, shares, ranks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.modality import MODALITIES, Modality, PerModality
from app.core.query import Query
from app.core.recommendation import Contributions, Recommendation
from app.core.recommender import ScoreParts

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Figures:
    """A recommendation's numbers in hundredths; all parts sum to the score exactly.

    Attributes
    ----------
    score, baseline
        Whole hundredths.
    contributions
        Whole hundredths of each modality.
    history, feedback
        Whole hundredths of the persona's parts; 0 without one.
    """

    score: int
    baseline: int
    contributions: PerModality[int]
    history: int = 0
    feedback: int = 0

    @property
    def query(self) -> int:
        """What the query brought."""
        return self.score - self.history - self.feedback

    @classmethod
    def of(cls, recommendation: Recommendation) -> Figures:
        """Round so that the written sum adds up (largest remainder method)."""
        parts = recommendation.parts or ScoreParts()
        exact = [
            recommendation.baseline,
            *(value for _, value in recommendation.contributions.items()),
            parts.history,
            parts.feedback,
        ]
        total = round(100 * recommendation.score)
        baseline, image, text, audio, history, feedback = rounded(exact, total)
        return cls(total, baseline, PerModality(image, text, audio), history, feedback)


def rounded(values: Sequence[float], total: int) -> list[int]:
    """Return values as whole hundredths that sum to ``total`` (largest remainder method)."""
    exact = [100 * value for value in values]
    whole = [round(value) for value in exact]
    step = 1 if total > sum(whole) else -1
    while sum(whole) != total:
        errors = [step * (value - part) for value, part in zip(exact, whole, strict=True)]
        used = [error if value else -99.0 for error, value in zip(errors, exact, strict=True)]
        whole[used.index(max(used))] += step
    return whole


def hundredths(value: int) -> str:
    """Write whole hundredths with a true minus sign: ``-4`` becomes ``−0.04``."""
    return f"{MINUS if value < 0 else ''}{abs(value) / 100:.2f}"


def shares(contributions: Contributions) -> PerModality[float]:
    """Return each contribution's signed share of all that speaks for or against, -1 to 1."""
    total = math.fsum(abs(value) for _, value in contributions.items())
    return contributions.map(lambda value: value / total if total else 0.0)


def percentages(contributions: Contributions) -> PerModality[int]:
    """Return what each modality brings of all that speaks for the item, in whole per cent.

    They sum to 100, or are all 0 when nothing speaks for it.
    """
    positive = [max(0.0, value) for _, value in contributions.items()]
    total = math.fsum(positive)
    if not total:
        return PerModality(0, 0, 0)
    return PerModality(*rounded([value / total for value in positive], 100))


def asked_modalities(query: Query) -> tuple[Modality, ...]:
    """Return the modalities that a query has and that are not muted."""
    return tuple(
        modality for modality in MODALITIES if query.has(modality) and query.weights[modality] > 0
    )
