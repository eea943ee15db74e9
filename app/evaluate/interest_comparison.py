"""By how much one model of interest is ahead of another, and how sure that is.

Both answered the same examples. A resample draws users with replacement (their examples stay
together) and seeds with replacement; each time every measure of both is taken again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.evaluate.bootstrap import difference_of

MEASURES = ("accuracy", "precision", "recall", "f1", "auc")
CLAIMS: Mapping[str, float] = {"accuracy": 0.15, "recall": 0.10, "f1": 0.08}
"""What the seed says that a multimodal model gains over a single modality."""

CERTAIN = 0.05
RESAMPLES = 1000
_GROUPS = 4000
"""More users than this are drawn in groups, so that the pairs of them fit in memory."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Answers:
    """What one model with one seed said to the examples to measure with.

    Attributes
    ----------
    users
        Of each example, int64, shape (n,).
    labels, scores
        1 for interest, 0 for none; the higher the likelier; shapes (n,).
    threshold
        From which score on it says yes.
    """

    users: NDArray[np.int64]
    labels: NDArray[np.float32]
    scores: NDArray[np.float64]
    threshold: float


def compare(first: Sequence[Answers], second: Sequence[Answers]) -> dict[str, dict[str, Any]]:
    """Return how far the first model is ahead of the second, by measure; JSON values.

    Parameters
    ----------
    first, second
        Answers of each seed; the same seeds, users and labels.

    Returns
    -------
    dict
        For each measure ``points`` (0 to 1) with ``low``, ``high`` and ``p_value``,
        ``percent`` of the second's figure, the ``claim`` if there is one, and a verdict on
        the claim read as points and as percent.
    """
    drawn, whole = _resampled(first, second)
    return {
        name: _gain(name, whole[:, place], drawn[:, :, place], len(np.unique(first[0].users)))
        for place, name in enumerate(MEASURES)
    }


def verdict(gain: float, p_value: float, claim: float | None) -> str:
    """Say in words what a gain is worth beside a claim, both in the same unit."""
    if not p_value < CERTAIN:
        return "not told apart from chance"
    if gain <= 0:
        return "behind"
    if claim is None:
        return "ahead"
    return "reached" if gain >= claim else "ahead, not reached"


def _gain(name: str, whole: Array, drawn: Array, users: int) -> dict[str, Any]:
    """Describe a measure; ``whole`` has shape (2,), ``drawn`` (2, resamples)."""
    points, claim = float(whole[0] - whole[1]), CLAIMS.get(name)
    sure = difference_of(points, users, drawn[0] - drawn[1])
    ratio = points / whole[1] if whole[1] else None
    return {
        "points": points,
        "low": sure.low,
        "high": sure.high,
        "p_value": sure.p_value,
        "percent": None if ratio is None else 100 * float(ratio),
        "claim": claim,
        "as_points": verdict(points, sure.p_value, claim),
        "as_percent": verdict(ratio or 0.0, sure.p_value, claim),
    }


def _resampled(first: Sequence[Answers], second: Sequence[Answers]) -> tuple[Array, Array]:
    """Return measures of both in each resample, (2, resamples, m), and in all, (2, m)."""
    chance, groups = np.random.default_rng(0), _groups(first[0].users)
    count, seeds = int(groups.max()) + 1, len(first)
    users = chance.multinomial(count, np.full(count, 1 / count), RESAMPLES).astype(np.float64)
    times = chance.multinomial(seeds, np.full(seeds, 1 / seeds), RESAMPLES) / seeds
    drawn, whole = [], []
    for answers in (first, second):
        each = np.stack([_measures(one, groups, users) for one in answers])
        drawn.append(np.einsum("rs,srm->rm", times, each))
        everyone = np.ones((1, count))
        whole.append(np.mean([_measures(one, groups, everyone)[0] for one in answers], axis=0))
    return np.stack(drawn), np.stack(whole)


def _groups(users: NDArray[np.int64]) -> NDArray[np.int64]:
    numbers: NDArray[np.int64] = np.unique(users, return_inverse=True)[1] % _GROUPS
    return numbers


def _measures(answers: Answers, groups: NDArray[np.int64], times: Array) -> Array:
    """Return :data:`MEASURES` with each group counted so many times, shape (resamples, m)."""
    says_yes, wanted = answers.scores >= answers.threshold, answers.labels > 0

    def counted(rows: NDArray[np.bool_]) -> Array:
        found: Array = times @ np.bincount(groups[rows], minlength=times.shape[1])
        return found

    hits, said, truth = counted(says_yes & wanted), counted(says_yes), counted(wanted)
    every = counted(np.ones(len(groups), dtype=np.bool_))
    pairs = times.astype(np.float32) @ _wins(answers, groups, times.shape[1])
    wins = (pairs * times).sum(axis=1)
    shares = (
        (every - said - truth + 2 * hits, every),
        (hits, said),
        (hits, truth),
        (2 * hits, said + truth),
        (wins, truth * (every - truth)),
    )
    return np.stack([_share(part, whole) for part, whole in shares], axis=1)


def _share(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _wins(answers: Answers, groups: NDArray[np.int64], count: int) -> NDArray[np.float32]:
    """Return how often what interests one group is above what does not interest another.

    Shape (count, count): the area under the curve of any weighting of the groups is a
    quadratic form of it (Mann & Whitney 1947); a tie is half a win.
    """
    wanted = answers.labels > 0
    order = np.argsort(answers.scores[~wanted], kind="stable")
    others, theirs = answers.scores[~wanted][order], groups[~wanted][order]
    found, asked = np.zeros((count, count), dtype=np.float32), answers.scores[wanted]
    above = np.searchsorted(others, asked, "left"), np.searchsorted(others, asked, "right")
    for mine, fewest, most in zip(groups[wanted], *above, strict=True):
        sure, tied = theirs[:fewest], theirs[fewest:most]
        found[mine] += np.bincount(sure, minlength=count)
        found[mine] += 0.5 * np.bincount(tied, minlength=count)
    return found
