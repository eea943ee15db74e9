from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import InputError
from app.recommend.deep_interest import deep_interest_recommender
from app.recommend.histories import Histories
from tests.recommend.history_checks import (
    check_cold_items,
    check_people,
    check_restored,
    check_taste,
    quick,
)
from tests.recommend.small_histories import ITEMS, content, tastes


def test_sees_taste_and_people_and_comes_back_from_its_arrays() -> None:
    recommender = quick(deep_interest_recommender(), 20)
    model = check_taste(recommender)
    check_people(model)
    check_restored(quick(deep_interest_recommender(), 1), model)


def test_finds_items_that_nobody_met() -> None:
    check_cold_items(quick(deep_interest_recommender(), 20))


def test_works_with_no_history_and_with_a_single_one() -> None:
    recommender = quick(deep_interest_recommender(), 2)
    nobody = recommender.fit(Histories.of_one([], [], ITEMS), content())
    assert np.isfinite(nobody.score(tastes(3))).all()
    single = recommender.fit(Histories.of_one([5], [1], ITEMS), content())
    assert single.score(Histories.of_one([], [], ITEMS))[0].argmax() == 5


def test_refuses_what_does_not_fit() -> None:
    recommender = quick(deep_interest_recommender(), 1)
    with pytest.raises(InputError, match="take both from one catalog"):
        recommender.fit(Histories.of_one([1], [1], 12), content())
    model = recommender.fit(tastes(12), content())
    with pytest.raises(InputError, match="fit it to this catalog"):
        model.score(Histories.of_one([1], [1], 12))
    arrays = {name: one for name, one in model.arrays().items() if name != "keys"}
    with pytest.raises(InputError, match="fit it again"):
        recommender.restore(arrays)
