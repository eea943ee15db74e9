"""Features of all items, where what must be fitted is fitted to the training rows alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic

import numpy as np
from numpy.typing import NDArray

from app.core.lab import FeatureChoice
from app.core.modality import MODALITIES, Modality, PerModality
from app.core.progress import Cancellation
from app.encoders.extractor import D, Extractor, FeatureModel, FitData
from app.fusion.features import FeatureLayout, FeatureTable


@dataclass(frozen=True)
class Described(Generic[D]):
    """Descriptions of all media of one modality, and whose they are.

    Attributes
    ----------
    descriptions
        One a medium; see :meth:`~app.encoders.extractor.Extractor.describe`.
    owners
        Row of the item of each medium, shape (m,), int64; an item may have several.
    """

    descriptions: Sequence[D]
    owners: NDArray[np.int64]

    def of_items(self, rows: NDArray[np.int64]) -> Described[D]:
        """Return the media of some items alone."""
        kept = np.flatnonzero(np.isin(self.owners, rows))
        chosen = [self.descriptions[int(place)] for place in kept]
        return Described(chosen, self.owners[kept])


@dataclass(frozen=True)
class Fittable(Generic[D]):
    """One modality's extractor with everything that it may look at.

    Attributes
    ----------
    extractor
        Fits and transforms.
    described
        All media.
    """

    extractor: Extractor[Any, D]
    described: Described[D]

    def fit(
        self,
        rows: NDArray[np.int64],
        categories: Sequence[str],
        seed: int,
        cancellation: Cancellation,
    ) -> FeatureModel[D] | None:
        """Fit to the media of the items ``rows``; ``None`` when they have none.

        Raises
        ------
        FusionError
            When there is too little to fit to.
        """
        training = self.described.of_items(rows)
        if not training.descriptions:
            return None
        known = [categories[owner] for owner in training.owners]
        return self.extractor.fit(training.descriptions, FitData(known, seed), cancellation)

    def apply(
        self, model: FeatureModel[D], count: int, cancellation: Cancellation
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return the mean features of each item's media, shape (count, d), and who has any."""
        features = model.transform(self.described.descriptions, cancellation)
        owners = self.described.owners
        sums = np.zeros((count, features.shape[1]), dtype=np.float32)
        np.add.at(sums, owners, features)
        counts = np.bincount(owners, minlength=count)
        sums /= np.maximum(counts, 1)[:, None].astype(np.float32)
        return sums, counts > 0


@dataclass(frozen=True)
class Features:
    """What a fusion is trained on and asked with.

    Attributes
    ----------
    table
        Features of all items.
    layout
        Parts of the columns.
    models
        The fitted extractors; ``None`` for the pack's own encoder, or where there is nothing
        to fit to.
    """

    table: FeatureTable
    layout: FeatureLayout
    models: PerModality[FeatureModel[Any] | None]


@dataclass(frozen=True)
class FeatureSource:
    """The features of a choice: the pack's own, and what is fitted.

    Attributes
    ----------
    choice
        Which features.
    encoded, layout
        What the pack's encoders gave for all items.
    fittable
        For each modality whose features are fitted; ``None`` takes the encoded ones.
    categories
        One an item; fitted networks learn from those of the training rows.
    digest
        Sha256 over items and encoders, hexadecimal.
    """

    choice: FeatureChoice
    encoded: FeatureTable
    layout: FeatureLayout
    fittable: PerModality[Fittable[Any] | None]
    categories: Sequence[str]
    digest: str

    @property
    def key(self) -> str:
        """Sha256 over everything that the features depend on, training rows and seed aside."""
        seen = [self.digest]
        for one in (self.fittable[modality] for modality in MODALITIES):
            extractor = one.extractor if one else None
            described = [extractor.kind.value, extractor.description_digest] if extractor else []
            seen.append(json.dumps(described))
        return hashlib.sha256("\n".join(seen).encode()).hexdigest()

    def fit(
        self,
        rows: NDArray[np.int64] | None = None,
        seed: int = 0,
        cancellation: Cancellation | None = None,
    ) -> Features:
        """Fit to the items ``rows`` (all by default) and return the features of all items.

        Raises
        ------
        FusionError
            When there is too little to fit to.
        Cancelled
            When asked to stop.
        """
        stop = cancellation or Cancellation()
        chosen = np.arange(len(self.encoded)) if rows is None else rows
        columns = PerModality.of(lambda m: self._column(m, chosen, seed, stop))
        return Features(
            FeatureTable(
                columns.map(lambda column: column.values), columns.map(lambda column: column.there)
            ),
            FeatureLayout(columns.map(lambda column: column.parts)),
            columns.map(lambda column: column.model),
        )

    def _column(
        self, modality: Modality, rows: NDArray[np.int64], seed: int, cancellation: Cancellation
    ) -> _Column:
        cancellation.check()
        fittable = self.fittable[modality]
        encoded = _Column(
            self.encoded.values[modality],
            self.encoded.present[modality],
            self.layout.parts[modality],
            None,
        )
        if fittable is None:
            return encoded
        model = fittable.fit(rows, self.categories, seed, cancellation)
        if model is None:
            nobody = np.zeros(len(self.encoded), dtype=np.bool_)
            return _Column(encoded.values, nobody, encoded.parts, None)
        values, there = fittable.apply(model, len(self.encoded), cancellation)
        return _Column(values, there, tuple(part.size for part in model.parts), model)


@dataclass(frozen=True)
class _Column:
    """One modality of :class:`Features`."""

    values: NDArray[np.float32]
    there: NDArray[np.bool_]
    parts: tuple[int, ...]
    model: FeatureModel[Any] | None
