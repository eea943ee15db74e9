"""Histograms of oriented gradients (Dalal and Triggs 2005)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.lab import ImageFeature
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.extractor import FitData, Vector
from app.encoders.fitted_arrays import digest_of_recipe
from app.encoders.image.canvas import on_white_square
from app.encoders.scaled import ScaledModel, fit_principal, restore_scaled
from app.media.picture import Picture

SIDE = 128
CELL = 16
BLOCK = 2
ORIENTATIONS = 9
DESCRIPTION_LENGTH = (SIDE // CELL - BLOCK + 1) ** 2 * BLOCK**2 * ORIENTATIONS
MOST_AXES = 256
_RECIPE = f"hog {SIDE} {CELL} {BLOCK} {ORIENTATIONS} L2-Hys, grey padded on white; 1"


class HogExtractor:
    """HOG of a square grey picture; fitted are a mean and the principal axes.

    A description has 1,764 numbers from 0 to 1. The shape of things and where it is decide;
    a turned picture looks different.
    """

    kind = ImageFeature.HOG
    modality = Modality.IMAGE
    description_digest = digest_of_recipe(_RECIPE)

    def describe(
        self, media: Sequence[Picture], cancellation: Cancellation | None = None
    ) -> list[Vector]:
        """Return a vector of 1,764 numbers for each picture."""
        described = []
        for picture in media:
            if cancellation is not None:
                cancellation.check()
            described.append(_gradients(picture))
        return described

    def fit(
        self,
        descriptions: Sequence[Vector],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> ScaledModel:
        """Find the mean and at most 256 principal axes.

        Raises
        ------
        FusionError
            When there is no description.
        """
        if cancellation is not None:
            cancellation.check()
        return fit_principal(descriptions, self.kind, "hog", MOST_AXES, data.seed)

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


def _gradients(picture: Picture) -> Vector:
    from skimage.feature import hog

    grey = np.asarray(on_white_square(picture, SIDE).convert("L"))
    histogram: NDArray[np.float64] = hog(
        grey,
        orientations=ORIENTATIONS,
        pixels_per_cell=(CELL, CELL),
        cells_per_block=(BLOCK, BLOCK),
        block_norm="L2-Hys",
    )
    return histogram.astype(np.float32)
