from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.catalog.importing import import_catalog
from app.catalog.shelf import open_catalog
from app.core.home import Home
from app.core.lab import AudioFeature, FeatureChoice, ImageFeature, TextFeature
from app.core.progress import Cancellation, ignore_progress
from app.core.settings import DeviceChoice, Settings
from app.encoders.device import CPU
from app.encoders.image.hog import HogExtractor
from app.encoders.weights import WeightStore
from app.engine.describing import describe_catalog, open_extractors, open_source
from app.engine.encoding import CatalogEncoding
from app.engine.models import open_pack
from app.engine.sources import source_of
from tests.engine.conftest import STAMPS

NAMES = ("apple_red", "Cherry_Stella", "Strawberry2")


@pytest.fixture
def fruit(weights_home: Home, tmp_path: Path) -> Home:
    """A home with a catalog of three fruits, not encoded."""
    folder = tmp_path / "fruit"
    folder.mkdir()
    for name in NAMES:
        for end in (".png", ".txt"):
            source = STAMPS / "food" / "fruit" / f"{name}{end}"
            (folder / source.name).write_bytes(source.read_bytes())
    import_catalog(
        weights_home, "fruit", source_of("tuxpaint", str(folder)), ignore_progress, Cancellation()
    )
    return weights_home


def test_pictures_are_described_once_and_read_in_the_order_of_items(fruit: Home) -> None:
    extractor = HogExtractor()
    weights = WeightStore(fruit)
    pack = open_pack(weights, Settings(device=DeviceChoice.CPU), CPU)
    choice = FeatureChoice(ImageFeature.HOG, TextFeature.BAG_OF_WORDS, AudioFeature.PRETRAINED)
    with open_catalog(fruit, "fruit") as catalog:
        CatalogEncoding(catalog, pack, ignore_progress, Cancellation()).run()
        assert describe_catalog(catalog, extractor, ignore_progress, Cancellation()) == ()
        digest = extractor.description_digest
        assert not catalog.missing_features(extractor.modality, digest)
        source = open_source(catalog, pack, choice, open_extractors(choice, weights, CPU))
        items = catalog.items()
        first = catalog.feature(items[0].media[0].sha256, digest)
    seen = source.fittable.image
    assert seen is not None and len(seen.described.descriptions) == len(NAMES)
    np.testing.assert_array_equal(seen.described.owners, range(len(NAMES)))
    np.testing.assert_array_equal(seen.described.descriptions[0], first)
    words = source.fittable.text
    assert words is not None and words.described.descriptions[0] == items[0].title
    assert source.key != source.digest
