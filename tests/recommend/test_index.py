"""Exact search."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.recommend.index import ExactIndex


def unit_rows(count: int, size: int, seed: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@given(st.integers(1, 40), st.integers(1, 5), st.integers(1, 16), st.integers(0, 99))
def test_scores_are_the_cosine_of_every_pair(
    items: int, queries: int, size: int, seed: int
) -> None:
    vectors = unit_rows(items, size, seed)
    asked = unit_rows(queries, size, seed + 1)
    index = ExactIndex([str(row) for row in range(items)], vectors)
    expected = [[float(np.dot(q, v)) for v in vectors] for q in asked.astype(np.float64)]
    np.testing.assert_allclose(index.scores(asked), expected, atol=1e-6)


def test_every_item_finds_itself() -> None:
    vectors = unit_rows(200, 32, 3)
    index = ExactIndex([str(row) for row in range(200)], vectors)
    assert index.scores(vectors).argmax(axis=1).tolist() == list(range(200))


def test_an_empty_query_scores_nothing() -> None:
    index = ExactIndex(["a", "b"], unit_rows(2, 4, 0))
    assert index.scores(np.zeros((1, 4), np.float32)).tolist() == [[0.0, 0.0]]


def test_an_empty_index_gives_empty_scores() -> None:
    index = ExactIndex([], np.zeros((0, 4), np.float32))
    assert index.scores(np.zeros((8, 4), np.float32)).shape == (8, 0)


@pytest.mark.parametrize("shape", [(3, 4), (2,), (2, 2, 2)])
def test_identifiers_and_rows_must_match(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="identifiers"):
        ExactIndex(["a", "b"], np.zeros(shape, np.float32))


def test_queries_of_another_length_are_refused() -> None:
    index = ExactIndex(["a", "b"], unit_rows(2, 4, 0))
    with pytest.raises(ValueError, match="queries"):
        index.scores(np.zeros((1, 5), np.float32))
