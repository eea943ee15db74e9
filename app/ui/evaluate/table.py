"""From the cells of an evaluation to a table of rows and columns."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.engine.messages import EvaluationCell


@dataclass(frozen=True)
class Filter:
    """Which cells are shown.

    Attributes
    ----------
    measure, group
        Exactly these.
    words
        A row must have each of these words in its name, in any case of letters.
    """

    measure: str
    group: str
    words: str = ""


@dataclass(frozen=True)
class Table:
    """Figures of one measure and one group.

    Attributes
    ----------
    rows, columns
        Names, in the order of the evaluation.
    cells
        By row and column; what was not measured is missing.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], EvaluationCell]

    def at(self, row: int, column: int) -> EvaluationCell | None:
        """Return the cell at a place, ``None`` where nothing was measured."""
        return self.cells.get((self.rows[row], self.columns[column]))

    @cached_property
    def span(self) -> tuple[float, float]:
        """Lowest and highest mean; 0 and 1 where there is none."""
        means = [cell.mean for cell in self.cells.values() if math.isfinite(cell.mean)]
        return (min(means), max(means)) if means else (0.0, 1.0)

    def share(self, mean: float) -> float:
        """Return where a mean lies from the lowest, 0, to the highest, 1."""
        low, high = self.span
        return (mean - low) / (high - low) if high > low else 0.5


def make_table(cells: Iterable[EvaluationCell], chosen: Filter) -> Table:
    """Return the cells that pass a filter as a table."""
    words = chosen.words.casefold().split()
    passed = [
        cell
        for cell in cells
        if cell.measure == chosen.measure
        and cell.group == chosen.group
        and all(word in cell.row.casefold() for word in words)
    ]
    return Table(
        rows=tuple(dict.fromkeys(cell.row for cell in passed)),
        columns=tuple(dict.fromkeys(cell.column for cell in passed)),
        cells={(cell.row, cell.column): cell for cell in passed},
    )


def measures_of(cells: Iterable[EvaluationCell]) -> tuple[str, ...]:
    """Return all measures, in the order of the evaluation."""
    return tuple(dict.fromkeys(cell.measure for cell in cells))


def groups_of(cells: Iterable[EvaluationCell], measure: str) -> tuple[str, ...]:
    """Return the groups that have a measure, in the order of the evaluation."""
    return tuple(dict.fromkeys(cell.group for cell in cells if cell.measure == measure))


def mark_of(cell: EvaluationCell) -> str:
    """Return ▲ or ▼ for a significant gain or loss against the baseline, else nothing."""
    if not cell.is_significant or not cell.gain:
        return ""
    return "▲" if cell.gain > 0 else "▼"
