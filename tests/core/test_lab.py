"""The lab's settings refuse what cannot work, and say within which bounds it could."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Any

import pytest

from app.core.errors import FusionError
from app.core.lab import (
    AudioFeature,
    Bounds,
    FeatureChoice,
    ImageFeature,
    NetworkSettings,
    TextFeature,
    TrainerSettings,
)


@pytest.mark.parametrize("kind", [NetworkSettings, TrainerSettings])
def test_every_number_has_bounds_that_hold(kind: type[Any]) -> None:
    numbers = [one for one in fields(kind) if type(one.default) in (int, float)]
    assert numbers
    for one in numbers:
        bounds = one.metadata["bounds"]
        assert isinstance(bounds, Bounds)
        default: Any = one.default
        assert bounds.low <= default <= bounds.high
        for wrong in (bounds.low - 1, bounds.high + 1, math.nan):
            with pytest.raises(FusionError, match=f"{one.name} .*use a value from"):
                kind(**{one.name: wrong})


def test_heads_divide_the_hidden_units() -> None:
    assert NetworkSettings(hidden=96, heads=3).heads == 3
    with pytest.raises(FusionError, match="3 attention heads: do not divide 100 hidden"):
        NetworkSettings(hidden=100, heads=3)


def test_a_choice_is_named_by_its_features() -> None:
    assert FeatureChoice().name == "pretrained"
    mixed = FeatureChoice(ImageFeature.HOG, TextFeature.TF_IDF, AudioFeature.MFCC)
    assert mixed.name == "hog + tf-idf + mfcc"
