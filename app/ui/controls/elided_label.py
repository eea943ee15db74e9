"""One line of text that ends in dots where it does not fit."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.ui.controls.roles import with_role


class ElidedLabel(QLabel):
    """A label that takes whatever width there is; its tooltip has the whole text.

    Parameters
    ----------
    role
        Of the style sheet.
    """

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        with_role(self, role)

    def show_text(self, text: str) -> None:
        """Show ``text``, or as much of it as fits."""
        self.setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Return a size of no width."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        width = self.contentsRect().width()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        painter.drawText(self.contentsRect(), self.alignment(), text)
        painter.end()
