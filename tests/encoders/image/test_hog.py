from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import Cancelled, FusionError
from app.core.progress import Cancellation
from app.encoders.extractor import FitData
from app.encoders.image.hog import DESCRIPTION_LENGTH, MOST_AXES, HogExtractor
from tests.encoders.conftest import picture_of
from tests.encoders.samples import neighbour_accuracy, pictures, unit

EXTRACTOR = HogExtractor()


def test_the_nearest_picture_is_of_the_same_kind() -> None:
    assert neighbour_accuracy(EXTRACTOR, pictures()) >= 0.85  # by chance 0.25


def test_where_gradients_point_decides() -> None:
    """Stripes across give histograms that stripes down do not."""
    stripes = np.zeros((128, 128, 3), np.uint8)
    stripes[(np.arange(128) // 8) % 2 == 0] = 255
    across, down, shifted = EXTRACTOR.describe(
        [picture_of(one) for one in (stripes, stripes.transpose(1, 0, 2), np.roll(stripes, 3, 0))]
    )
    assert unit(across) @ unit(down) < 0.1
    assert unit(across) @ unit(shifted) > 0.6


def test_brightness_and_contrast_change_little() -> None:
    picture = pictures(1).media[2]
    paler = picture_of((picture.pixels * 0.5 + 100).astype(np.uint8))
    one, other = EXTRACTOR.describe([picture, paler])
    assert unit(one) @ unit(other) > 0.97


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (5, 3)])
def test_any_shape_is_described(shape: tuple[int, int]) -> None:
    (description,) = EXTRACTOR.describe([picture_of(np.full((*shape, 3), 40, np.uint8))])
    assert description.shape == (DESCRIPTION_LENGTH,)
    assert description.dtype == np.float32 and np.isfinite(description).all()


def test_the_training_pictures_decide_the_axes() -> None:
    described = EXTRACTOR.describe(pictures().media)
    model = EXTRACTOR.fit(described[:12], FitData([]))
    assert model.digest == EXTRACTOR.fit(described[:12], FitData([])).digest
    assert model.digest != EXTRACTOR.fit(described[12:], FitData([])).digest
    features = model.transform(described[:12])
    assert features.shape == (12, 11) and model.parts[0].size == 11 <= MOST_AXES
    np.testing.assert_allclose(features.mean(axis=0), 0, atol=1e-5)
    # All axes of 12 pictures are kept, so their distances are those of the descriptions.
    distance = np.linalg.norm(described[0] - described[7]) * model.scale[0]
    assert np.linalg.norm(features[0] - features[7]) == pytest.approx(distance, rel=1e-4)


def test_it_stops_when_cancelled_and_says_when_there_is_nothing() -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        EXTRACTOR.describe(pictures(1).media, cancellation)
    with pytest.raises(FusionError, match="at least 1 items"):
        EXTRACTOR.fit([], FitData([]))
