"""Write an evaluation for people: one self-contained HTML page, CSV, or Markdown tables."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

from app.catalog.examine import write_atomically
from app.core.errors import StorageError
from app.engine.conclusion_text import sentences_of
from app.engine.messages import Evaluation, EvaluationCell

FEW_COLUMNS = 4
"""A table of the documentation with more columns is parted by measure."""

Column = tuple[str, str]
"""Condition and measure."""


@dataclass(frozen=True)
class Shade:
    """One cell of a heat map.

    Attributes
    ----------
    cell
        The figure.
    strength
        From 0 for the column's worst to 1 for its best.
    """

    cell: EvaluationCell
    strength: float


@dataclass(frozen=True)
class Sheet:
    """One group as a table.

    Attributes
    ----------
    title
        Name of the group.
    columns
        Those that have a number.
    rows
        Name of each row, and a shade for each column; ``None`` where nothing was measured.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Shade | None, ...]], ...]


def export_evaluation(evaluation: Evaluation, path: Path) -> None:
    """Write ``.html`` or ``.csv``, by the path's end.

    Raises
    ------
    StorageError
        When the path has another end, or the file cannot be written.
    """
    writers = {".html": html_of, ".csv": csv_of}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise StorageError(path, "must end in .html or .csv; choose such a name")
    write_atomically(path, writer(evaluation).encode())


def csv_of(evaluation: Evaluation) -> str:
    """Return every cell as a line of CSV under a header; numbers that are none are empty."""
    names = [one.name for one in fields(EvaluationCell)]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    for cell in evaluation.cells:
        writer.writerow([_plain(getattr(cell, name)) for name in names])
    return buffer.getvalue()


def _plain(value: object) -> object:
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else value


def html_of(evaluation: Evaluation) -> str:
    """Return a page without references to anything outside it."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"figure": figure, "chance": chance}
    template = (files("resources") / "templates" / "evaluation.html").read_text("utf-8")
    return environment.from_string(template).render(
        evaluation=evaluation,
        sentences=sentences_of(evaluation),
        sheets=[(one, bars_of(one)) for one in sheets_of(evaluation)],
    )


def sheets_of(evaluation: Evaluation) -> tuple[Sheet, ...]:
    """Return a table for each group, in the order in which they were measured."""
    groups: dict[str, list[EvaluationCell]] = {}
    for cell in evaluation.cells:
        if not math.isnan(cell.mean):
            groups.setdefault(cell.group, []).append(cell)
    return tuple(_sheet(title, cells) for title, cells in groups.items())


def _sheet(title: str, cells: Sequence[EvaluationCell]) -> Sheet:
    columns = tuple(dict.fromkeys((cell.column, cell.measure) for cell in cells))
    found = {(cell.row, cell.column, cell.measure): cell for cell in cells}
    limits: dict[Column, tuple[float, float]] = {}
    for column in columns:
        means = [cell.mean for cell in cells if (cell.column, cell.measure) == column]
        limits[column] = min(means), max(means)

    def shade(row: str, column: Column) -> Shade | None:
        cell = found.get((row, *column))
        if cell is None:
            return None
        low, high = limits[column]
        return Shade(cell, (cell.mean - low) / (high - low) if high > low else 0.5)

    rows = dict.fromkeys(cell.row for cell in cells)
    return Sheet(
        title, columns, tuple((row, tuple(shade(row, one) for one in columns)) for row in rows)
    )


@dataclass(frozen=True)
class Bar:
    """One bar of a chart, in parts of 1 of its width.

    Attributes
    ----------
    name
        The row.
    cell
        The figure.
    length, low, high
        Its end, and those of its error bar.
    """

    name: str
    cell: EvaluationCell
    length: float
    low: float
    high: float


def bars_of(sheet: Sheet) -> tuple[Bar, ...]:
    """Return the bars of a table's first column, the best first."""
    cells = [(name, shades[0].cell) for name, shades in sheet.rows if shades and shades[0]]
    top = max((cell.mean + _spread(cell) for _, cell in cells), default=0.0) or 1.0
    return tuple(
        Bar(
            name,
            cell,
            max(cell.mean, 0.0) / top,
            max(cell.mean - _spread(cell), 0.0) / top,
            max(cell.mean + _spread(cell), 0.0) / top,
        )
        for name, cell in sorted(cells, key=lambda one: -one[1].mean)
    )


def markdown_of(evaluation: Evaluation) -> str:
    """Return what it means and its tables as Markdown, for the documentation."""
    lines = [
        f"Measured {evaluation.measured} on the catalog {evaluation.catalog} "
        f"({evaluation.items} items), {evaluation.folds} folds, seeds "
        f"{', '.join(map(str, evaluation.seeds))}, in {evaluation.seconds / 60:.1f} minutes.",
        "",
        *(f"- {sentence}" for sentence in sentences_of(evaluation)),
    ]
    for sheet in sheets_of(evaluation):
        lines += ["", f"### {sheet.title[:1].upper()}{sheet.title[1:]}"]
        for places in _readable(sheet):
            heads = [" ".join(sheet.columns[place]) for place in places]
            lines += ["", f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
            lines += [
                f"| {name} | {' | '.join(_words(shades[place]) for place in places)} |"
                for name, shades in sheet.rows
                if any(shades[place] for place in places)
            ]
    return "\n".join(lines) + "\n"


def _readable(sheet: Sheet) -> list[list[int]]:
    """Return the places of columns that stand in one table: all if they are few."""
    every = list(range(len(sheet.columns)))
    if len(every) <= FEW_COLUMNS:
        return [every]
    measures = dict.fromkeys(measure for _, measure in sheet.columns)
    return [[place for place in every if sheet.columns[place][1] == one] for one in measures]


def _words(shade: Shade | None) -> str:
    if shade is None:
        return ""
    cell = shade.cell
    text = figure(cell)
    return text if cell.gain is None else f"{text} ({cell.signed_gain}, {chance(cell.p_value)})"


def figure(cell: EvaluationCell) -> str:
    """Return mean and spread, such as ``0.412 ±0.020``."""
    return f"{cell.mean:.3f}" + ("" if math.isnan(cell.spread) else f" ±{cell.spread:.3f}")


def chance(p_value: float | None) -> str:
    """Return a p-value, such as ``p<0.001``."""
    if p_value is None:
        return ""
    return "p<0.001" if p_value < 0.001 else f"p={p_value:.3f}"


def _spread(cell: EvaluationCell) -> float:
    return 0.0 if math.isnan(cell.spread) else cell.spread
