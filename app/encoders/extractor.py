"""Feature extractors: what is measured of every medium alike, and what is fitted to a catalog.

Every extractor has two steps. *Describing* needs no fitting (HOG, SIFT descriptors, a mel
spectrogram, the words themselves), so a description is kept for ever under the medium's
sha256. *Fitting* makes a feature model (a codebook, a vocabulary, an LSTM) from the
descriptions of the training split alone; the model turns descriptions into features.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, Union

import numpy as np
from numpy.typing import NDArray

from app.core.lab import AudioFeature, ImageFeature, TextFeature
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.encoders.encoder import FeaturePart

Vector = NDArray[np.float32]
FeatureKind = Union[ImageFeature, TextFeature, AudioFeature]

M_contra = TypeVar("M_contra", contravariant=True)
D = TypeVar("D")
D_contra = TypeVar("D_contra", contravariant=True)


class FeatureModel(Protocol[D_contra]):
    """A fitted extractor: from descriptions to features. Immutable."""

    @property
    def digest(self) -> str:
        """Sha256 over everything that was fitted and every setting, hexadecimal."""

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """Runs of columns, in order; their sizes sum to the number of columns."""

    def transform(
        self, descriptions: Sequence[D_contra], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return features, shape (n, d), float32, finite."""

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return what was fitted, for a safetensors file; no object arrays."""

    def settings(self) -> Mapping[str, Any]:
        """Return the rest, as JSON values."""


@dataclass(frozen=True)
class FitData:
    """What an extractor may be fitted to besides descriptions; the training split only.

    Attributes
    ----------
    categories
        One an item; empty where unknown. Networks learn from them.
    seed
        Makes fitting repeatable.
    """

    categories: Sequence[str]
    seed: int = 0


class Extractor(Protocol[M_contra, D]):
    """One way to make features of one modality."""

    @property
    def kind(self) -> FeatureKind:
        """Which one it is."""

    @property
    def modality(self) -> Modality:
        """What it looks at."""

    @property
    def description_digest(self) -> str:
        """Sha256 of how media are described; descriptions are kept under it. Known at once."""

    def describe(
        self, media: Sequence[M_contra], cancellation: Cancellation | None = None
    ) -> list[D]:
        """Describe media.

        A description of a picture or sound is a finite float32 vector of one length for
        all; of words it is their text.
        """

    def fit(
        self, descriptions: Sequence[D], data: FitData, cancellation: Cancellation | None = None
    ) -> FeatureModel[D]:
        """Fit to the training split.

        Raises
        ------
        FusionError
            When there is too little to fit to; it says how much is needed.
        """

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> FeatureModel[D]:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When arrays or settings are missing or do not fit together.
        """
