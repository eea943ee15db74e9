"""A thin line that runs while an answer is on its way."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRectF, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import ThemeController

HEIGHT = 3
PATIENCE_MILLISECONDS = 180
_ROUND_MILLISECONDS = 1200


class BusyLine(QWidget):
    """Takes its place always, and shows itself only when waiting is worth a word."""

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Working"))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MILLISECONDS)
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(_ROUND_MILLISECONDS)
        self._animation.setLoopCount(-1)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._patience.timeout.connect(self._animation.start)
        self._animation.valueChanged.connect(self.update)

    @property
    def is_running(self) -> bool:
        """Whether the line is seen."""
        return self._animation.state() is QVariantAnimation.State.Running

    def set_busy(self, busy: bool) -> None:
        """Start after a moment, or stop at once."""
        if busy and not self.is_running:
            self._patience.start()
        if not busy:
            self._patience.stop()
            self._animation.stop()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a piece that runs from left to right."""
        if not self.is_running:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.accent))
        piece = self.width() * 0.3
        left = float(self._animation.currentValue()) * (self.width() + piece) - piece
        painter.drawRoundedRect(QRectF(left, 0, piece, HEIGHT), HEIGHT / 2, HEIGHT / 2)
        painter.end()
