from __future__ import annotations

import numpy as np
import torch

from app.recommend.histories import Histories
from app.recommend.history_batches import Windows, by_key, liked_in_order, padded


def histories() -> Histories:
    """Three users: one likes, dislikes and meets again; one has nothing; one likes nine."""
    items = np.array([4, 2, 4, 3, 3, *range(9)], dtype=np.int64)
    preferences = np.array([1, 0.2, 0.2, 1, -1, *[1] * 9], dtype=np.float32)
    return Histories(np.array([0, 5, 5, 14]), items, preferences, 10)


def test_keeps_what_was_liked_once_where_it_was_met_last() -> None:
    liked = liked_in_order(histories())
    assert liked.bounds.tolist() == [0, 2, 2, 11]
    assert liked.items[:2].tolist() == [2, 4]


def test_reads_the_last_items_and_pads_with_zeros() -> None:
    read = padded(liked_in_order(histories()), 4)
    assert read.tolist() == [[3, 5, 0, 0], [0, 0, 0, 0], [6, 7, 8, 9]]
    assert padded(histories().rows(np.array([1])), 4).shape == (1, 0)
    keyed = padded(by_key(liked_in_order(histories()), np.arange(10)[::-1].copy()), 4)
    assert keyed.tolist() == [[5, 3, 0, 0], [0, 0, 0, 0], [4, 3, 2, 1]]


def test_draws_windows_in_order_or_in_any_order() -> None:
    liked = liked_in_order(histories())
    ordered = Windows(liked, 4, is_ordered=True)
    torch.manual_seed(0)
    rows = torch.arange(len(ordered))
    runs = {tuple(one.tolist()) for _ in range(50) for one in ordered.draw(rows)}
    assert runs == {(3, 5, 0, 0), *(tuple(range(s, s + 4)) for s in range(1, 7))}
    sets = [
        one
        for _ in range(50)
        for one in Windows(liked, 4, is_ordered=False).draw(rows)
        if int((one > 0).sum()) == 4
    ]
    assert all(len(set(one.tolist())) == 4 for one in sets)
    assert set(torch.stack(sets)[:, 0].tolist()) == set(range(1, 10))
