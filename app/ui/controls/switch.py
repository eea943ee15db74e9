"""An on-off switch."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from app.ui.theme import ThemeController

WIDTH, HEIGHT, MARGIN = 36, 20, 3


class Switch(QCheckBox):
    """A check box painted as a switch; the place of the knob says on or off, not colour alone.

    Parameters
    ----------
    theme
        Gives the colours.
    name
        What is switched, for screen readers and the tooltip.
    colour
        Name of the token that colours it while on.
    """

    def __init__(
        self,
        theme: ThemeController,
        name: str,
        colour: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colour = colour
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size of the switch with its focus ring."""
        return QSize(WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a switch does not shrink."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """Take a click anywhere on the switch."""
        return True

    def event(self, event: QEvent) -> bool:
        """Repaint on focus, which the style would leave to a text."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, knob and focus ring."""
        tokens = self._theme.tokens
        track = QRectF(MARGIN, (self.height() - HEIGHT) / 2, WIDTH, HEIGHT)
        on_colour: str = getattr(tokens, self._colour)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), HEIGHT / 2 + 2, HEIGHT / 2 + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(on_colour if self.isChecked() else tokens.hover))
        painter.drawRoundedRect(track, HEIGHT / 2, HEIGHT / 2)
        if not self.isChecked():
            painter.setPen(QPen(QColor(tokens.text_muted), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            outline = track.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(outline, HEIGHT / 2, HEIGHT / 2)
            painter.setPen(Qt.PenStyle.NoPen)
        left = track.right() - HEIGHT + 3 if self.isChecked() else track.left() + 3
        painter.setBrush(QColor(tokens.surface if self.isChecked() else tokens.text_muted))
        painter.drawEllipse(QRectF(left, track.top() + 3, HEIGHT - 6, HEIGHT - 6))
        painter.end()
