from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from app.evaluate.list_metrics import measure_lists, relevance_of, spread_of_lists
from tests.evaluate.test_metrics import by_ranx

USERS, ITEMS = 14, 60


def lists_and_wanted() -> tuple[np.ndarray, sparse.csr_matrix]:
    chance = np.random.default_rng(3)
    lists = np.array([chance.permutation(ITEMS)[:20] for _ in range(USERS)])
    wanted = chance.random((USERS, ITEMS)) < 0.08
    wanted[np.arange(USERS), lists[:, 5]] = True
    return lists, sparse.csr_matrix(wanted.astype(np.float32))


def test_means_over_users_equal_ranx_at_both_depths() -> None:
    lists, wanted = lists_and_wanted()
    found = measure_lists(lists, wanted)
    # ranx is asked about whole rankings: the lists first, what they lack behind.
    every = [np.concatenate([row, np.setdiff1d(np.arange(ITEMS), row)]) for row in lists]
    relevant = relevance_of(np.array(every), wanted)
    names = [name for name in found.means if not name.startswith("mrr")]
    assert by_ranx(relevant, names) == pytest.approx(
        {name: found.means[name] for name in names}, abs=1e-6
    )
    assert found.recall.mean() == pytest.approx(found.means["recall@20"])
    assert found.ndcg.mean() == pytest.approx(found.means["ndcg@20"])


def test_only_users_who_want_something_count() -> None:
    lists, wanted = lists_and_wanted()
    none = sparse.csr_matrix(np.zeros((2, ITEMS), dtype=np.float32))
    more = sparse.csr_matrix(np.concatenate([wanted.toarray(), none.toarray()]))
    assert measure_lists(np.concatenate([lists, lists[:2]]), more).means == (
        measure_lists(lists, wanted).means
    )
    assert measure_lists(lists[:2], none).users == 0


def test_places_without_an_item_are_misses() -> None:
    wanted = sparse.csr_matrix(np.ones((1, 30), dtype=np.float32))
    lists = np.full((1, 20), -1)
    lists[0, 0] = 7
    found = measure_lists(lists, wanted)
    assert found.means["precision@20"] == pytest.approx(1 / 20)
    assert found.means["recall@20"] == pytest.approx(1 / 30)
    assert found.means["mrr@20"] == 1


def test_spread_of_lists_that_are_alike_and_not() -> None:
    vectors = np.eye(ITEMS, dtype=np.float32)
    same, other = np.tile(np.arange(20), (3, 1)), np.arange(60).reshape(3, 20)
    assert spread_of_lists(same, vectors) == pytest.approx(
        {"coverage@20": 20 / 60, "diversity@20": 1.0}
    )
    assert spread_of_lists(other, vectors)["coverage@20"] == 1
    alike = np.ones((ITEMS, 1), dtype=np.float32)
    assert spread_of_lists(other, alike)["diversity@20"] == pytest.approx(0)
