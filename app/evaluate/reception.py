"""How lists were received that were really shown: rates, and who wins blind duels.

Shares come with the 95 % interval of Wilson (1927). A duel is two recommenders that drafted
one list by turns (team-draft interleaving, Radlinski et al. 2008): who got more likes in a
session won it. It may be looked at after every session: the stopping rule is a mixture
likelihood ratio against a fair coin, which by Ville's inequality (1939) passes 20 with
at most 5 % probability at any time at all if both are equally good.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from app.catalog.sessions import SessionRecord, ShownItem
from app.core.persona import Interaction, InteractionKind
from app.core.recommender import RecommenderKind

CONFIDENCE = 0.95
EVIDENCE = 20.0
"""Likelihood ratio from which a duel is decided: 1 / (1 - CONFIDENCE)."""

JUDGING = frozenset(
    {
        InteractionKind.LIKE,
        InteractionKind.DISLIKE,
        InteractionKind.SAVE,
        InteractionKind.RATING,
    }
)

Pair = tuple[RecommenderKind, RecommenderKind]


@dataclass(frozen=True)
class Share:
    """A share with its 95 % Wilson interval; 0 to 1 while there are no trials."""

    successes: int
    trials: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share; 0 without trials."""
        return self.successes / self.trials if self.trials else 0.0


@dataclass(frozen=True)
class DuelResult:
    """How often each of two recommenders won a session, and whether that is enough.

    Attributes
    ----------
    is_decided
        Whether the stopping rule has spoken, after the last session or any before it: what is
        decided stays so, as the rule's promise is about the first time.
    """

    pair: Pair
    wins: int
    losses: int
    ties: int
    is_decided: bool

    @property
    def preference(self) -> Share:
        """Share of the decided sessions that the first won."""
        return share_of(self.wins, self.wins + self.losses)

    def after(self, lead: int) -> DuelResult:
        """Return the result with one more session.

        Parameters
        ----------
        lead
            By how many likes the first won it; below 0 the second did, 0 is a tie.
        """
        wins, losses = self.wins + (lead > 0), self.losses + (lead < 0)
        is_decided = self.is_decided or evidence(wins, losses) >= EVIDENCE
        return DuelResult(self.pair, wins, losses, self.ties + (lead == 0), is_decided)


@dataclass(frozen=True)
class Reception:
    """How lists were received.

    Attributes
    ----------
    opened, touched
        Of the shown items, those that were viewed, and those that anything was done with.
    liked
        Of the items that were judged, those that were liked.
    """

    sessions: int
    opened: Share
    touched: Share
    liked: Share
    duels: tuple[DuelResult, ...]


def share_of(successes: int, trials: int) -> Share:
    """Return a share with its Wilson interval."""
    if not trials:
        return Share(0, 0, 0.0, 1.0)
    found = binomtest(successes, trials).proportion_ci(CONFIDENCE, method="wilson")
    return Share(successes, trials, float(found.low), float(found.high))


def evidence(wins: int, losses: int) -> float:
    """Return how much likelier the sessions are under any other coin than under a fair one.

    All coins are taken to be equally likely: the ratio is B(w + 1, l + 1) 2^(w + l).
    """
    log_beta = math.lgamma(wins + 1) + math.lgamma(losses + 1) - math.lgamma(wins + losses + 2)
    exponent = log_beta + (wins + losses) * math.log(2)
    return math.exp(min(exponent, 700.0))


def reception(sessions: Sequence[SessionRecord]) -> Reception:
    """Count what was done with what was shown."""
    shown = [item for session in sessions for item in session.shown]
    judged = [liking for liking in map(judgement, shown) if liking is not None]
    viewed = sum(any(kind is InteractionKind.VIEW for kind, _ in one.done) for one in shown)
    return Reception(
        len(sessions),
        share_of(viewed, len(shown)),
        share_of(sum(bool(one.done) for one in shown), len(shown)),
        share_of(sum(judged), len(judged)),
        duels(sessions),
    )


def judgement(item: ShownItem) -> bool | None:
    """Return whether a shown item was liked on the whole; ``None`` when it was not judged.

    Of its verdicts the last counts.
    """
    judged = [
        (kind.is_verdict, Interaction(item.item_id, kind, 0.0, rating).preference)
        for kind, rating in item.done
        if kind in JUDGING
    ]
    verdicts = [liking for is_verdict, liking in judged if is_verdict]
    saved = [liking for is_verdict, liking in judged if not is_verdict]
    return sum((*verdicts[-1:], *saved)) > 0 if judged else None


def duels(sessions: Iterable[SessionRecord]) -> tuple[DuelResult, ...]:
    """Return the result of each pair of rivals, those with the most sessions first.

    Parameters
    ----------
    sessions
        The oldest first.
    """
    results: dict[Pair, DuelResult] = {}
    for session in sessions:
        if session.rival is None or not session.shown:
            continue
        lead = _lead(session)
        pair: Pair = (session.recommender, session.rival)
        if pair[0].value > pair[1].value:
            pair, lead = (pair[1], pair[0]), -lead
        results[pair] = results.get(pair, DuelResult(pair, 0, 0, 0, False)).after(lead)
    return tuple(sorted(results.values(), key=lambda one: -(one.wins + one.losses + one.ties)))


def _lead(session: SessionRecord) -> int:
    """Return by how many liked items the session's recommender leads its rival."""
    return sum((1 if item.by == 0 else -1) for item in session.shown if judgement(item))
