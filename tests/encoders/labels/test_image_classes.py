from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import FusionError
from app.encoders.labels.image_classes import image_class


@pytest.mark.parametrize(("number", "name"), [(0, "tench"), (948, "Granny Smith"), (954, "banana")])
def test_the_likeliest_class_is_named(number: int, name: str) -> None:
    probabilities = np.full(1000, 0.4 / 999, np.float32)
    probabilities[number] = 0.6
    guess = image_class(probabilities)
    assert guess.label == name
    assert guess.confidence == pytest.approx(0.6)


def test_probabilities_of_other_classes_are_refused() -> None:
    with pytest.raises(FusionError, match="need 1000 probabilities"):
        image_class(np.ones(10, np.float32))
