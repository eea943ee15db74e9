"""Bars with error bars: one column of an evaluation, the best row first."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractListModel, QLineF, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.engine.messages import EvaluationCell
from app.ui.controls.roles import with_role
from app.ui.evaluate.heat_model import CELL_ROLE, Index
from app.ui.evaluate.table import Table, mark_of
from app.ui.evaluate.wording import cell_text, figure_text, spread_text
from app.ui.theme import ThemeController

ROW_EMS = 2.4
NAME_SHARE = 0.3
FIGURE_EMS = 9.5
BAR_SHARE = 0.46
CAP, WHISKER, HALO = 4.0, 1.5, 4.5
"""Half the height of a whisker's ends, its width, and that of the edge around it, in pixels."""


class BarModel(QAbstractListModel):
    """The cells of one column, the highest mean first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: list[EvaluationCell] = []

    @property
    def cells(self) -> tuple[EvaluationCell, ...]:
        """What is shown, top to bottom."""
        return tuple(self._cells)

    @property
    def top(self) -> float:
        """The right end of the scale: the highest mean with its spread."""
        return max((cell.mean + _finite(cell.spread) for cell in self._cells), default=1.0) or 1.0

    def show_column(self, table: Table, column: str) -> None:
        """Show one column of a table."""
        self.beginResetModel()
        found = [table.cells.get((row, column)) for row in table.rows]
        known = [cell for cell in found if cell is not None and math.isfinite(cell.mean)]
        self._cells = sorted(known, key=lambda cell: -cell.mean)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of bars."""
        return 0 if parent is not None and parent.isValid() else len(self._cells)

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a bar's name, all that is known of it, or its cell."""
        cell = self._cells[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.row
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell_text(cell)
        return cell if role == CELL_ROLE else None


class BarDelegate(QStyledItemDelegate):
    """Name, bar, whiskers, figure.

    Parameters
    ----------
    theme
        Gives the colours.
    model
        Says how long the longest bar is.
    """

    def __init__(self, theme: ThemeController, model: BarModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a bar's row."""
        return QSize(0, round(ROW_EMS * self._theme.tokens.font_body))

    def bar_area(self, row: QRectF) -> QRectF:
        """Return where bars lie in a row."""
        left = row.left() + NAME_SHARE * row.width()
        right = row.right() - FIGURE_EMS * self._theme.tokens.font_body
        height = BAR_SHARE * row.height()
        return QRectF(left, row.center().y() - height / 2, max(0.0, right - left), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, EvaluationCell):
            return
        tokens, row = self._theme.tokens, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(row, 6, 6)
        self._paint_bar(painter, self.bar_area(row), cell)
        self._paint_texts(painter, row, cell)
        painter.restore()

    def _paint_bar(self, painter: QPainter, area: QRectF, cell: EvaluationCell) -> None:
        tokens, top = self._theme.tokens, self._model.top
        painter.setBrush(QColor(tokens.hover))
        painter.drawRoundedRect(area, 4, 4)
        bar = QRectF(area)
        bar.setWidth(area.width() * max(0.0, cell.mean) / top)
        painter.setBrush(QColor(tokens.accent if cell.against else tokens.text_muted))
        painter.drawRoundedRect(bar, 4, 4)
        if not _finite(cell.spread):
            return
        ends = [
            area.left() + area.width() * (cell.mean + sign * cell.spread) / top for sign in (-1, 1)
        ]
        middle = area.center().y()
        lines = [QLineF(ends[0], middle, ends[1], middle)]
        lines += [QLineF(end, middle - CAP, end, middle + CAP) for end in ends]
        for colour, width in ((tokens.surface, HALO), (tokens.text, WHISKER)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLines(lines)

    def _paint_texts(self, painter: QPainter, row: QRectF, cell: EvaluationCell) -> None:
        tokens, middle = self._theme.tokens, Qt.AlignmentFlag.AlignVCenter
        font = QFont(painter.font())
        font.setPixelSize(tokens.font_body)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        area = self.bar_area(row)
        name = row.adjusted(8, 0, 0, 0)
        name.setRight(area.left() - 12)
        text = painter.fontMetrics().elidedText(
            cell.row, Qt.TextElideMode.ElideMiddle, int(name.width())
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | middle, text)
        figure = row.adjusted(0, 0, -8, 0)
        figure.setLeft(area.right() + 12)
        parts = (figure_text(cell.mean), spread_text(cell.spread), mark_of(cell))
        shown = " ".join(part for part in parts if part)
        painter.drawText(figure, Qt.AlignmentFlag.AlignLeft | middle, shown)


class BarChart(QListView):
    """Bars one below the other.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "table")
        self.bars = BarModel(self)
        self.setModel(self.bars)
        self.setItemDelegate(BarDelegate(theme, self.bars, self))
        self.setAccessibleName(self.tr("Bars"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.theme_changed.connect(self.doItemsLayout)


def _finite(spread: float) -> float:
    return spread if math.isfinite(spread) else 0.0
