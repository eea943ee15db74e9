"""A modality's mark: its icon on a tint of its colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.modality import Modality
from app.ui.icons import MODALITY_ICONS, icon_pixmap
from app.ui.theme import ThemeController

TINT = 0.14
"""Share of the colour in the ground of a badge."""


class ModalityBadge(QWidget):
    """The icon of a modality on a rounded square.

    Parameters
    ----------
    theme
        Gives the colours.
    modality
        Which modality.
    side
        Width and height, in pixels.
    """

    def __init__(
        self,
        theme: ThemeController,
        modality: Modality,
        side: int = 32,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._modality = modality
        self.setFixedSize(QSize(side, side))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tint, then the icon."""
        colour = QColor(self._theme.tokens.modality(self._modality))
        ground = QColor(colour)
        ground.setAlphaF(TINT * (1.6 if self._theme.tokens.dark else 1.0))
        side = self.width()
        size = round(side * 0.6)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), side / 4, side / 4)
        pixmap = icon_pixmap(MODALITY_ICONS[self._modality], colour, size, self.devicePixelRatioF())
        painter.drawPixmap((side - size) // 2, (side - size) // 2, pixmap)
        painter.end()
