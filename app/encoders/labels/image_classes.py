"""What a picture shows, by the image encoder's ImageNet classes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.encoders.labels.guess import LabelGuess
from app.encoders.lite.class_names import read_class_names


def image_class(
    probabilities: NDArray[np.float32], names: tuple[tuple[str, ...], ...] | None = None
) -> LabelGuess:
    """Return the likeliest class by its usual name, and its probability as the confidence.

    Parameters
    ----------
    probabilities
        Shape (1000,), of one picture, as the lite image encoder's ``classify`` gives them.
    names
        Names of the classes; ImageNet's by default.

    Raises
    ------
    FusionError
        When there is not one probability a class.
    """
    names = names or read_class_names()
    if probabilities.shape != (len(names),):
        raise FusionError(
            "image classes",
            f"need {len(names)} probabilities, not {probabilities.shape}; classify one picture",
        )
    best = int(probabilities.argmax())
    return LabelGuess(names[best][0], float(probabilities[best]))
