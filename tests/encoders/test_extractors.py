from __future__ import annotations

import pytest

from app.core.errors import FusionError
from app.core.home import Home
from app.core.lab import AudioFeature, ImageFeature
from app.core.modality import Modality
from app.encoders.extractors import audio_extractor, image_extractor
from app.encoders.weights import WeightStore


def test_every_kind_has_its_extractor(home: Home) -> None:
    weights = WeightStore(home)  # empty: none of them is opened yet
    images = [
        image_extractor(kind, weights)
        for kind in ImageFeature
        if kind is not ImageFeature.PRETRAINED
    ]
    sounds = [audio_extractor(kind) for kind in AudioFeature if kind is not AudioFeature.PRETRAINED]
    assert [one.kind for one in images] == list(ImageFeature)[1:]
    assert [one.kind for one in sounds] == list(AudioFeature)[1:]
    assert {one.modality for one in images} == {Modality.IMAGE}
    assert {one.modality for one in sounds} == {Modality.AUDIO}
    # Only those that look at the same numbers share what is kept of a medium.
    assert len({one.description_digest for one in images}) == len(images) - 1
    assert len({one.description_digest for one in sounds}) == len(sounds) - 1


def test_pretrained_features_come_from_the_pack(home: Home) -> None:
    with pytest.raises(FusionError, match="image features pretrained: come from the encoder pack"):
        image_extractor(ImageFeature.PRETRAINED, WeightStore(home))
    with pytest.raises(FusionError, match="use the pack's encoder"):
        audio_extractor(AudioFeature.PRETRAINED)
