from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from sklearn.metrics import ndcg_score

from app.evaluate.metrics import (
    hit_rate_at_k,
    mean_reciprocal_rank,
    ndcg_at_k,
    precision_at_k,
    recall_at_k,
)

LISTS = np.array([[0, 1, 0, 1], [0, 0, 0, 0], [1, 1, 1, 0]], dtype=np.bool_)


def test_known_answers() -> None:
    totals = LISTS.sum(axis=1)
    assert hit_rate_at_k(LISTS, 1) == pytest.approx(1 / 3)
    assert hit_rate_at_k(LISTS, 2) == pytest.approx(2 / 3)
    assert precision_at_k(LISTS, 2) == pytest.approx((0.5 + 0 + 1) / 3)
    assert recall_at_k(LISTS, 2, totals) == pytest.approx((0.5 + 0 + 2 / 3) / 3)
    assert mean_reciprocal_rank(LISTS) == pytest.approx((0.5 + 0 + 1) / 3)


@given(arrays(np.bool_, (5, 12)), st.integers(1, 12))
def test_ndcg_equals_scikit_learn(relevant: NDArray[np.bool_], k: int) -> None:
    by_rank = np.arange(12, 0, -1)[None, :]
    expected = [ndcg_score(row[None, :].astype(float), by_rank, k=k) for row in relevant]
    np.testing.assert_allclose(ndcg_at_k(relevant, k), expected, atol=1e-12)


@given(arrays(np.bool_, (4, 9)), st.integers(1, 6))
def test_ndcg_of_lists_cut_short(relevant: NDArray[np.bool_], k: int) -> None:
    cut = ndcg_at_k(relevant[:, :k], k, relevant.sum(axis=1))
    np.testing.assert_allclose(cut, ndcg_at_k(relevant, k), atol=1e-12)


def test_refuses_k_below_one() -> None:
    with pytest.raises(ValueError, match="k >= 1"):
        precision_at_k(LISTS, 0)
