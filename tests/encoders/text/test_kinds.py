from __future__ import annotations

import pytest

from app.core.errors import FusionError
from app.core.lab import TextFeature
from app.encoders.extractors import text_extractor


@pytest.mark.parametrize("kind", [kind for kind in TextFeature if kind.value != "pretrained"])
def test_every_kind_has_its_extractor(kind: TextFeature) -> None:
    assert text_extractor(kind).kind is kind


def test_pretrained_features_are_not_fitted() -> None:
    with pytest.raises(FusionError, match="come from the encoder pack"):
        text_extractor(TextFeature.PRETRAINED)
