"""Features of items or queries, one row each, with what is there and what is not."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.modality import MODALITIES, PerModality

BIT: PerModality[int] = PerModality(1, 2, 4)
"""The bit of each modality in a subset's number: image 1, text 2, audio 4."""

WHOLE = 7
"""The subset of all three modalities."""


@dataclass(frozen=True)
class FeatureLayout:
    """How the columns of each modality fall into parts, such as penultimate and bridge.

    Attributes
    ----------
    parts
        Sizes of the parts in order; an empty tuple means one part of all columns.
    """

    parts: PerModality[tuple[int, ...]] = field(default_factory=lambda: PerModality((), (), ()))

    def fitted(self, sizes: PerModality[int]) -> FeatureLayout:
        """Return the layout with every part named, checked against the columns there are.

        Parameters
        ----------
        sizes
            Columns of each modality.

        Raises
        ------
        FusionError
            When the parts of a modality do not add up to its columns.
        """
        for modality, parts in self.parts.items():
            if parts and sum(parts) != sizes[modality]:
                raise FusionError(
                    f"{modality} features",
                    f"have {sizes[modality]} columns, but their parts {parts} add up to "
                    f"{sum(parts)}; encode the catalog again",
                )
        return FeatureLayout(
            PerModality.of(lambda m: self.parts[m] or ((sizes[m],) if sizes[m] else ()))
        )


@dataclass(frozen=True)
class FeatureTable:
    """Features of n items or queries.

    Attributes
    ----------
    values
        For each modality shape (n, d_m), float32; rows that are not present may hold
        anything.
    present
        For each modality shape (n,), bool.
    """

    values: PerModality[NDArray[np.float32]]
    present: PerModality[NDArray[np.bool_]]

    def __len__(self) -> int:
        return len(self.present.image)

    @property
    def sizes(self) -> PerModality[int]:
        """Columns of each modality."""
        return self.values.map(lambda values: int(values.shape[1]))

    @property
    def subsets(self) -> NDArray[np.int64]:
        """The subset of modalities that each row has, in bit order; shape (n,), int64."""
        bits = np.zeros(len(self), dtype=np.int64)
        for modality, present in self.present.items():
            bits |= present.astype(np.int64) * BIT[modality]
        return bits

    def checked(self) -> FeatureTable:
        """Return the table if it is sound.

        Raises
        ------
        FusionError
            When shapes disagree, or a feature that is present is not a finite number.
        """
        for modality in MODALITIES:
            values, present = self.values[modality], self.present[modality]
            if values.ndim != 2 or present.shape != (len(self),) or len(values) != len(self):
                raise FusionError(
                    f"{modality} features",
                    f"have shape {values.shape} for {len(self)} rows; encode them again",
                )
            seen = values[:1] if values.strides[0] == 0 else values
            broken = np.flatnonzero(present & ~np.isfinite(seen).all(axis=1))
            if len(broken):
                raise FusionError(
                    f"{modality} features of row {broken[0]}",
                    "are not finite numbers; encode that medium again",
                )
        return self

    def rows(self, rows: NDArray[np.int64]) -> FeatureTable:
        """Return the table of some rows, in the order given."""
        return FeatureTable(
            self.values.map(lambda values: values[rows]),
            self.present.map(lambda present: present[rows]),
        )

    def only(self, subsets: NDArray[np.int64] | int) -> FeatureTable:
        """Return the table with nothing present outside ``subsets``.

        Parameters
        ----------
        subsets
            One subset in bit order for all rows, or one a row, shape (n,).
        """
        keep = np.broadcast_to(np.asarray(subsets, dtype=np.int64), (len(self),))
        return FeatureTable(
            self.values,
            PerModality.of(lambda m: self.present[m] & ((keep & BIT[m]) > 0)),
        )
