"""Runs as rows of a table."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap

from app.core.lab import RunState
from app.engine.messages import RunSummary
from app.ui.durations import spent
from app.ui.icons import IconName, icon
from app.ui.lab.run_text import (
    best_score,
    features_text,
    run_name,
    score_text,
    started_text,
    state_text,
)
from app.ui.lab.wording import choice_text
from app.ui.theme import ThemeController

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
MARK = 16


class Column(IntEnum):
    """What the table shows of a run."""

    NAME = 0
    FEATURES = 1
    FUSION = 2
    STATE = 3
    SCORE = 4
    SECONDS = 5
    STARTED = 6


NUMBERS = (Column.SCORE, Column.SECONDS)


class RunsModel(QAbstractTableModel):
    """The runs of a catalog.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runs: tuple[RunSummary, ...] = ()
        self._texts: dict[str, dict[Column, str]] = {}
        roles = Qt.ItemDataRole
        self._tellers: dict[int, Callable[[RunSummary, Column], Any]] = {
            roles.DisplayRole: self._text,
            SORT_ROLE: self._sort_key,
            roles.TextAlignmentRole: lambda _, column: _alignment(column),
            roles.ToolTipRole: lambda run, column: run.problem or self._text(run, column),
            roles.DecorationRole: self._mark,
            roles.ForegroundRole: self._colour,
        }
        theme.theme_changed.connect(self._repaint)

    @property
    def runs(self) -> tuple[RunSummary, ...]:
        """The runs, in the order of the rows."""
        return self._runs

    def show_runs(self, runs: tuple[RunSummary, ...]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._runs = runs
        self._texts = {run.run_id: _texts(run) for run in runs}
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of runs."""
        return 0 if parent is not None and parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return what a column is called."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return self._titles()[Column(section)] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell's text, tooltip, colour, mark or sort key."""
        tell = self._tellers.get(role)
        return tell(self._runs[index.row()], Column(index.column())) if tell is not None else None

    def _text(self, run: RunSummary, column: Column) -> str:
        return self._texts[run.run_id][column]

    def _sort_key(self, run: RunSummary, column: Column) -> float | str:
        if column is Column.SCORE:
            score = best_score(run)
            return score if math.isfinite(score) else -1.0
        if column is Column.SECONDS:
            return run.seconds
        return run.started if column is Column.STARTED else self._text(run, column)

    def _mark(self, run: RunSummary, column: Column) -> QIcon | None:
        if column is not Column.NAME:
            return None
        if run.is_promoted:
            return icon(IconName.CHECK, self._theme.tokens.accent, MARK)
        nothing = QPixmap(MARK, MARK)
        nothing.fill(Qt.GlobalColor.transparent)
        return QIcon(nothing)

    def _colour(self, run: RunSummary, column: Column) -> QColor | None:
        return self._state_colour(run.state) if column is Column.STATE else None

    def _state_colour(self, state: RunState) -> QColor:
        tokens = self._theme.tokens
        colours = {
            RunState.RUNNING: tokens.accent,
            RunState.INTERRUPTED: tokens.warning,
            RunState.FAILED: tokens.danger,
        }
        return QColor(colours.get(state, tokens.text))

    def _titles(self) -> dict[Column, str]:
        return {
            Column.NAME: self.tr("Name"),
            Column.FEATURES: self.tr("Features"),
            Column.FUSION: self.tr("Fusion"),
            Column.STATE: self.tr("State"),
            Column.SCORE: self.tr("Score"),
            Column.SECONDS: self.tr("Time"),
            Column.STARTED: self.tr("Started"),
        }

    def _repaint(self) -> None:
        if self._runs:
            last = self.index(len(self._runs) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _texts(run: RunSummary) -> dict[Column, str]:
    return {
        Column.NAME: run_name(run.plan),
        Column.FEATURES: features_text(run.plan.features),
        Column.FUSION: choice_text(run.plan.fusion),
        Column.STATE: state_text(run),
        Column.SCORE: score_text(best_score(run)),
        Column.SECONDS: spent(run.seconds),
        Column.STARTED: started_text(run.started),
    }


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
