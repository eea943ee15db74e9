from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from app.core.errors import Cancelled, InputError
from app.core.progress import Cancellation, Progress
from app.evaluate.reinforcement import POLICIES, ReinforcementPlan, evaluate_reinforcement, play
from app.evaluate.reinforcement_figures import Variant
from app.evaluate.reinforcement_policies import PolicyKind, make_policy
from app.recommend.deep_q import DeepQSettings
from app.recommend.simulator import (
    SimulatedPerson,
    SimulatorSettings,
    best_session,
    draw_person,
    greedy_session,
    likes_of,
)

WORLD = SimulatorSettings(items=12)
DEEP = DeepQSettings(hidden=32, explore_steps=500)


def late_likes(people: list[SimulatedPerson], kind: PolicyKind, sessions: int) -> float:
    """Likes in each of the last eight sessions."""
    return float(
        np.mean(
            [
                play(person, make_policy(kind, person.world, DEEP, seed), sessions, seed)[-8:]
                for seed, person in enumerate(people)
            ]
        )
    )


def test_bandits_learn_what_a_steady_person_likes() -> None:
    people = [draw_person(replace(WORLD, tiring=0.0), seed) for seed in range(6)]
    best = float(np.mean([likes_of(person, best_session(person)) for person in people]))
    found = {kind: late_likes(people, kind, 20) for kind in POLICIES[Variant.STEADY][:4]}
    for kind in (PolicyKind.LINUCB, PolicyKind.THOMPSON):
        assert found[kind] > 0.95 * best
        assert found[kind] > found[PolicyKind.GREEDY] > found[PolicyKind.RANDOM] + 1


def test_deep_q_learning_looks_ahead_where_sessions_matter() -> None:
    people = [draw_person(WORLD, seed) for seed in range(2)]
    best, near = (
        float(np.mean([likes_of(person, plan(person)) for person in people]))
        for plan in (best_session, greedy_session)
    )
    deep, bandit = (late_likes(people, k, 60) for k in (PolicyKind.DQN, PolicyKind.LINUCB))
    assert bandit < near < deep <= best + 1e-9


def test_a_bandit_that_sees_rest_does_as_well_as_one_can_without_looking_ahead() -> None:
    people = [draw_person(WORLD, seed) for seed in range(3)]
    near = float(np.mean([likes_of(person, greedy_session(person)) for person in people]))
    blind, seeing = (
        late_likes(people, k, 30) for k in (PolicyKind.LINUCB, PolicyKind.RESTED_LINUCB)
    )
    assert blind < 0.8 * near < seeing


def test_report_has_all_policies_and_is_the_same_again() -> None:
    plan = ReinforcementPlan(2, 90, replace(WORLD, session=10), replace(DEEP, warm_up=70))
    one, again = (evaluate_reinforcement(plan).to_json() for _ in range(2))
    assert one == again and json.dumps(one, allow_nan=False)
    assert one["shown"] == 90 and one["seeds"] == [0, 1]
    assert set(one["variants"]["sessions"]["policies"]) == {kind.value for kind in PolicyKind}
    steady = one["variants"][Variant.STEADY.value]
    assert steady["best"] == steady["near_sighted"]
    assert all(row["regret"]["mean"] > 0 for row in steady["policies"].values())
    assert len(one["summary"]) > 10


def test_cancel_stops_between_sessions() -> None:
    cancellation, seen = Cancellation(), []

    def report(progress: Progress) -> None:
        seen.append(progress.done)
        if progress.done == 3:
            cancellation.cancel()

    with pytest.raises(Cancelled):
        evaluate_reinforcement(ReinforcementPlan(2, 192, WORLD, DEEP), report, cancellation)
    assert seen[-1] == 3


@pytest.mark.parametrize(("seeds", "rounds"), [(1, 1000), (10, 20)])
def test_refuses_what_would_say_nothing(seeds: int, rounds: int) -> None:
    with pytest.raises(InputError):
        ReinforcementPlan(seeds, rounds)
