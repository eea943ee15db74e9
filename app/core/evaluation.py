"""What an evaluation found: figures, and conclusions that both languages can word."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

SIGNIFICANT = 0.05
"""A p-value below is beyond chance."""


@dataclass(frozen=True)
class EvaluationCell:
    """One figure.

    Attributes
    ----------
    row
        What was measured: for example the features and fusion.
    group
        Part of the rows that belong together, such as ``fusion`` or ``robustness``.
    column
        The condition, such as the modalities asked with.
    measure
        For example ``ndcg@10``.
    mean, spread
        Mean and standard deviation over folds and seeds; the spread is not a number for one.
    p_value
        Of the paired bootstrap against ``against``; ``None`` where nothing was compared.
    against
        The baseline of ``gain`` and ``p_value``; empty for none.
    gain
        Mean minus the baseline's.
    """

    row: str
    group: str
    column: str
    measure: str
    mean: float
    spread: float
    p_value: float | None = None
    against: str = ""
    gain: float | None = None

    @property
    def is_significant(self) -> bool:
        """Whether it differs from its baseline beyond chance."""
        return self.p_value is not None and self.p_value < SIGNIFICANT

    @property
    def signed_gain(self) -> str:
        """The gain with its sign, such as ``+0.012``; empty where nothing was compared."""
        return "" if self.gain is None else f"{self.gain:+.3f}".replace("-", "−")


class Claim(str, Enum):
    """What is concluded; the engine words it in English, the window in its language."""

    BEST_BY_CATEGORY = "best-by-category"
    BEST_TO_THIRD = "best-to-third"
    UNRELIABLE = "unreliable"
    DEFAULT_WINS = "default-wins"
    DEFAULT_LOSES = "default-loses"
    DEFAULT_EVEN = "default-even"
    MORE_HELPS = "more-helps"
    MORE_HURTS = "more-hurts"
    MORE_EVEN = "more-even"
    THREE_WORSE = "three-worse"
    THREE_FINE = "three-fine"
    SIMPLE_WINS = "simple-wins"
    AHEAD_OF_DEFAULT = "ahead-of-default"
    CLASSICAL = "classical"
    FEATURES = "features"
    STRAIN = "strain"
    NOT_MEASURED = "not-measured"
    NEW_CATALOG = "new-catalog"
    TUNED = "tuned"
    TUNED_FALLS = "tuned-falls"
    TUNED_HOLDS = "tuned-holds"


@dataclass(frozen=True)
class Conclusion:
    """One thing that the figures say.

    Attributes
    ----------
    claim
        What is said.
    cells
        The figures that it is said of, the first above all.
    words
        By name, what else the sentence has places for.
    """

    claim: Claim
    cells: tuple[EvaluationCell, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def say(self, pattern: str, separator: str = "; ") -> str:
        """Return the sentence that a pattern makes.

        Parameters
        ----------
        pattern
            Has places such as ``{row}``: any of ``words``; of the first figure ``row``,
            ``group``, ``column``, ``measure``, ``against``, ``figure`` (its mean), ``mean``
            (with spread), ``gain`` and ``p``; of the last ``last_column`` and ``last_figure``;
            of all ``rows``, ``columns``, ``row_figures`` and ``column_figures``; of all but
            the first ``other_rows`` and ``other_row_figures``.
        separator
            Between the parts of a list.
        """
        places = {**(_places(self.cells, separator) if self.cells else {}), **self.words}
        sentence = pattern.format_map(places)
        return sentence[:1].upper() + sentence[1:]


def _places(cells: tuple[EvaluationCell, ...], separator: str) -> dict[str, str]:
    first, last = cells[0], cells[-1]
    rows, columns = [one.row for one in cells], [one.column for one in cells]
    figures = [_figure(one.mean) for one in cells]
    row_figures = [" ".join(pair) for pair in zip(rows, figures, strict=True)]
    column_figures = [" ".join(pair) for pair in zip(columns, figures, strict=True)]
    return {
        "row": first.row,
        "group": first.group,
        "column": first.column,
        "measure": first.measure,
        "against": first.against,
        "figure": figures[0],
        "mean": figures[0] + ("" if math.isnan(first.spread) else f" ± {_figure(first.spread)}"),
        "gain": first.signed_gain,
        "p": _chance(first.p_value),
        "last_column": last.column,
        "last_figure": figures[-1],
        "rows": separator.join(rows),
        "columns": separator.join(columns),
        "row_figures": separator.join(row_figures),
        "column_figures": separator.join(column_figures),
        "other_rows": separator.join(rows[1:]),
        "other_row_figures": separator.join(row_figures[1:]),
    }


def _figure(value: float) -> str:
    return f"{value:.3f}"


def _chance(p_value: float | None) -> str:
    if p_value is None:
        return ""
    return f"p = {p_value:.3f}" if p_value >= 0.001 else "p < 0.001"
