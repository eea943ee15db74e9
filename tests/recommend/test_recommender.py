from __future__ import annotations

import numpy as np
import pytest

from app.recommend.histories import Histories
from app.recommend.popularity import Popularity
from app.recommend.recommender import rank, recommend
from tests.recommend.circles import ITEMS, circles, looks

SCORES = np.array([[0.1, 0.9, 0.5, 0.9], [3.0, 2.0, 1.0, 0.0]], dtype=np.float32)


def test_the_best_come_first_and_ties_go_to_the_lower_number() -> None:
    assert rank(SCORES, None, 3).tolist() == [[1, 3, 2], [0, 1, 2]]


def test_what_is_excluded_does_not_compete() -> None:
    seen = Histories.from_pairs(np.array([0, 1, 1]), np.array([1, 0, 2]), 2, 4).matrix()
    assert rank(SCORES, seen, 2).tolist() == [[3, 2], [1, 3]]


@pytest.mark.parametrize("top", [4, 6])
def test_where_nothing_is_left_stands_minus_one(top: int) -> None:
    everything = Histories.from_pairs(np.zeros(4, np.int64), np.arange(4), 1, 4).matrix()
    assert rank(SCORES[:1], everything, top).tolist() == [[-1] * top]
    assert rank(SCORES[:1], None, top).tolist() == [[1, 3, 2, 0] + [-1] * (top - 4)]


def test_what_was_liked_or_disliked_is_not_recommended_again() -> None:
    model = Popularity().fit(circles()[0], looks())
    first = recommend(model, Histories.of_one([], [], ITEMS), 4)[0].tolist()
    met = Histories.of_one(first[:2], [1.0, -1.0], ITEMS)
    assert recommend(model, met, ITEMS)[0, : ITEMS - 2].tolist()[:2] == first[2:]
    assert not set(first[:2]) & set(recommend(model, met, ITEMS)[0].tolist())
