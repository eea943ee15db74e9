from __future__ import annotations

import numpy as np

from app.core.lab import PIXELS_SHAPE
from app.encoders.extractor import FitData
from app.encoders.image.pixels import PixelsExtractor
from tests.encoders.conftest import picture_of
from tests.encoders.samples import neighbour_accuracy, pictures

EXTRACTOR = PixelsExtractor()


def test_the_nearest_picture_is_of_the_same_kind() -> None:
    assert neighbour_accuracy(EXTRACTOR, pictures()) >= 0.5  # by chance 0.25


def test_pixels_lie_row_by_row_with_red_green_and_blue_together() -> None:
    pixels = np.full((64, 64, 3), 255, np.uint8)
    pixels[:16, 32:] = (255, 0, 51)
    (description,) = EXTRACTOR.describe([picture_of(pixels)])
    small = description.reshape(PIXELS_SHAPE)
    np.testing.assert_allclose(small[2, 28], [1, 0, 0.2], atol=1e-6)
    np.testing.assert_allclose(small[28, 2], [1, 1, 1], atol=1e-6)


def test_each_colour_is_scaled_alike_everywhere() -> None:
    described = EXTRACTOR.describe(pictures(3).media)
    features = EXTRACTOR.fit(described, FitData([])).transform(described)
    colours = features.reshape(-1, 3)
    np.testing.assert_allclose(colours.mean(axis=0), 0, atol=1e-3)
    np.testing.assert_allclose(colours.std(axis=0), 1, atol=1e-3)
    rows = np.stack(described)
    expected = (rows[:, ::3] - rows[:, ::3].mean()) / rows[:, ::3].std()
    np.testing.assert_allclose(features[:, ::3], expected, atol=1e-3)


def test_a_single_pixel_fills_the_picture() -> None:
    (description,) = EXTRACTOR.describe([picture_of(np.full((1, 1, 3), 51, np.uint8))])
    np.testing.assert_allclose(description, 0.2, atol=1e-6)
