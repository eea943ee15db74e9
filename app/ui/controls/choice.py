"""A drop-down list with an arrow in the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
)

from app.ui.icons import IconName, icon_pixmap
from app.ui.theme import ThemeController

ARROW = 14
INDENT = 11
GAP = 8
"""Side of the arrow, where the text begins, and what is kept free, in pixels."""

MOST_VISIBLE = 16
"""Entries of the list that are shown without scrolling."""


class Choice(QComboBox):
    """One of several values; the wheel scrolls the page and never changes the choice.

    Parameters
    ----------
    theme
        Gives the colours.
    name
        What is chosen, for screen readers.

    Signals
    -------
    opened
        The list is about to be shown.
    """

    opened = Signal()

    def __init__(self, theme: ThemeController, name: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(MOST_VISIBLE)
        self.setItemDelegate(QStyledItemDelegate(self))  # the style sheet dresses no other kind
        theme.theme_changed.connect(self.update)

    def offer(self, choices: Iterable[tuple[str, str]], chosen: str) -> None:
        """Replace the list by ``(text, value)`` pairs and choose a value."""
        self.blockSignals(True)
        self.clear()
        for text, value in choices:
            self.addItem(text, value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)

    @property
    def value(self) -> str:
        """The chosen value."""
        return str(self.currentData() or "")

    def showPopup(self) -> None:
        """Say that the list opens, then show it."""
        self.opened.emit()
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def give_way(self, least: int, most: int) -> None:
        """Be as wide as the longest text, from ``least`` to ``most`` pixels, if there is room."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(least)
        self.setMaximumWidth(most)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, then as much of the text as fits, then the arrow."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.rect().adjusted(INDENT, 0, -2 * GAP - ARROW, 0)
        text = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideMiddle, room.width()
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        colour = self._theme.tokens.text_muted
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.setPen(QColor(self._theme.tokens.text if self.isEnabled() else colour))
        painter.drawText(room, left, text)
        arrow = icon_pixmap(IconName.CHEVRON_DOWN, colour, ARROW, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ARROW - GAP, (self.height() - ARROW) // 2, arrow)
        painter.end()
