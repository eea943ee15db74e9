from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from app.core.errors import InputError
from app.recommend.simulator import (
    SimulatorSettings,
    best_session,
    draw_person,
    greedy_session,
    likes_of,
)

SMALL = SimulatorSettings(items=6, categories=3, width=4, session=6, rested=2)


def test_liking_falls_by_what_was_shown_and_recovers() -> None:
    person = draw_person(SimulatorSettings(rested=3, tiring=0.9), 1)
    tires = person.tiring[person.world.categories] > 0
    item, calm = int(tires.argmax()), int(tires.argmin())
    fresh = person.liking(person.world.start())
    state, left = person.world.after(person.world.start(), item), list[float]()
    for _ in range(4):
        left.append(float(person.liking(state)[item] / fresh[item]))
        assert person.liking(state)[calm] == fresh[calm]
        state = person.world.after(state, calm)
    np.testing.assert_allclose(left, [0.1, 0.4, 0.7, 1.0])


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_best_session_is_the_best_of_all_sessions(seed: int) -> None:
    person = draw_person(SMALL, seed)
    every = itertools.product(person.favourites().tolist(), repeat=SMALL.session)
    best = max(likes_of(person, list(items)) for items in every)
    assert likes_of(person, best_session(person)) == pytest.approx(best)
    assert likes_of(person, [0] * SMALL.session) < best


def test_looking_ahead_pays_only_where_people_tire() -> None:
    tiring = SimulatorSettings()
    for seed in range(5):
        person, steady = draw_person(tiring, seed), draw_person(replace(tiring, tiring=0.0), seed)
        assert likes_of(person, best_session(person)) > 1.05 * likes_of(
            person, greedy_session(person)
        )
        favourite = int(steady.rested_liking().argmax())
        assert best_session(steady) == greedy_session(steady) == [favourite] * tiring.session


def test_people_of_the_same_seed_are_the_same_and_of_others_are_not() -> None:
    one, again, other = (draw_person(SMALL, seed) for seed in (3, 3, 4))
    assert np.array_equal(one.taste, again.taste) and not np.array_equal(one.taste, other.taste)
    assert np.linalg.norm(one.world.features, axis=1) == pytest.approx(1, abs=1e-6)
    liking = one.rested_liking()
    loved = one.tiring[one.world.categories] > 0
    assert liking[loved].mean() > liking[~loved].mean() + 0.2


@pytest.mark.parametrize("spoilt", [{"items": 0}, {"tiring": 1.5}, {"categories": 9}])
def test_refuses_a_world_that_cannot_be(spoilt: dict[str, int]) -> None:
    with pytest.raises(InputError):
        replace(SimulatorSettings(), **spoilt)
