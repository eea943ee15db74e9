from __future__ import annotations

import numpy as np

from app.recommend.held_out import hold_out_last
from app.recommend.histories import Histories

BOUNDS = np.array([0, 3, 4, 6, 8, 11])
ITEMS = np.array([5, 2, 7, 1, 3, 4, 6, 0, 8, 9, 2])
LIKES = np.array([1, 1, 1, 1, 1, -1, 1, 1, 0.2, 1, 0.2], dtype=np.float32)
HISTORIES = Histories(BOUNDS, ITEMS, LIKES, 10)


def test_the_last_like_of_those_with_another_is_taken_away() -> None:
    held = hold_out_last(HISTORIES, 1.0, seed=0)
    # The second user has a single like, the third disliked the last item.
    assert held.users.tolist() == [0, 3, 4] and held.items.tolist() == [7, 0, 2]
    assert held.histories.bounds.tolist() == [0, 2, 3, 5, 6, 8]
    assert held.histories.items.tolist() == [5, 2, 1, 3, 4, 6, 8, 9]
    assert held.histories.preferences.tolist() == np.delete(LIKES, [2, 7, 10]).tolist()
    assert len(HISTORIES.items) == 11


def test_a_share_of_users_is_drawn_by_the_seed() -> None:
    users = np.repeat(np.arange(400), 2)
    many = Histories.from_pairs(users, np.tile(np.arange(2), 400), 400, 2)
    first, again, other = (hold_out_last(many, 0.5, seed).users for seed in (0, 0, 1))
    assert 150 < len(first) < 250
    assert first.tolist() == again.tolist() != other.tolist()
