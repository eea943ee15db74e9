from __future__ import annotations

from app.recommend.history_transformer import transformer_recommender
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


def test_sees_taste_and_people_and_comes_back_from_its_arrays() -> None:
    recommender = quick(transformer_recommender(), 20)
    model = check_taste(recommender)
    check_people(model)
    check_alone(model)
    check_restored(quick(transformer_recommender(), 1), model)


def test_whoever_is_new_gets_what_most_like() -> None:
    check_strangers(quick(transformer_recommender(), 4))


def test_finds_items_that_nobody_met() -> None:
    check_cold_items(quick(transformer_recommender(), 20))


def test_foresees_the_next_item_of_a_sequence() -> None:
    check_sequence(quick(transformer_recommender(), 45))
