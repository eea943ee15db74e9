"""The heat map: a table of warm and cool figures, and what the colours mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.ui.controls.roles import label, with_role
from app.ui.evaluate.heat_delegate import COLUMN_EMS, ROW_EMS, HeatDelegate
from app.ui.evaluate.heat_model import HeatModel
from app.ui.evaluate.table import Table
from app.ui.evaluate.wording import figure_text
from app.ui.evaluate.wrapped_header import WrappedHeader
from app.ui.plots.palette import heat_colour
from app.ui.theme import ThemeController

SCALE = QSize(120, 12)
STOPS = 8
NAME_EMS = 16


class HeatScale(QWidget):
    """The colours from the lowest to the highest figure.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(SCALE)
        theme.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the colours."""
        gradient = QLinearGradient(0, 0, self.width(), 0)
        for stop in range(STOPS + 1):
            gradient.setColorAt(stop / STOPS, heat_colour(self._theme.tokens, stop / STOPS))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.end()


class HeatMap(QWidget):
    """Rows and columns of figures; a click on a column's name sorts by it.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._theme = theme
        self.model = HeatModel(self)
        self.view = with_role(QTableView(), "table")
        self.low = label("", "caption")
        self.high = label("", "caption")
        self._set_up_view()
        self._lay_out()
        self._fit()
        theme.theme_changed.connect(self._fit)

    def show_table(self, table: Table) -> None:
        """Show figures in the order of the evaluation."""
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.model.show_table(table)
        low, high = table.span
        self.low.setText(figure_text(low))
        self.high.setText(figure_text(high))

    def _set_up_view(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(HeatDelegate(self._theme, self.model, self))
        self.view.setAccessibleName(self.tr("Figures"))
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setCornerButtonEnabled(False)
        self.view.setHorizontalHeader(WrappedHeader(self._theme))
        rows = self.view.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setHighlightSections(False)
        rows.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.view.setSortingEnabled(True)

    def _fit(self) -> None:
        em = self._theme.tokens.font_body
        columns, rows = self.view.horizontalHeader(), self.view.verticalHeader()
        rows.setDefaultSectionSize(round(ROW_EMS * em))
        rows.setFixedWidth(round(NAME_EMS * em))
        columns.setMinimumSectionSize(round(COLUMN_EMS * em))

    def _lay_out(self) -> None:
        scale = QHBoxLayout()
        scale.setSpacing(8)
        for widget in (self.low, HeatScale(self._theme), self.high):
            scale.addWidget(widget)
        marks = self.tr(
            "▲ ▼ better or worse than the baseline, p < 0.05; + − gain over it; "
            "± over folds and seeds"
        )
        scale.addSpacing(8)
        scale.addWidget(label(marks, "caption", wrap=True), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.view, 1)
        layout.addLayout(scale)
