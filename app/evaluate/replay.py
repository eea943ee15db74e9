"""The arithmetic of live measures, put to the test where the truth is known.

Sessions are made up with probabilities that are chosen beforehand, in the very form in
which a catalog logs them, and go through the very code that reads a catalog's:

- *Rates*: how often does an interval cover the probability that it is to tell?
- *Duels*: two rankings draft lists by turns until the stopping rule speaks. How often is the
  better one named, how often the worse one, and how often anyone where both are the same?
  Beside it what a plain 95 % test says that is looked at after every session, too.
- *Off policy*: what was shown at random and logged is replayed for a ranking that never was
  live; the events at which it would have shown the same are an honest sample of its clicks
  (Li et al. 2011).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.catalog.sessions import SessionRecord, ShownItem
from app.core.errors import InputError
from app.core.persona import InteractionKind
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.core.recommender import RecommenderKind
from app.evaluate.reception import DuelResult, Share, duels, reception, share_of
from app.recommend.personal_ranking import draft

FIRST, SECOND = RecommenderKind.CONTENT, RecommenderKind.POPULARITY
"""Stand for a better and a worse recommender; in order of name, as results are."""

CLOSE, FAR = 0.05, 0.6
"""Deviation of what the better and the worse ranking believe of an item from its liking."""

MOODS = (0.4, 1.6)
"""What opening is multiplied with in a bad and in a good session."""

KINDS = 4
"""Kinds of people among whom a ranking is replayed off policy."""

DIFFERENCE = 1.96
"""Standard errors that a plain test at 95 % asks for."""

_LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc)
Probabilities = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class ReplayPlan:
    """What is made up.

    Attributes
    ----------
    repeats
        How often everything is made up anew; shares are of these.
    sessions, shown
        Sessions behind each rate, and items in a list.
    items
        Among which rankings choose.
    longest
        Sessions after which a duel is given up.
    events
        Logged events that are replayed off policy.
    seed
        Draws everything.
    """

    repeats: int = 400
    sessions: int = 20
    shown: int = 10
    items: int = 100
    longest: int = 200
    events: int = 3000
    seed: int = 0

    def __post_init__(self) -> None:
        counts = (self.repeats, self.sessions, self.shown, self.longest, self.events)
        if min(counts) < 1 or self.items < 2 * self.shown:
            raise InputError(
                "replay", "counts are at least 1, and items twice what is shown; correct them"
            )


class RateKind(str, Enum):
    """Whose interval is looked at."""

    CLICK_THROUGH = "click-through"
    INTERACTION = "interaction"
    SATISFACTION = "satisfaction"
    MOODY = "click-through, moody sessions"
    """Where whole sessions are good or bad, which the intervals do not reckon with."""
    OFF_POLICY = "off policy"


@dataclass(frozen=True)
class Behaviour:
    """What someone does with a shown item, as probabilities.

    Attributes
    ----------
    opens
        Of each item, shape (n,).
    judges
        Of any item, opened or not.
    likes
        Of each item once it is judged, shape (n,).
    """

    opens: Probabilities
    judges: float
    likes: Probabilities

    def session(
        self, rows: Rows, chance: np.random.Generator, by: Sequence[int] = ()
    ) -> SessionRecord:
        """Return a session in which these items were shown, as it would be logged.

        Parameters
        ----------
        rows
            The items.
        chance
            Draws what is done.
        by
            For each place whose pick it was; empty without a rival.
        """
        draws = chance.random((3, len(rows)))
        shown = tuple(
            ShownItem(str(row), place, by[place] if by else 0, self._done(row, draws[:, place]))
            for place, row in enumerate(rows.tolist())
        )
        rival = SECOND if by else None
        return SessionRecord(1, "", _LONG_AGO, "replay", FIRST, rival, shown)

    def _done(self, row: int, draws: Probabilities) -> tuple[tuple[InteractionKind, float], ...]:
        done = [InteractionKind.VIEW] if draws[0] < self.opens[row] else []
        if draws[1] < self.judges:
            is_liked = draws[2] < self.likes[row]
            done.append(InteractionKind.LIKE if is_liked else InteractionKind.DISLIKE)
        return tuple((kind, 0.0) for kind in done)


@dataclass(frozen=True)
class Coverage:
    """How often an interval held the truth.

    Attributes
    ----------
    truth
        The probability.
    covered
        Of all repeats.
    """

    truth: float
    covered: Share


@dataclass(frozen=True)
class DuelOutcomes:
    """How many duels ended in which way.

    Attributes
    ----------
    first, second
        Decided for one of them, by the stopping rule.
    hasty
        Decided for anyone by a plain test at 95 %, looked at after every session.
    sessions
        Half of the decided duels took no more sessions; 0 without any.
    """

    first: Share
    second: Share
    hasty: Share
    sessions: float


@dataclass(frozen=True)
class ReplayReport:
    """What came out.

    Attributes
    ----------
    plan
        What was made up.
    rates
        How often each interval held the truth.
    unequal, equal
        Duels of a better ranking with a worse one, and of one with itself.
    """

    plan: ReplayPlan
    rates: Mapping[RateKind, Coverage]
    unequal: DuelOutcomes
    equal: DuelOutcomes

    def to_json(self) -> dict[str, Any]:
        """Return all as JSON values."""
        rates = {kind.value: asdict(one) for kind, one in self.rates.items()}
        duels_found = {"unequal": asdict(self.unequal), "equal": asdict(self.equal)}
        return {"plan": asdict(self.plan), "rates": rates, "duels": duels_found}


def replay(
    plan: ReplayPlan,
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
) -> ReplayReport:
    """Make up sessions and see what the live measures make of them.

    Raises
    ------
    Cancelled
        When asked to stop.
    """
    steps = _Steps(plan, report, cancellation or Cancellation())
    rates = {**steps.rates(), RateKind.OFF_POLICY: steps.off_policy()}
    return ReplayReport(plan, rates, steps.duels(FAR), steps.duels(None))


def replay_off_policy(shown: Rows, clicked: NDArray[np.bool_], wanted: Rows) -> Share:
    """Return how often a ranking would have been clicked that never was live.

    Parameters
    ----------
    shown
        What was shown at each event, drawn evenly from all items, shape (events,).
    clicked
        Whether it was clicked.
    wanted
        What the ranking would have shown instead. What was clicked must play no part in it.

    Returns
    -------
    Share
        Of the events at which both are the same.
    """
    same = shown == wanted
    return share_of(int(clicked[same].sum()), int(same.sum()))


class _Steps:
    """Makes up one part after the other."""

    def __init__(
        self, plan: ReplayPlan, report: ReportProgress, cancellation: Cancellation
    ) -> None:
        self._plan, self._report, self._stop = plan, report, cancellation
        self._chance = np.random.default_rng(plan.seed)
        self._done, self._total = 0, 4 * plan.repeats

    def _step(self, detail: str) -> None:
        self._stop.check()
        self._report(Progress(Stage.EVALUATE, self._done, self._total, detail))
        self._done += 1

    def _behaviour(self) -> Behaviour:
        opens = self._chance.uniform(0.05, 0.6, self._plan.items)
        return Behaviour(opens, 0.4, self._chance.beta(2, 2, self._plan.items))

    def rates(self) -> dict[RateKind, Coverage]:
        """Return how often the intervals of the rates hold the truth."""
        who = self._behaviour()
        touched = 1 - (1 - who.opens) * (1 - who.judges)
        truth = {
            RateKind.CLICK_THROUGH: float(who.opens.mean()),
            RateKind.INTERACTION: float(touched.mean()),
            RateKind.SATISFACTION: float(who.likes.mean()),
            RateKind.MOODY: float(who.opens.mean()),
        }
        held = dict.fromkeys(truth, 0)
        for _ in range(self._plan.repeats):
            self._step("rates")
            for kind, share in self._received(who).items():
                held[kind] += share.low <= truth[kind] <= share.high
        return {
            kind: Coverage(truth[kind], share_of(held[kind], self._plan.repeats)) for kind in truth
        }

    def _received(self, who: Behaviour) -> dict[RateKind, Share]:
        """Return what is read from some even sessions, and from some moody ones."""
        count = self._plan.sessions
        even = reception([who.session(self._any(), self._chance) for _ in range(count)])
        moods = (
            Behaviour(who.opens * mood, who.judges, who.likes)
            for mood in self._chance.choice(MOODS, size=count)
        )
        moody = reception([one.session(self._any(), self._chance) for one in moods])
        return {
            RateKind.CLICK_THROUGH: even.opened,
            RateKind.INTERACTION: even.touched,
            RateKind.SATISFACTION: even.liked,
            RateKind.MOODY: moody.opened,
        }

    def _any(self) -> Rows:
        return self._chance.choice(self._plan.items, self._plan.shown, replace=False)

    def off_policy(self) -> Coverage:
        """Return how often the interval of a replayed ranking holds its clicks."""
        plan, chance = self._plan, self._chance
        clicks = chance.uniform(0.02, 0.6, (KINDS, plan.shown))
        wanted = clicks.argmax(axis=1)
        truth, held = float(clicks.max(axis=1).mean()), 0
        for _ in range(plan.repeats):
            self._step("off policy")
            kinds, shown = (chance.integers(n, size=plan.events) for n in (KINDS, plan.shown))
            clicked = chance.random(plan.events) < clicks[kinds, shown]
            found = replay_off_policy(shown, clicked, wanted[kinds])
            held += found.low <= truth <= found.high
        return Coverage(truth, share_of(held, plan.repeats))

    def duels(self, worse: float | None) -> DuelOutcomes:
        """Return how duels end, with a ranking that is so much worse or with oneself."""
        ended = [0, 0, 0]
        took = list[int]()
        for _ in range(self._plan.repeats):
            self._step("duels")
            who = self._behaviour()
            first = self._ranking(who, CLOSE)
            second = first if worse is None else self._ranking(who, worse)
            result, hasty = self._duel(who, first, second)
            ended[2] += hasty
            if result.is_decided:
                ended[0 if result.wins > result.losses else 1] += 1
                took.append(result.wins + result.losses + result.ties)
        first_won, second_won, hastily = (share_of(one, self._plan.repeats) for one in ended)
        median = float(np.median(took)) if took else 0.0
        return DuelOutcomes(first_won, second_won, hastily, median)

    def _ranking(self, who: Behaviour, deviation: float) -> Rows:
        believed = who.likes + self._chance.normal(0, deviation, len(who.likes))
        order: Rows = np.argsort(-believed, kind="stable")[: 2 * self._plan.shown]
        return order

    def _duel(self, who: Behaviour, first: Rows, second: Rows) -> tuple[DuelResult, bool]:
        """Return a duel's end, and whether a plain test spoke before it."""
        result, hasty = DuelResult((FIRST, SECOND), 0, 0, 0, False), False
        for _ in range(self._plan.longest):
            rows, by = draft(first, second, self._plan.shown, self._chance)
            (one,) = duels([who.session(rows, self._chance, by)])
            result = result.after(one.wins - one.losses)
            lead, decided = result.wins - result.losses, result.wins + result.losses
            hasty = hasty or abs(lead) > DIFFERENCE * decided**0.5
            if result.is_decided:
                break
        return result, hasty
