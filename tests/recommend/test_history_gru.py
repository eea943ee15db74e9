from __future__ import annotations

import numpy as np

from app.recommend.history_gru import gru_recommender
from tests.recommend.history_checks import (
    check_cold_items,
    check_people,
    check_restored,
    check_sequence,
    check_taste,
    quick,
)
from tests.recommend.small_histories import ITEMS, content, rings


def test_sees_taste_and_people_and_comes_back_from_its_arrays() -> None:
    recommender = quick(gru_recommender(), 20)
    model = check_taste(recommender)
    check_people(model)
    check_restored(quick(gru_recommender(), 1), model)


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
