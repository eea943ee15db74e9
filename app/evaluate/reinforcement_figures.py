"""Figures of simulated people: regret with bands over seeds, and how fast it grows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from app.evaluate.reinforcement_policies import PolicyKind

CONFIDENCE = 0.95
POINTS = 12
"""Places of a curve that are reported."""

LATE = 4
"""The last quarter says what has been learnt in the end."""

Floats = NDArray[np.float64]


class Variant(str, Enum):
    """What the simulated person is like."""

    STEADY = "steady"
    """Likes an item as much whenever it is shown."""
    SESSIONS = "sessions"
    """Tires of what was just shown."""


@dataclass(frozen=True)
class Band:
    """A mean over seeds with its 95 % interval (Student's t)."""

    mean: float
    low: float
    high: float

    @classmethod
    def over(cls, values: Floats) -> Band:
        """Return the band of one value a seed, shape (seeds,); without width for one seed."""
        mean, count = float(values.mean()), len(values)
        if count < 2:
            return cls(mean, mean, mean)
        error = float(values.std(ddof=1)) / math.sqrt(count)
        half = float(stats.t.ppf((1 + CONFIDENCE) / 2, count - 1)) * error
        return cls(mean, mean - half, mean + half)

    def is_below(self, other: Band) -> bool:
        """Whether both bands lie apart, this one lower."""
        return self.high < other.low


@dataclass(frozen=True)
class PolicyFigures:
    """How one policy did with all simulated people.

    Attributes
    ----------
    regret
        Likes missed in all, against the best that is possible.
    growth
        Slope of the logarithm of regret against that of time, after the first quarter: 1
        where as much is missed in the end as in the beginning, less where it learns.
    likes
        Share of what it shows that is liked, in all.
    late_likes
        The same in the last quarter.
    curve
        Regret at some times, each with the number of items shown.
    """

    regret: Band
    growth: Band
    likes: Band
    late_likes: Band
    curve: tuple[tuple[int, Band], ...]

    def to_json(self) -> dict[str, Any]:
        """Return all as JSON values."""
        curve = [{"shown": shown, **asdict(band)} for shown, band in self.curve]
        return {**asdict(self), "curve": curve}


@dataclass(frozen=True)
class VariantFigures:
    """How all policies did with people of one kind.

    Attributes
    ----------
    best
        Share of items that is liked under the best plan, which knows the person.
    near_sighted
        The same of one who knows the person, too, but never looks further than one item.
    policies
        Of each policy.
    """

    best: Band
    near_sighted: Band
    policies: Mapping[PolicyKind, PolicyFigures]

    def to_json(self) -> dict[str, Any]:
        """Return all as JSON values."""
        rows = {kind.value: figures.to_json() for kind, figures in self.policies.items()}
        return {
            "best": asdict(self.best),
            "near_sighted": asdict(self.near_sighted),
            "policies": rows,
        }


def figures_of(likes: Floats, best: Floats, session: int) -> PolicyFigures:
    """Return the figures of one policy.

    Parameters
    ----------
    likes
        Expected likes of each session, shape (people, sessions).
    best
        Expected likes of a session under the best plan, shape (people,).
    session
        Items in a session.
    """
    regret = np.cumsum(best[:, None] - likes, axis=1)
    count = likes.shape[1]
    late = likes[:, -max(1, count // LATE) :]
    places = np.unique(np.linspace(1, count, POINTS).round().astype(int))
    return PolicyFigures(
        Band.over(regret[:, -1]),
        Band.over(_growth(regret)),
        Band.over(likes.mean(axis=1) / session),
        Band.over(late.mean(axis=1) / session),
        tuple((int(place) * session, Band.over(regret[:, place - 1])) for place in places),
    )


def _growth(regret: Floats) -> Floats:
    """Return the slope of log regret against log time, shape (people, sessions) to (people,)."""
    first = regret.shape[1] // LATE
    time = np.log(np.arange(first + 1, regret.shape[1] + 1))
    missed = np.log(np.maximum(regret[:, first:], 1e-9))
    centred = time - time.mean()
    slopes: Floats = (missed @ centred) / (centred @ centred)
    return slopes


def conclusions(figures: Mapping[Variant, VariantFigures], shown: int) -> tuple[str, ...]:
    """Return what the figures say, in sentences; nothing is taken for granted.

    Parameters
    ----------
    figures
        Of both kinds of people.
    shown
        Items shown to each.
    """
    return (*_steady(figures[Variant.STEADY], shown), *_sessions(figures[Variant.SESSIONS], shown))


BANDITS = (PolicyKind.LINUCB, PolicyKind.THOMPSON)


def _steady(figures: VariantFigures, shown: int) -> Sequence[str]:
    found = figures.policies
    said = [f"Steady tastes, {shown} items shown to each person."]
    for kind in (*BANDITS, PolicyKind.GREEDY):
        said.append(_growth_said(kind, found[kind].growth))
    for kind in BANDITS:
        for other in (PolicyKind.GREEDY, PolicyKind.RANDOM, PolicyKind.DQN):
            said.append(_compared(kind, other, found))
    return said


def _sessions(figures: VariantFigures, shown: int) -> Sequence[str]:
    found = figures.policies
    said = [
        f"Tiring tastes, {shown} items shown to each person: the best plan pleases with "
        f"{_share(figures.best)}, knowing the person without looking ahead with "
        f"{_share(figures.near_sighted)}."
    ]
    for other in found:
        if other is not PolicyKind.DQN:
            said.append(_compared(PolicyKind.DQN, other, found))
    late = found[PolicyKind.DQN].late_likes
    ahead = figures.near_sighted.is_below(late)
    rested = found[PolicyKind.RESTED_LINUCB]
    said.append(
        f"In the last quarter linucb with rest pleases with {_share(rested.late_likes)}. "
        f"dqn pleases with {_share(late)}, "
        f"{100 * late.mean / figures.best.mean:.0f} % of the best plan; that is "
        f"{'surely' if ahead else 'not surely'} more than by knowing without looking ahead."
    )
    return said


def _growth_said(kind: PolicyKind, growth: Band) -> str:
    if growth.high < 1:
        verdict = "grows sublinearly"
    elif growth.low > 1:
        verdict = "grows faster than time"
    else:
        verdict = "is not shown to grow sublinearly"
    return f"The regret of {kind.value} {verdict}: like time to the power of {_band(growth, 2)}."


def _compared(
    kind: PolicyKind, other: PolicyKind, found: Mapping[PolicyKind, PolicyFigures]
) -> str:
    mine, theirs = found[kind].regret, found[other].regret
    if mine.is_below(theirs):
        verdict = "beats"
    elif theirs.is_below(mine):
        verdict = "is beaten by"
    else:
        verdict = "is not told apart from"
    missed = f"{_band(mine, 0)} against {_band(theirs, 0)} likes missed"
    return f"{kind.value} {verdict} {other.value}: {missed}."


def _band(band: Band, digits: int) -> str:
    return f"{band.mean:.{digits}f} ({band.low:.{digits}f} to {band.high:.{digits}f})"


def _share(band: Band) -> str:
    return f"{100 * band.mean:.1f} % ({100 * band.low:.1f} to {100 * band.high:.1f})"
