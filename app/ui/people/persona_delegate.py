"""Paints one persona: its name, and below it what is known of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

PADDING = 12
SPREAD = 1.5
"""Height of a line in sizes of its letters: those of a font that is fallen back to are high."""

SMALL = 6 / 7
"""Size of the second line, in sizes of the first one."""

Index = QModelIndex | QPersistentModelIndex


class PersonaDelegate(QStyledItemDelegate):
    """Rows of two lines; an entry's text has a line break between them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of every row."""
        font: QFont = option.font
        return QSize(0, round(SPREAD * (1 + SMALL) * font.pixelSize()) + PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Let the style paint the ground, then write both lines."""
        name, _, known = str(index.data() or "").partition("\n")
        self.initStyleOption(option, index)
        rect: QRect = option.rect
        font: QFont = option.font
        colours, roles = QApplication.palette(), QPalette.ColorRole
        option.text = ""
        style: QStyle = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        high = round(SPREAD * font.pixelSize())
        line = rect.adjusted(PADDING, PADDING // 2, -PADDING, 0)
        painter.save()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colours.color(roles.Highlight), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)
        bold, small = QFont(font), QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(round(SMALL * font.pixelSize()))
        painter.setPen(colours.color(roles.WindowText))
        _write(painter, QRect(line.left(), line.top(), line.width(), high), name, bold)
        painter.setPen(colours.color(roles.PlaceholderText))
        low = round(SMALL * high)
        _write(painter, QRect(line.left(), line.top() + high, line.width(), low), known, small)
        painter.restore()


def _write(painter: QPainter, place: QRect, text: str, font: QFont) -> None:
    painter.setFont(font)
    side = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(text, side, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
