from __future__ import annotations

import numpy as np

from app.encoders.image.canvas import grey_at_most, on_white_square
from tests.encoders.conftest import picture_of


def test_a_wide_picture_keeps_its_proportions_between_white() -> None:
    square = np.asarray(on_white_square(picture_of(np.zeros((10, 40, 3), np.uint8)), 80))
    assert square.shape == (80, 80, 3)
    is_black = (square == 0).all(axis=2)
    assert is_black[30:50].all() and not is_black[:30].any() and not is_black[50:].any()


def test_grey_is_reduced_and_never_enlarged() -> None:
    assert grey_at_most(picture_of(np.zeros((100, 400, 3), np.uint8)), 200).shape == (50, 200)
    small = grey_at_most(picture_of(np.full((3, 4, 3), (255, 0, 0), np.uint8)), 200)
    assert small.shape == (3, 4) and (small == 76).all()
