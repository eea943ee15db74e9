"""From features of any subset of modalities to one unit vector, in plain NumPy.

One tower for queries and items: each modality's tower gives a vector, the weighted vectors
are added, and the sum is brought to unit length. The length of a modality's vector says
how much it knows, so a vague sound moves the sum less than an exact name. Two members
stand side by side, one in the text encoder's space and one in the image encoder's; the
cosine of the whole is the weighted mean of their cosines.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.modality import MODALITIES, Modality, PerModality
from app.core.query import EQUAL_WEIGHTS, Weights, check_weights
from app.fusion.features import BIT, WHOLE, FeatureTable
from app.fusion.tower import TOWER_ARRAYS, Array, Reduction, TowerWeights, unit_rows


class FusionModel(Protocol):
    """What ranks: a name, a digest of all that matters, and :meth:`embed`."""

    @property
    def name(self) -> str:
        """Name of the strategy."""

    @property
    def digest(self) -> str:
        """Sha256 over every number of the model, hexadecimal."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed(self, table: FeatureTable, weights: Weights = EQUAL_WEIGHTS) -> NDArray[np.float32]:
        """Return unit rows of shape ``(len(table), dimension)``, float32.

        A weight of 0 is exactly the same as absence; rows where nothing is left are zeros.
        """


@dataclass(frozen=True)
class Member:
    """One space with a tower for each modality.

    Attributes
    ----------
    towers
        All of the same dimension.
    share
        Shape (1,), float32: what this member's cosine counts; shares sum to 1.
    """

    towers: PerModality[TowerWeights]
    share: Array

    @property
    def dimension(self) -> int:
        """Length of this member's part of a vector."""
        return self.towers.text.dimension


@dataclass(frozen=True)
class TowerFusion:
    """Sum of towers, normalised; one or more members side by side.

    Attributes
    ----------
    reductions
        How each modality's features are prepared; the same for all members.
    members
        The towers of each member.
    name
        Name of the strategy.
    """

    reductions: PerModality[Reduction]
    members: tuple[Member, ...]
    name: str = "towers"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return sum(member.dimension for member in self.members)

    @property
    def sizes(self) -> PerModality[int]:
        """Columns that each modality's features must have."""
        return self.reductions.map(lambda reduction: len(reduction.mean))

    @cached_property
    def digest(self) -> str:
        """Sha256 over every number of the model, hexadecimal."""
        seen = hashlib.sha256(self.name.encode())
        for key, array in sorted(self.arrays().items()):
            seen.update(f"{key}{array.shape}".encode())
            seen.update(np.ascontiguousarray(array).tobytes())
        seen.update(repr([(one.parts, one.rooted) for _, one in self.reductions.items()]).encode())
        return seen.hexdigest()

    def arrays(self) -> dict[str, Array]:
        """Return every array of the model under a stable name."""
        named = {}
        for modality, reduction in self.reductions.items():
            named[f"{modality}.mean"] = reduction.mean
            named[f"{modality}.basis"] = reduction.basis
        for number, member in enumerate(self.members):
            named[f"{number}.share"] = member.share
            for modality, tower in member.towers.items():
                for array in TOWER_ARRAYS:
                    named[f"{number}.{modality}.{array}"] = getattr(tower, array)
        return named

    def embed(self, table: FeatureTable, weights: Weights = EQUAL_WEIGHTS) -> NDArray[np.float32]:
        """Return unit rows of shape ``(len(table), dimension)``, float32.

        Parameters
        ----------
        table
            Features; only rows that are present are looked at.
        weights
            How much each modality counts, 0 to 2; 0 is exactly the same as absence.

        Raises
        ------
        FusionError
            When features have the wrong number of columns or are not finite.
        QueryError
            When a weight is out of range.
        """
        check_weights(weights)
        self._check_sizes(table.checked())
        sums = self._nothing(len(table))
        for modality in MODALITIES:
            if weights[modality] > 0:
                self._add(sums, table, modality, np.float32(weights[modality]))
        return self._united(sums)

    def embed_subsets(self, table: FeatureTable) -> NDArray[np.float32]:
        """Return each row embedded from each subset of its modalities, all weights equal.

        Every modality is mapped once, and all rows together: reading the matrices takes longer
        than multiplying a single row by them.

        Returns
        -------
        numpy.ndarray
            Shape ``(len(table), 8, dimension)``, float32, subsets in bit order. Subsets that
            differ only in what a row lacks are the same to the last bit.

        Raises
        ------
        FusionError
            When features have the wrong number of columns or are not finite.
        """
        self._check_sizes(table.checked())
        alone = {modality: self._nothing(len(table)) for modality in MODALITIES}
        for modality, parts in alone.items():
            self._add(parts, table, modality, np.float32(1))
        embedded = np.zeros((len(table), WHOLE + 1, self.dimension), dtype=np.float32)
        for subset in range(WHOLE + 1):
            sums = self._nothing(len(table))
            for modality, parts in alone.items():
                if subset & BIT[modality]:
                    sums = [total + part for total, part in zip(sums, parts, strict=True)]
            embedded[:, subset] = self._united(sums)
        return embedded

    def _nothing(self, count: int) -> list[Array]:
        return [np.zeros((count, member.dimension), dtype=np.float32) for member in self.members]

    def _united(self, sums: list[Array]) -> NDArray[np.float32]:
        """Put the members' sums side by side as unit rows."""
        pieces = [
            unit_rows(total) * np.sqrt(member.share)
            for total, member in zip(sums, self.members, strict=True)
        ]
        return unit_rows(np.concatenate(pieces, axis=1))

    def _add(
        self, sums: list[Array], table: FeatureTable, modality: Modality, weight: np.float32
    ) -> None:
        rows = np.flatnonzero(table.present[modality])
        if not len(rows):
            return
        values = table.values[modality]
        # Rows that are one row in memory (np.broadcast_to) are mapped once.
        reduced = self.reductions[modality].apply(
            values[:1] if _is_one_row(values) else values[rows]
        )
        for total, member in zip(sums, self.members, strict=True):
            total[rows] += weight * member.towers[modality].apply(reduced)

    def _check_sizes(self, table: FeatureTable) -> None:
        for modality, size in table.sizes.items():
            if table.present[modality].any() and size != self.sizes[modality]:
                raise FusionError(
                    f"{modality} features",
                    f"have {size} columns where this fusion was trained on "
                    f"{self.sizes[modality]}; train a fusion with the encoders in use",
                )


def _is_one_row(values: Array) -> bool:
    return values.strides[0] == 0
