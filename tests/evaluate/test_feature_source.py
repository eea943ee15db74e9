from __future__ import annotations

import numpy as np

from app.core.lab import FeatureChoice, TextFeature
from app.core.modality import PerModality
from app.encoders.text.kinds import text_extractor
from app.evaluate.feature_source import Described, FeatureSource, Fittable
from tests.fusion.small_catalog import small_catalog

BAG = FeatureChoice(text=TextFeature.BAG_OF_WORDS)
COUNT = 24


def words_of(held_out: str = "a heron waits") -> list[str]:
    return [f"a {colour} {thing}" for thing in ("boat", "cat") for colour in COLOURS] + [
        held_out for _ in range(COUNT - 2 * len(COLOURS))
    ]


COLOURS = ("red", "green", "blue", "white", "black", "grey", "pink", "brown", "gold", "silver")
TRAINING = np.arange(2 * len(COLOURS))


def source(texts: list[str], owners: np.ndarray | None = None) -> FeatureSource:
    data = small_catalog(COUNT)
    rows = np.arange(COUNT) if owners is None else owners
    fittable = Fittable(text_extractor(TextFeature.BAG_OF_WORDS), Described(texts, rows))
    return FeatureSource(
        BAG, data.table, data.layout, PerModality(None, fittable, None), data.categories, "d"
    )


def test_the_pack_keeps_its_columns_and_the_fitted_ones_are_new() -> None:
    features = source(words_of()).fit(TRAINING)
    data = small_catalog(COUNT)
    np.testing.assert_array_equal(features.table.values.image, data.table.values.image)
    assert features.layout.parts.image == data.layout.parts.image
    assert features.table.values.text.shape[1] == sum(features.layout.parts.text)
    assert features.models.image is None and features.models.text is not None


def test_nothing_of_the_held_out_items_is_learnt() -> None:
    one = source(words_of("a heron waits")).fit(TRAINING).models.text
    other = source(words_of("the wrench lies idle")).fit(TRAINING).models.text
    everything = source(words_of()).fit().models.text
    assert one and other and everything
    assert one.digest == other.digest != everything.digest


def test_items_with_several_media_get_their_mean_and_those_without_are_absent() -> None:
    owners = np.minimum(np.arange(COUNT), COUNT - 3)  # the last item but two has three texts
    texts = words_of()
    several = source(texts, owners).fit(TRAINING)
    single = source(texts).fit(TRAINING)
    np.testing.assert_array_equal(np.flatnonzero(~several.table.present.text), [22, 23])
    np.testing.assert_allclose(
        several.table.values.text[COUNT - 3],
        single.table.values.text[COUNT - 3 :].mean(axis=0),
        atol=1e-6,
    )


def test_without_media_the_modality_is_absent() -> None:
    features = source([], np.zeros(0, dtype=np.int64)).fit(TRAINING)
    assert not features.table.present.text.any() and features.models.text is None
    features.table.checked()
