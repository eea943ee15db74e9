"""A drop-down list with an arrow in the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from app.ui.icons import IconName, icon_pixmap
from app.ui.theme import ThemeController

ARROW = 14


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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, then the arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        colour = self._theme.tokens.text_muted
        arrow = icon_pixmap(IconName.CHEVRON_DOWN, colour, ARROW, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ARROW - 8, (self.height() - ARROW) // 2, arrow)
        painter.end()
