from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from sklearn.metrics import ndcg_score, precision_score, recall_score

from app.evaluate.metrics import (
    coverage_at_k,
    diversity_at_k,
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


RANX = """
import json, sys
from ranx import Qrels, Run, evaluate

wanted, found, names = json.load(sys.stdin)
scores = evaluate(Qrels(wanted), Run(found), names)
json.dump({name: float(score) for name, score in scores.items()}, sys.stdout)
"""


def by_ranx(relevant: NDArray[np.bool_], names: list[str]) -> dict[str, float]:
    """Ask ranx, in a process of its own without its compiler, which takes a minute."""
    wanted = {
        f"q{number}": {f"d{rank}": 1 for rank in np.flatnonzero(row)}
        for number, row in enumerate(relevant)
    }
    found = {
        query: {f"d{rank}": 1.0 / (rank + 1) for rank in range(relevant.shape[1])}
        for query in wanted
    }
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RANX],
        input=json.dumps([wanted, found, names]),
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    scores: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return scores


def test_every_measure_of_lists_equals_ranx() -> None:
    chance = np.random.default_rng(0)
    relevant = chance.random((12, 9)) < 0.3
    relevant[:, 8] |= ~relevant.any(axis=1)  # ranx wants something relevant for each query
    totals = relevant.sum(axis=1)
    ours = {
        "mrr": mean_reciprocal_rank(relevant),
        **{f"recall@{k}": recall_at_k(relevant, k, totals) for k in (1, 4, 9)},
        **{f"precision@{k}": precision_at_k(relevant, k) for k in (1, 4, 9)},
        **{f"hit_rate@{k}": hit_rate_at_k(relevant, k) for k in (1, 4, 9)},
        **{f"ndcg@{k}": float(ndcg_at_k(relevant, k).mean()) for k in (1, 4, 9)},
    }
    assert by_ranx(relevant, list(ours)) == pytest.approx(ours)


def test_recall_and_precision_equal_scikit_learn() -> None:
    relevant = np.random.default_rng(1).random((6, 10)) < 0.4
    relevant[:, 0] = True
    shown = np.arange(10) < 4
    recalls = [recall_score(row, shown) for row in relevant]
    precisions = [precision_score(row, shown) for row in relevant]
    assert recall_at_k(relevant, 4, relevant.sum(axis=1)) == pytest.approx(np.mean(recalls))
    assert precision_at_k(relevant, 4) == pytest.approx(np.mean(precisions))


def test_coverage_counts_each_item_once() -> None:
    lists = np.array([[3, 1, 0], [3, 2, 1], [1, 3, -1]])
    assert coverage_at_k(lists, 1, 10) == pytest.approx(2 / 10)
    assert coverage_at_k(lists, 3, 10) == pytest.approx(4 / 10)
    assert coverage_at_k(lists, 3, 4) == 1


def test_diversity_is_the_mean_distance_of_pairs() -> None:
    vectors = np.random.default_rng(2).normal(size=(7, 5)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    lists = np.array([[0, 3, 5, 6], [1, 1, 2, 4]])
    pairs = [
        [1 - float(vectors[a] @ vectors[b]) for n, a in enumerate(row[:3]) for b in row[n + 1 : 3]]
        for row in lists
    ]
    assert diversity_at_k(lists, 3, vectors) == pytest.approx(np.mean(pairs), abs=1e-6)
    assert diversity_at_k(np.array([[2, 2]]), 2, vectors) == pytest.approx(0, abs=1e-6)
    with pytest.raises(ValueError, match="at least 2"):
        diversity_at_k(lists, 1, vectors)


def test_refuses_k_below_one() -> None:
    with pytest.raises(ValueError, match="k >= 1"):
        precision_at_k(LISTS, 0)
