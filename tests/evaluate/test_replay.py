from __future__ import annotations

import json
import math

import numpy as np
import pytest

from app.core.errors import Cancelled, InputError
from app.core.persona import InteractionKind
from app.core.progress import Cancellation, Progress
from app.evaluate.reception import duels, reception
from app.evaluate.replay import (
    Behaviour,
    RateKind,
    ReplayPlan,
    ReplayReport,
    replay,
    replay_off_policy,
)

ROWS = np.arange(4, dtype=np.int64)


@pytest.fixture(name="found", scope="module")
def replayed() -> ReplayReport:
    return replay(ReplayPlan(repeats=80, longest=100, seed=1))


def test_intervals_hold_the_truth_as_often_as_they_say(found: ReplayReport) -> None:
    moody = found.rates[RateKind.MOODY]
    for kind, coverage in found.rates.items():
        assert 0.2 < coverage.truth < 0.8
        if kind is not RateKind.MOODY:
            # Eighty of eighty, as intervals of any width have it, would be too many.
            assert coverage.covered.low <= 0.95 <= coverage.covered.high, kind
    assert moody.covered.high < 0.95


def test_duels_find_the_better_one_and_cry_no_wolf(found: ReplayReport) -> None:
    assert found.unequal.first.value > 0.4 and found.unequal.second.successes == 0
    assert 5 < found.unequal.sessions <= 100
    equal = found.equal.first.successes + found.equal.second.successes
    assert equal / 80 <= 0.06 < 0.2 < found.equal.hasty.value


def test_behaviour_does_what_its_probabilities_say() -> None:
    chance = np.random.default_rng(0)
    always, never = np.array([1.0, 0.0, 1.0, 0.0]), np.zeros(4)
    all_judge = Behaviour(always, 1.0, np.array([1.0, 1.0, 0.0, 0.0])).session(ROWS, chance)
    view, like, dislike = (
        (kind, 0.0)
        for kind in (InteractionKind.VIEW, InteractionKind.LIKE, InteractionKind.DISLIKE)
    )
    assert [one.done for one in all_judge.shown] == [
        (view, like), (like,), (view, dislike), (dislike,)
    ]  # fmt: skip
    none_judge = Behaviour(never, 0.0, never).session(ROWS, chance)
    assert not any(one.done for one in none_judge.shown) and none_judge.rival is None
    measured = reception([all_judge, none_judge])
    counts = [(one.successes, one.trials) for one in (measured.opened, measured.touched)]
    assert counts == [(2, 8), (4, 8)] and (measured.liked.successes, measured.liked.trials) == (
        2,
        4,
    )


def test_a_like_counts_for_whose_pick_it_was() -> None:
    likes_two = Behaviour(np.zeros(4), 1.0, np.array([1.0, 1.0, 1.0, 0.0]))
    session = likes_two.session(ROWS, np.random.default_rng(0), (1, 1, 0, 0))
    (result,) = duels([session])
    assert (result.wins, result.losses, result.ties) == (0, 1, 0)


def test_off_policy_counts_only_what_would_have_been_shown() -> None:
    shown = np.array([0, 1, 2, 0, 1, 2])
    clicked = np.array([True, False, True, False, True, True])
    share = replay_off_policy(shown, clicked, np.array([0, 1, 0, 0, 0, 2]))
    assert (share.successes, share.trials) == (2, 4)
    # Wilson (1927) by hand.
    z, p, n = 1.959964, 0.5, 4
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    assert (share.low, share.high) == pytest.approx((0.5 - half, 0.5 + half), abs=1e-6)


def test_is_the_same_again_and_goes_through_json() -> None:
    plan = ReplayPlan(repeats=2, longest=5, events=100)
    one, again = (replay(plan).to_json() for _ in range(2))
    assert one == again == json.loads(json.dumps(one))
    assert set(one["rates"]) == {kind.value for kind in RateKind}


def test_cancel_stops_between_repeats() -> None:
    cancellation = Cancellation()

    def report(progress: Progress) -> None:
        if progress.done == 3:
            cancellation.cancel()

    with pytest.raises(Cancelled):
        replay(ReplayPlan(repeats=2), report, cancellation)


@pytest.mark.parametrize(("repeats", "items"), [(0, 100), (10, 15)])
def test_refuses_what_would_say_nothing(repeats: int, items: int) -> None:
    with pytest.raises(InputError):
        ReplayPlan(repeats=repeats, items=items)
