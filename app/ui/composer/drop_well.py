"""The empty place of a card: a dashed frame that says what may come here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.controls.roles import button, label
from app.ui.theme import ThemeController


class DropWell(QWidget):
    """A dashed frame with a hint and a button that opens a file dialog.

    Signals
    -------
    open_wanted
        The person wants to choose a file.
    """

    open_wanted = Signal()

    def __init__(self, theme: ThemeController, hint: str, action: str, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.action: QPushButton = button(action, "link", name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 12, 10)
        layout.addWidget(label(hint, "muted", wrap=True), 1)
        layout.addWidget(self.action)
        self.action.clicked.connect(self.open_wanted)
        theme.theme_changed.connect(self.update)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the dialog on a click anywhere."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.open_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dashed frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._theme.tokens.text_muted), 1.2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 4])
        painter.setOpacity(0.6)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()
