"""A bag of visual words: SIFT descriptors (Lowe 2004) counted over a codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.lab import ImageFeature
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.codebook import cluster_centres
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData, Vector
from app.encoders.fitted_arrays import (
    array_of,
    check_enough,
    digest_of_model,
    digest_of_recipe,
    rows_of,
)
from app.encoders.image.canvas import grey_at_most
from app.media.picture import Picture

SIDE = 384
"""Longest side, in pixels, at which key points are looked for."""
MOST_POINTS = 60
LENGTH = 128
"""Numbers of one descriptor."""
DESCRIPTION_LENGTH = MOST_POINTS * LENGTH + 1
WORDS = 256
_CONTRAST = 0.02
_RECIPE = f"RootSIFT, strongest {MOST_POINTS} at {SIDE}, contrast {_CONTRAST}; 1"


@dataclass(frozen=True)
class SiftModel:
    """A codebook and how rare each of its words is.

    A picture's feature is the count of its nearest words, weighted by their inverse document
    frequency (Sivic and Zisserman 2003), under the square root (Hellinger kernel), of
    length 1; zeros for a picture without key points.

    Attributes
    ----------
    codebook
        Shape (words, 128), float32.
    rarity
        Inverse document frequency of each word, shape (words,), float32, not negative.
    """

    codebook: NDArray[np.float32]
    rarity: NDArray[np.float32]

    @cached_property
    def digest(self) -> str:
        """Sha256 over codebook and weights."""
        return digest_of_model(ImageFeature.SIFT, self.arrays(), self.settings())

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """One column a word."""
        return (FeaturePart("visual words", len(self.codebook)),)

    def transform(
        self, descriptions: Sequence[Vector], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, words)`` float32 rows of length 1 or 0, not negative."""
        features = np.zeros((len(descriptions), len(self.codebook)), np.float32)
        rows = rows_of(descriptions, ImageFeature.SIFT, DESCRIPTION_LENGTH)
        for row, description in enumerate(rows):
            if cancellation is not None:
                cancellation.check()
            counts = _count_words(points_of(description), self.codebook)
            features[row] = np.sqrt(counts * self.rarity)
        lengths = np.linalg.norm(features, axis=1, keepdims=True)
        features /= np.where(lengths > 0, lengths, 1)
        return features

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return codebook and weights."""
        return {"codebook": self.codebook, "rarity": self.rarity}

    def settings(self) -> Mapping[str, Any]:
        """Return nothing: the arrays say it all."""
        return {}


class SiftExtractor:
    """The strongest 60 SIFT key points of a picture, as a bag of visual words.

    A description holds their RootSIFT descriptors (Arandjelovic and Zisserman 2012), one
    after the other, zeros where there are fewer, and at the end their number: 7,681 numbers.
    Neither where a point lies nor how the picture is turned counts.

    Parameters
    ----------
    words
        Size of the codebook; smaller where there are fewer descriptors.
    """

    kind = ImageFeature.SIFT
    modality = Modality.IMAGE
    description_digest = digest_of_recipe(_RECIPE)

    def __init__(self, words: int = WORDS) -> None:
        self._words = words

    def describe(
        self, media: Sequence[Picture], cancellation: Cancellation | None = None
    ) -> list[Vector]:
        """Return a vector of 7,681 numbers for each picture."""
        described = []
        for picture in media:
            if cancellation is not None:
                cancellation.check()
            described.append(_describe_one(grey_at_most(picture, SIDE)))
        return described

    def fit(
        self,
        descriptions: Sequence[Vector],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> SiftModel:
        """Cluster the descriptors to a codebook and count in how many pictures each word is.

        Raises
        ------
        FusionError
            When the pictures have no key point at all.
        """
        points = [points_of(row) for row in rows_of(descriptions, self.kind, DESCRIPTION_LENGTH)]
        pool = np.concatenate([*points, np.zeros((0, LENGTH), np.float32)])
        check_enough(len(pool), 1, self.kind, "key points in the pictures")
        if cancellation is not None:
            cancellation.check()
        codebook = cluster_centres(pool, self._words, data.seed)
        return SiftModel(codebook, _rarity(points, codebook))

    def restore(self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]) -> SiftModel:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When arrays are missing or do not fit together.
        """
        codebook = array_of(arrays, "codebook", (None, LENGTH), self.kind)
        return SiftModel(codebook, array_of(arrays, "rarity", (len(codebook),), self.kind))


def points_of(description: Vector) -> NDArray[np.float32]:
    """Return the descriptors in a description, ``(points, 128)`` of length 1, strongest first."""
    count = int(np.clip(description[-1], 0, MOST_POINTS))
    points: NDArray[np.float32] = description[:-1].reshape(MOST_POINTS, LENGTH)[:count]
    return points


def _describe_one(grey: NDArray[np.uint8]) -> Vector:
    import cv2

    points, descriptors = cv2.SIFT.create(contrastThreshold=_CONTRAST).detectAndCompute(grey, None)
    description = np.zeros(DESCRIPTION_LENGTH, np.float32)
    if descriptors is None:
        return description
    # Threads find the points in any order: sort by all there is, the strongest first.
    keys = [(-point.response, *point.pt, point.size, point.angle) for point in points]
    order = sorted(range(len(keys)), key=keys.__getitem__)[:MOST_POINTS]
    sums = descriptors.sum(axis=1, keepdims=True)
    rooted = np.sqrt(descriptors / np.maximum(sums, 1e-12))[order]
    description[: rooted.size] = rooted.reshape(-1)
    description[-1] = len(order)
    return description


def _count_words(points: NDArray[np.float32], codebook: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how many points are nearest to each word, shape (words,)."""
    # The points have one length, so the nearest word is decided by product and word length.
    distances = np.square(codebook).sum(axis=1) - 2.0 * (points @ codebook.T)
    counts = np.bincount(distances.argmin(axis=1), minlength=len(codebook))
    return counts.astype(np.float32)


def _rarity(
    points: Sequence[NDArray[np.float32]], codebook: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the smoothed inverse document frequency, ``ln((1 + n) / (1 + df)) + 1``."""
    seen = [_count_words(one, codebook) > 0 for one in points]
    frequency = np.sum(seen, axis=0, dtype=np.float64)
    rarity: NDArray[np.float64] = np.log((1 + len(seen)) / (1 + frequency)) + 1
    return rarity.astype(np.float32)
