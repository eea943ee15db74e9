from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import FusionError
from app.encoders.extractor import FitData
from app.encoders.image.hog import HogExtractor
from app.encoders.image.sift import (
    DESCRIPTION_LENGTH,
    LENGTH,
    MOST_POINTS,
    SiftExtractor,
    SiftModel,
    points_of,
)
from app.media.picture import Picture
from tests.encoders.conftest import picture_of
from tests.encoders.samples import neighbour_accuracy, pictures, unit

EXTRACTOR = SiftExtractor(words=32)
BLANK = picture_of(np.full((50, 50, 3), 200, np.uint8))


def turned(picture: Picture) -> Picture:
    return picture_of(np.ascontiguousarray(np.rot90(picture.pixels)))


def test_the_nearest_picture_is_of_the_same_kind() -> None:
    assert neighbour_accuracy(EXTRACTOR, pictures()) >= 0.85  # by chance 0.25


def test_a_turned_picture_has_the_same_words_but_other_gradients() -> None:
    media = pictures(4).media
    model = EXTRACTOR.fit(EXTRACTOR.describe(media), FitData([]))
    chosen = [media[5], media[9]]  # a ladder and a star
    both = [*chosen, *(turned(one) for one in chosen)]
    words = model.transform(EXTRACTOR.describe(both))
    gradients = unit(np.stack(HogExtractor().describe(both)))
    same_words = (words[:2] * words[2:]).sum(axis=1)
    same_gradients = (gradients[:2] * gradients[2:]).sum(axis=1)
    assert same_words.min() > 0.8
    assert (same_words > same_gradients + 0.1).all()


def test_a_description_holds_root_sift_descriptors_and_their_number() -> None:
    star, blank = EXTRACTOR.describe([pictures(1).media[2], BLANK])
    assert star.shape == (DESCRIPTION_LENGTH,) == (MOST_POINTS * LENGTH + 1,)
    assert 5 < star[-1] <= MOST_POINTS and blank[-1] == 0
    points = points_of(star)
    assert len(points) == star[-1]
    np.testing.assert_allclose(np.square(points).sum(axis=1), 1, atol=1e-5)
    assert not star[points.size : -1].any() and not blank.any()


@pytest.mark.parametrize("side", [1, 2])
def test_tiny_and_blank_pictures_have_no_words(side: int) -> None:
    described = EXTRACTOR.describe(pictures(2).media)
    model = EXTRACTOR.fit(described, FitData([]))
    tiny = picture_of(np.zeros((side, side, 3), np.uint8))
    features = model.transform(EXTRACTOR.describe([tiny, BLANK, pictures(1).media[3]]))
    assert not features[:2].any()
    assert np.linalg.norm(features[2]) == pytest.approx(1)


def test_rare_words_count_more() -> None:
    """Two words; the first is in every picture, the second in one of four."""
    first, second = np.eye(LENGTH, dtype=np.float32)[:2]
    common = np.zeros(DESCRIPTION_LENGTH, np.float32)
    common[:LENGTH], common[-1] = first, 1
    both = common.copy()
    both[LENGTH : 2 * LENGTH], both[-1] = second, 2
    model = SiftExtractor(words=2).fit([common, common, common, both], FitData([]))
    order = np.argsort(-model.codebook[:, 0])
    expected = np.log(np.array([5 / 5, 5 / 2])) + 1
    np.testing.assert_allclose(model.rarity[order], expected, rtol=1e-5)
    row = model.transform([both])[0][order]
    np.testing.assert_allclose(row, np.sqrt(expected / expected.sum()), rtol=1e-5)


def test_the_codebook_comes_from_the_training_pictures_alone() -> None:
    described = EXTRACTOR.describe(pictures(4).media)
    model = EXTRACTOR.fit(described[:8], FitData([], seed=3))
    assert model.digest == EXTRACTOR.fit(described[:8], FitData([], seed=3)).digest
    assert model.digest != EXTRACTOR.fit(described[8:], FitData([], seed=3)).digest
    again = EXTRACTOR.restore(model.arrays(), model.settings())
    assert isinstance(again, SiftModel) and again.digest == model.digest


def test_pictures_without_any_key_point_are_refused() -> None:
    with pytest.raises(FusionError, match="1 key points in the pictures"):
        EXTRACTOR.fit(EXTRACTOR.describe([BLANK]), FitData([]))
