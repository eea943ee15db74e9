from __future__ import annotations

import numpy as np

from app.recommend.histories import Histories

USERS = np.array([2, 0, 2, 0, 2])
ITEMS = np.array([4, 1, 0, 3, 2])
HISTORIES = Histories.from_pairs(USERS, ITEMS, user_count=3, item_count=5)


def test_each_user_keeps_the_order_of_what_was_done() -> None:
    assert HISTORIES.bounds.tolist() == [0, 2, 2, 5]
    assert HISTORIES.items.tolist() == [1, 3, 4, 0, 2]
    assert len(HISTORIES) == 3


def test_some_users_in_any_order() -> None:
    some = HISTORIES.rows(np.array([2, 1, 0, 2]))
    assert some.bounds.tolist() == [0, 3, 3, 5, 8]
    assert some.items.tolist() == [4, 0, 2, 1, 3, 4, 0, 2]


def test_what_was_done_twice_is_summed_and_only_likes_remain() -> None:
    one = Histories.of_one([3, 3, 1, 1, 0], [1.0, -1.0, 0.2, 0.5, -1.0], item_count=4)
    np.testing.assert_allclose(one.matrix().toarray(), [[-1.0, 0.7, 0.0, 0.0]], atol=1e-6)
    assert one.liked().toarray().tolist() == [[0.0, 1.0, 0.0, 0.0]]
    assert one.items.tolist() == [3, 3, 1, 1, 0]
    np.testing.assert_allclose(one.preferences, [1.0, -1.0, 0.2, 0.5, -1.0])
    assert (one.seen().toarray() > 0).tolist() == [[True, True, False, True]]


def test_no_one_and_nothing() -> None:
    empty = HISTORIES.rows(np.array([], dtype=np.int64))
    assert len(empty) == 0 and empty.matrix().shape == (0, 5)
    assert Histories.of_one([], [], 5).liked().toarray().tolist() == [[0.0] * 5]
