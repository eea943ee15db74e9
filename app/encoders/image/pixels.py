"""A small picture as it is, for networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.lab import PIXELS_SHAPE, ImageFeature
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData, Vector
from app.encoders.fitted_arrays import digest_of_recipe
from app.encoders.image.canvas import on_white_square
from app.encoders.scaled import ScaledModel, fit_scaled, restore_scaled
from app.media.picture import Picture

SIDE, _, CHANNELS = PIXELS_SHAPE
_PART = FeaturePart("pixels", SIDE * SIDE * CHANNELS)
_RECIPE = f"{SIDE} x {SIDE} RGB padded on white, 0 to 1; 1"


class PixelsExtractor:
    """A picture of 32 x 32 pixels, row after row, red, green and blue of each.

    It is what the reference network sees. Fitted are mean and spread of the three colours.
    """

    kind = ImageFeature.PIXELS
    modality = Modality.IMAGE
    description_digest = digest_of_recipe(_RECIPE)

    def describe(
        self, media: Sequence[Picture], cancellation: Cancellation | None = None
    ) -> list[Vector]:
        """Return a vector of 3,072 numbers, 0 to 1, for each picture."""
        described = []
        for picture in media:
            if cancellation is not None:
                cancellation.check()
            small = np.asarray(on_white_square(picture, SIDE), np.float32)
            described.append(small.reshape(-1) / np.float32(255))
        return described

    def fit(
        self,
        descriptions: Sequence[Vector],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> ScaledModel:
        """Find mean and spread of each colour over all pixels.

        Raises
        ------
        FusionError
            When there is no description.
        """
        return fit_scaled(descriptions, self.kind, (_PART,), alike=CHANNELS)

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> ScaledModel:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When arrays or settings are missing or do not fit together.
        """
        return restore_scaled(arrays, settings, self.kind)
