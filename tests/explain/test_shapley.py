from __future__ import annotations

import numpy as np
import pytest
import shapiq
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from app.core.modality import Modality
from app.explain.shapley import SUBSETS, shapley_values

Scores = NDArray[np.float64]
scores_of_eight = arrays(np.float64, (8, 3), elements=st.floats(-1, 1, width=32))


def test_subsets_are_in_bit_order() -> None:
    assert SUBSETS[0] == frozenset()
    assert SUBSETS[1] == {Modality.IMAGE}
    assert SUBSETS[6] == {Modality.TEXT, Modality.AUDIO}
    assert SUBSETS[7] == set(Modality)


@given(scores_of_eight)
def test_equals_shapiq(scores: Scores) -> None:
    ours = shapley_values(scores)
    for column in range(scores.shape[1]):

        def value(coalitions: NDArray[np.bool_], column: int = column) -> Scores:
            bits = np.atleast_2d(coalitions).astype(int) @ np.array([1, 2, 4])
            value_of: Scores = scores[bits, column]
            return value_of

        game = shapiq.ExactComputer(value, n_players=3)
        theirs = game("SV")
        expected = [theirs[(place,)] for place in range(3)]
        np.testing.assert_allclose(ours[:, column], expected, atol=1e-6)


@given(scores_of_eight)
def test_adds_up(scores: Scores) -> None:
    shares = shapley_values(scores)
    np.testing.assert_allclose(scores[0] + shares.sum(axis=0), scores[7], atol=1e-12)


@given(scores_of_eight, st.integers(0, 2))
def test_absent_modality_gets_exactly_zero(scores: Scores, absent: int) -> None:
    for bits in range(8):
        scores[bits] = scores[bits & ~(1 << absent)]
    assert (shapley_values(scores)[absent] == 0).all()


def test_refuses_other_than_eight_rows() -> None:
    with pytest.raises(ValueError, match="eight rows"):
        shapley_values(np.zeros((7, 2)))
