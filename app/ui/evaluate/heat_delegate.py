"""Paints figures as warm or cool cells, with their spread and what is beyond chance."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.engine.messages import EvaluationCell
from app.ui.evaluate.heat_model import HeatModel, Index
from app.ui.evaluate.table import mark_of
from app.ui.evaluate.wording import figure_text, spread_text
from app.ui.plots.palette import heat_colour, ink_on
from app.ui.theme import ThemeController

GAP = 1.5
RADIUS = 6.0
ROW_EMS = 3.0
COLUMN_EMS = 7.2
SMALLER = 0.8
"""Size of the spread's font against the figure's."""


class HeatDelegate(QStyledItemDelegate):
    """One cell: its mean, small below it spread and gain, and ▲ or ▼ where it is significant.

    Parameters
    ----------
    theme
        Gives the colours.
    model
        Has the cells.
    """

    def __init__(self, theme: ThemeController, model: HeatModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a cell in heights of the body text."""
        em = self._theme.tokens.font_body
        return QSize(round(COLUMN_EMS * em), round(ROW_EMS * em))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, mean, spread and mark."""
        cell = self._model.cell(index.row(), index.column())
        box = QRectF(option.rect).adjusted(GAP, GAP, -GAP, -GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if cell is not None:
            ground = heat_colour(self._theme.tokens, self._model.table.share(cell.mean))
            painter.setBrush(ground)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
            self._write(painter, box, cell, ink_on(ground))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.tokens.text), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.restore()

    def _write(self, painter: QPainter, box: QRectF, cell: EvaluationCell, ink: QColor) -> None:
        painter.setPen(ink)
        details = "  ".join(part for part in (spread_text(cell.spread), cell.signed_gain) if part)
        upper, lower = QRectF(box), QRectF(box)
        if details:
            upper.setBottom(box.center().y() + 2)
            lower.setTop(box.center().y() + 1)
        font = QFont(painter.font())
        font.setPixelSize(self._theme.tokens.font_body)
        font.setBold(bool(mark_of(cell)))
        painter.setFont(font)
        centre = Qt.AlignmentFlag.AlignCenter
        text = " ".join(part for part in (figure_text(cell.mean), mark_of(cell)) if part)
        painter.drawText(upper, centre, text)
        font.setBold(False)
        font.setPixelSize(round(SMALLER * self._theme.tokens.font_body))
        painter.setFont(font)
        painter.drawText(lower, centre, details)
