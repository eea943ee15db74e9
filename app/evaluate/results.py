"""All measured cells of a comparison, as numbers by item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.modality import MODALITIES
from app.evaluate.cells import Cell, CellStore, Measured
from app.evaluate.columns import (
    EVERYTHING,
    Column,
    Measure,
    Values,
    by_category,
    mean_of,
    one_to_third,
)
from app.evaluate.fold import JOINTS
from app.evaluate.systems import System
from app.fusion.features import BIT


@dataclass(frozen=True)
class Summary:
    """A column's figures.

    Attributes
    ----------
    mean
        Over queries and seeds; not a number without queries.
    spread
        Standard deviation of the means of folds and seeds; not a number for one.
    """

    mean: float
    spread: float


class Results:
    """What each system found.

    Parameters
    ----------
    measured
        The finished cells of each system, in any order.
    groups
        Number of each item's caption group, shape (n,), int64.
    """

    def __init__(
        self, measured: Mapping[System, Sequence[Measured]], groups: NDArray[np.int64]
    ) -> None:
        self._measured, self.groups = measured, groups

    @classmethod
    def read(cls, cells: Sequence[Cell], store: CellStore, groups: NDArray[np.int64]) -> Results:
        """Read finished cells; those that are damaged are left out."""
        measured: dict[System, list[Measured]] = {}
        for cell in cells:
            found = store.read(cell)
            if found is not None:
                measured.setdefault(cell.system, []).append(found)
        return cls(measured, groups)

    def has(self, system: System) -> bool:
        """Tell whether a system was measured."""
        return system in self._measured

    def by_item(self, system: System, column: Column) -> Values:
        """Return the mean over seeds for each item, shape (n,); not a number if it never asked."""
        sums, counts = np.zeros(len(self.groups)), np.zeros(len(self.groups))
        for one in self._measured[system]:
            values = column.read(one)
            asked = ~np.isnan(values)
            rows = one.findings.rows[asked]
            sums[rows] += values[asked]
            counts[rows] += 1
        found: Values = np.full(len(sums), np.nan)
        np.divide(sums, counts, out=found, where=counts > 0)
        return found

    def summary(self, system: System, column: Column) -> Summary:
        """Return mean and spread of a column."""
        values = [column.read(one) for one in self._measured[system]]
        known = [one[~np.isnan(one)] for one in values]
        means = [float(one.mean()) for one in known if len(one)]
        mean = float(np.concatenate(known).mean()) if means else float("nan")
        return Summary(mean, float(np.std(means)) if len(means) > 1 else float("nan"))


@dataclass(frozen=True)
class Rival:
    """Something to be compared with, item by item.

    Attributes
    ----------
    name
        For people.
    values
        Shape (n,).
    """

    name: str
    values: Values


def best_single_by_category(results: Results, default: System, alone: Sequence[System]) -> Rival:
    """Return the best way to use one modality only, the judge knowing the outcome.

    Candidates are the default fusion asked with one modality, and each modality's own nearest
    neighbours. An item that lacks the modality finds nothing and counts 0.
    """
    asked = ~np.isnan(results.by_item(default, EVERYTHING))
    candidates = []
    for modality in MODALITIES:
        column = by_category(BIT[modality])
        for system in (default, *(one for one in alone if results.has(one))):
            values = results.by_item(system, column)
            if not np.isnan(values).all():
                name = f"{modality} alone ({system.method.value})"
                candidates.append(
                    Rival(name, np.where(asked, np.nan_to_num(values, nan=0.0), np.nan))
                )
    return max(candidates, key=lambda one: float(np.nanmean(one.values)))


def best_single_to_third(results: Results, default: System, measure: Measure, name: str) -> Rival:
    """Return the better single modality of each pair when both look for the third."""
    chosen, names = [], []
    for joint in JOINTS:
        pair = [modality for modality in MODALITIES if BIT[modality] & joint]
        values = {
            one: results.by_item(default, one_to_third(one, joint, measure, name)) for one in pair
        }
        best = max(pair, key=lambda one: _mean(values[one]))
        chosen.append(values[best])
        names.append(best)
    return Rival(f"better single modality of each pair ({', '.join(names)})", mean_of(chosen))


def best_part(results: Results, system: System, joint: int) -> Rival | None:
    """Return the best way to ask with one modality less, on the queries of the whole joint.

    Parameters
    ----------
    results, system
        Which system was asked.
    joint
        A subset of two or three modalities; ``None`` is returned if nobody has it.
    """
    whole = ~np.isnan(results.by_item(system, by_category(joint)))
    if not whole.any():
        return None
    parts = [
        Rival(one.name, np.where(whole, results.by_item(system, one), np.nan))
        for one in (by_category(joint & ~BIT[m]) for m in MODALITIES if joint & BIT[m])
    ]
    return max(parts, key=lambda one: _mean(one.values))


def _mean(values: Values) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else -1.0
