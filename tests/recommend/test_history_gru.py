from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.core.progress import ignore_progress
from app.recommend.history_gru import describe_by_adversaries, gru_recommender
from tests.recommend.history_checks import (
    check_alone,
    check_cold_items,
    check_people,
    check_restored,
    check_sequence,
    check_strangers,
    check_taste,
    quick,
)
from tests.recommend.small_histories import ITEMS, content, rings


def test_sees_taste_and_people_and_comes_back_from_its_arrays() -> None:
    recommender = quick(gru_recommender(), 20)
    model = check_taste(recommender)
    check_people(model)
    check_alone(model)
    check_restored(quick(gru_recommender(), 1), model)


def test_whoever_is_new_gets_what_most_like() -> None:
    check_strangers(quick(gru_recommender(), 4))


def test_finds_items_that_nobody_met() -> None:
    check_cold_items(quick(gru_recommender(), 20))


def test_foresees_the_next_item_of_a_sequence() -> None:
    check_sequence(quick(gru_recommender(), 25))


def test_an_order_that_means_nothing_changes_nothing() -> None:
    model = quick(gru_recommender(), 1).fit(rings(40), content(), seed=0)
    contexts = rings(10, seed=2)
    turned = contexts.items.reshape(10, 6)[:, ::-1].ravel()
    other = type(contexts)(contexts.bounds, turned, contexts.preferences, ITEMS)
    np.testing.assert_array_equal(model.score(contexts), model.score(other))


def test_items_are_described_with_the_seed_of_the_fit() -> None:
    model = quick(gru_recommender(), 1).fit(rings(8), content(), seed=3)
    described = describe_by_adversaries(content(), 3, ignore_progress, None)
    np.testing.assert_array_equal(model.features, described)
    assert not np.allclose(described, describe_by_adversaries(content(), 0, ignore_progress, None))


def test_members_begin_elsewhere_and_their_scores_are_averaged() -> None:
    one = quick(gru_recommender(), 1).in_time_order()
    one = replace(one, settings=replace(one.settings, has_content=False))
    two = replace(one, settings=replace(one.settings, members=2))
    both = two.fit(rings(20), content(), seed=3).score(rings(5))
    apart = [one.fit(rings(20), content(), seed).score(rings(5)) for seed in (6, 7)]
    np.testing.assert_allclose(both, (apart[0] + apart[1]) / 2, atol=1e-4)
    assert not np.allclose(apart[0], apart[1])
