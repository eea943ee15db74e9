"""Figures of an evaluation: filters above, below a heat map or bars."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout

from app.engine.messages import Evaluation, EvaluationCell
from app.ui.controls.choice import Choice
from app.ui.controls.roles import with_role
from app.ui.controls.tabs import Tabs
from app.ui.evaluate.bar_chart import BarChart
from app.ui.evaluate.heat_map import HeatMap
from app.ui.evaluate.names import Names
from app.ui.evaluate.table import Filter, Table, groups_of, make_table, measures_of
from app.ui.icons import IconName
from app.ui.results.empty import EmptyState
from app.ui.theme import ThemeController

HEAT, BARS = "heat", "bars"
LEAST_CHOICE, WIDEST_CHOICE = 96, 320


class FiguresCard(QFrame):
    """Choose a measure, a group and rows; see them as a table or as bars.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "card")
        self._names = Names()
        self._cells: tuple[EvaluationCell, ...] = ()
        self.shape = Tabs(self.tr("View"), ((self.tr("Table"), HEAT), (self.tr("Bars"), BARS)))
        self.measure = Choice(theme, self.tr("Measure"))
        self.group = Choice(theme, self.tr("Group"))
        self.column = Choice(theme, self.tr("Column"))
        self.words = QLineEdit()
        self.heat = HeatMap(theme)
        self.bars = BarChart(theme)
        self.none = EmptyState(theme, ((IconName.SEARCH, "text_muted"),))
        self.faces = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_shape()

    @property
    def table(self) -> Table:
        """The figures that pass the filters."""
        return self.heat.model.table

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show an evaluation; filters that fit it stay."""
        self._cells = self._names.say_all(evaluation.cells)
        measures = measures_of(self._cells)
        self.measure.offer([(one, one) for one in measures], self.measure.value)
        self._offer_groups()

    def _offer_groups(self) -> None:
        groups = groups_of(self._cells, self.measure.value)
        self.group.offer([(one, one) for one in groups], self.group.value)
        self._refresh()

    def _refresh(self) -> None:
        chosen = Filter(self.measure.value, self.group.value, self.words.text())
        table = make_table(self._cells, chosen)
        self.heat.show_table(table)
        last = self.column.value or (table.columns[-1] if table.columns else "")
        if table.rows:
            self.column.offer([(one, one) for one in table.columns], last)
        self._show_column()
        self._show_shape()

    def _show_column(self) -> None:
        self.bars.bars.show_column(self.table, self.column.value)

    def _show_shape(self) -> None:
        are_bars = self.shape.value == BARS
        shown = self.bars if are_bars else self.heat
        self.faces.setCurrentWidget(shown if self.table.rows or not self._cells else self.none)
        self.column.setVisible(are_bars)

    def _connect(self) -> None:
        self.shape.chosen.connect(self._show_shape)
        self.measure.activated.connect(self._offer_groups)
        self.group.activated.connect(self._refresh)
        self.column.activated.connect(self._show_column)
        self.words.textChanged.connect(self._refresh)

    def _lay_out(self) -> None:
        self.words.setPlaceholderText(self.tr("Rows with these words"))
        self.words.setAccessibleName(self.tr("Rows with these words"))
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(LEAST_CHOICE)
        self.words.setMaximumWidth(WIDEST_CHOICE)
        for choice in (self.measure, self.group, self.column):
            choice.give_way(LEAST_CHOICE, WIDEST_CHOICE)
        self.none.say(
            self.tr("No row has these words"), self.tr("Search for fewer, or choose another group.")
        )
        for face in (self.heat, self.bars, self.none):
            self.faces.addWidget(face)
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.measure, self.group, self.column):
            head.addWidget(widget)
        head.addWidget(self.words, 1)
        head.addStretch(1)
        head.addWidget(self.shape)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.faces, 1)
