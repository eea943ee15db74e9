from __future__ import annotations

import numpy as np

from app.recommend.histories import Histories
from app.recommend.neighbours import ItemNeighbours
from tests.recommend.circles import ITEMS, circles, looks


def test_steps_go_from_item_to_item_and_never_straight_back() -> None:
    histories = circles()[0]
    likes = histories.liked().toarray().astype(np.float64)
    users, items = likes.sum(1), likes.sum(0)
    powers = (np.where(items > 0, np.maximum(items, 1) ** power, 0) for power in (-0.7, -0.1))
    leave, come = powers
    step = leave[:, None] * (likes.T @ (likes / users[:, None])) * come
    np.fill_diagonal(step, 0)
    asked = Histories.of_one([3, 8], [1.0, 1.0], ITEMS)
    start = asked.liked().toarray()
    for steps, wanted in ((1, start @ step), (2, start @ (step + step @ step))):
        model = ItemNeighbours(liked_power=-0.7, found_power=-0.1, steps=steps).fit(
            histories, looks()
        )
        np.testing.assert_allclose(model.score(asked), wanted, rtol=1e-4, atol=1e-6)


def test_a_second_step_reaches_whom_nobody_liked_together() -> None:
    pairs = Histories.from_pairs(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 2]), 2, ITEMS)
    asked = Histories.of_one([0], [1.0], ITEMS)
    near, far = (ItemNeighbours(steps=steps).fit(pairs, looks()).score(asked) for steps in (1, 2))
    assert near[0, 2] == 0 < far[0, 2] < far[0, 1]
