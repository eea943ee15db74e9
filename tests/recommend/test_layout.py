"""The map keeps neighbours together, is repeatable, and puts a query among what it is like."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.fusion.tower import unit_rows
from app.recommend.layout import lay_out, place


def groups(count: int, size: int = 24) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Unit vectors in groups around random directions."""
    random = np.random.default_rng(0)
    centres = random.normal(size=(count, 32))
    owner = np.repeat(np.arange(count), size)
    noise = random.normal(scale=0.15, size=(len(owner), 32))
    return unit_rows((centres[owner] + noise).astype(np.float32)), owner


@pytest.mark.slow
@pytest.mark.no_cover  # numba compiles half as fast again when it is watched
def test_groups_stay_together_and_apart() -> None:
    vectors, owner = groups(4)
    places = lay_out(vectors)
    assert places.shape == (96, 2)
    assert places.dtype == np.float32
    assert np.abs(places).max() == pytest.approx(1.0, abs=1e-5)
    distances = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    assert (owner[distances.argmin(axis=1)] == owner).all()
    assert np.array_equal(places, lay_out(vectors))
    x, y = place(vectors[30], vectors, places)
    assert owner[np.linalg.norm(places - (x, y), axis=1).argmin()] == owner[30]


@pytest.mark.parametrize("count", [1, 2, 3, 20])
def test_few_items_are_laid_out_too(count: int) -> None:
    vectors = groups(1)[0][:count]
    places = lay_out(vectors)
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()
    if count > 1:
        assert len(np.unique(places, axis=0)) == count


def test_a_query_lies_nearest_to_what_it_is_like() -> None:
    vectors, places = np.eye(8, dtype=np.float32), np.arange(16, dtype=np.float32).reshape(8, 2)
    assert place(vectors[3], vectors, places) == pytest.approx((6.0, 7.0), abs=1e-3)
    middle = unit_rows((vectors[2:3] + vectors[4:5]).astype(np.float32))[0]
    assert place(middle, vectors, places) == pytest.approx((6.0, 7.0), abs=1e-3)
