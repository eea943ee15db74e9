from __future__ import annotations

import datetime
import math

import numpy as np
import pytest

from app.catalog.sessions import SessionRecord, ShownItem
from app.core.persona import InteractionKind
from app.core.recommender import RecommenderKind
from app.evaluate.reception import (
    EVIDENCE,
    DuelResult,
    duels,
    evidence,
    judgement,
    reception,
    share_of,
)

VIEW, LIKE, DISLIKE, SKIP = (
    (kind, 0.0)
    for kind in (
        InteractionKind.VIEW,
        InteractionKind.LIKE,
        InteractionKind.DISLIKE,
        InteractionKind.SKIP,
    )
)
CONTENT, ALS = RecommenderKind.CONTENT, RecommenderKind.ALS
LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc)


def session(
    *done: tuple[tuple[InteractionKind, float], ...],
    by: str = "",
    pair: tuple[RecommenderKind, RecommenderKind | None] = (CONTENT, None),
) -> SessionRecord:
    shown = tuple(
        ShownItem(f"i{place}", place, int(by[place]) if by else 0, one)
        for place, one in enumerate(done)
    )
    return SessionRecord(1, "Ada", LONG_AGO, "blind", *pair, shown)


@pytest.mark.parametrize(("successes", "trials"), [(0, 7), (3, 10), (250, 300), (40, 40)])
def test_interval_is_wilsons(successes: int, trials: int) -> None:
    share, z = share_of(successes, trials), 1.9599639845
    p, n = successes / trials, trials
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert (share.low, share.high) == pytest.approx((middle - half, middle + half), abs=1e-7)
    assert share.value == p


def test_without_trials_all_is_possible() -> None:
    share = share_of(0, 0)
    assert (share.value, share.low, share.high) == (0.0, 0.0, 1.0)


def test_counts_what_was_opened_touched_and_liked() -> None:
    found = reception([session((VIEW, LIKE), (SKIP,), ()), session((DISLIKE,), (VIEW,))])
    counts = [(one.successes, one.trials) for one in (found.opened, found.touched, found.liked)]
    assert found.sessions == 2 and counts == [(2, 5), (4, 5), (1, 2)] and found.duels == ()


@pytest.mark.parametrize(
    ("done", "is_liked"),
    [
        ((VIEW, SKIP), None),
        ((LIKE,), True),
        ((LIKE, DISLIKE), False),
        ((DISLIKE, LIKE), True),
        ((DISLIKE, (InteractionKind.RATING, 4.0)), True),
        (((InteractionKind.RATING, 5.0), VIEW, (InteractionKind.RATING, 2.0)), False),
        (((InteractionKind.RATING, 4.0),), True),
        (((InteractionKind.RATING, 2.0),), False),
        (((InteractionKind.RATING, 1.0), LIKE, (InteractionKind.SAVE, 0.0)), True),
    ],
)
def test_judges_by_the_last_verdict_and_what_was_saved(
    done: tuple[tuple[InteractionKind, float], ...], is_liked: bool | None
) -> None:
    assert judgement(ShownItem("i", 0, 0, done)) is is_liked


def test_duels_count_alike_from_either_side() -> None:
    won = session((LIKE,), (), (LIKE,), (LIKE,), by="0101", pair=(CONTENT, ALS))
    lost = session((LIKE,), (), (LIKE,), (LIKE,), by="0111", pair=(CONTENT, ALS))
    turned = session((LIKE,), (DISLIKE,), by="10", pair=(ALS, CONTENT))
    tied = session((VIEW,), (DISLIKE,), by="01", pair=(ALS, CONTENT))
    (result,) = duels([won, lost, turned, tied, session((LIKE,))])
    assert result.pair == (ALS, CONTENT)
    # Content won 2 to 1 and 1 to 0, and lost 1 to 2; the last has no likes.
    assert (result.wins, result.losses, result.ties) == (1, 2, 1)
    assert (result.preference.successes, result.preference.trials) == (1, 3)


@pytest.mark.parametrize(("wins", "losses"), [(0, 0), (3, 1), (12, 2), (40, 41)])
def test_evidence_is_the_mean_likelihood_over_all_coins(wins: int, losses: int) -> None:
    coins = (np.arange(100_000) + 0.5) / 100_000
    likelihood = (coins**wins * (1 - coins) ** losses).mean() * 2.0 ** (wins + losses)
    assert evidence(wins, losses) == pytest.approx(likelihood, rel=1e-6)
    assert evidence(wins, losses) == evidence(losses, wins)


def decided_by(coin: float, looks: int) -> float:
    """Return the probability that the rule has spoken at any of so many looks."""
    going, spoken = np.array([1.0]), 0.0
    for count in range(1, looks + 1):
        going = np.append(going * (1 - coin), 0.0) + np.append(0.0, going * coin)
        speaks = [evidence(wins, count - wins) >= EVIDENCE for wins in range(count + 1)]
        spoken += float(going[speaks].sum())
        going[speaks] = 0.0
    return spoken


def test_stopping_rule_may_be_looked_at_after_every_session() -> None:
    assert 0.01 < decided_by(0.5, 300) <= 0.05
    assert decided_by(0.7, 120) > 0.9


def duel_of(*leads: int) -> DuelResult:
    result = DuelResult((ALS, CONTENT), 0, 0, 0, False)
    for lead in leads:
        result = result.after(lead)
    return result


def test_ties_decide_nothing() -> None:
    assert not duel_of(*[1] * 5, *[0] * 500).is_decided
    assert duel_of(*[1] * 9).is_decided
    assert duel_of(*[-2] * 9).is_decided


def test_what_is_decided_stays_so() -> None:
    """The rule may be looked at after any session because it is over when it has spoken."""
    result = duel_of(*[1] * 9, *[-1] * 9)
    assert (result.wins, result.losses, result.ties) == (9, 9, 0)
    assert evidence(9, 9) < EVIDENCE and result.is_decided
    won = session((LIKE,), by="0", pair=(ALS, CONTENT))
    lost = session((LIKE,), by="1", pair=(ALS, CONTENT))
    assert duels([won] * 9 + [lost] * 9) == (result,)
    assert not duels([won, lost] * 9)[0].is_decided
