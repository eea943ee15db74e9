from __future__ import annotations

import numpy as np
import pytest

from app.fusion.tower import Array, laplacian_kernel

WIDTH = np.array([2.0], dtype=np.float32)


def _rows(length: float, count: int = 200) -> Array:
    drawn = np.random.default_rng(3).normal(size=(count, 300))
    rows: Array = (length * drawn / np.linalg.norm(drawn, axis=1)[:, None]).astype(np.float32)
    return rows


@pytest.mark.parametrize("length", [1e-3, 1.0, 50.0])
def test_a_row_is_at_no_distance_from_itself_whatever_rounding_says(length: float) -> None:
    rows = _rows(length)
    np.testing.assert_array_equal(np.diagonal(laplacian_kernel(rows, rows, WIDTH)), 1)


def test_others_are_as_far_as_double_precision_says() -> None:
    rows, landmarks = _rows(1.0)[:50], _rows(1.0)[50:]
    wide = rows[:, None].astype(np.float64) - landmarks
    distances = np.linalg.norm(wide, axis=2)
    found = laplacian_kernel(rows, landmarks, WIDTH)
    np.testing.assert_allclose(found, np.exp(-2 * distances), atol=1e-6)


def test_rows_that_are_close_are_still_told_apart() -> None:
    rows = _rows(1.0)[:1]
    moved = rows.copy()
    moved[0, 0] += 0.01
    assert laplacian_kernel(rows, moved, WIDTH)[0, 0] == pytest.approx(np.exp(-0.02), abs=1e-3)
