"""A large picture that fits its place."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.icons import IconName, icon_pixmap
from app.ui.theme import ThemeController

_RADIUS = 10.0
_HIGHEST = 200
_EMPTY_ICON = 32


class PictureView(QWidget):
    """Show one picture, whole and undistorted, on a white tile."""

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._path = ""
        self._pixmap = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.theme_changed.connect(self.update)

    def show_picture(self, path: str, title: str) -> None:
        """Show the picture at ``path``; without one, a calm placeholder."""
        self.setAccessibleName(title)
        if path != self._path:
            self._path = path
            self._pixmap = QPixmap(path) if path else QPixmap()
            self.update()

    @property
    def has_picture(self) -> bool:
        """Whether a picture could be read."""
        return not self._pixmap.isNull()

    def heightForWidth(self, width: int) -> int:
        """Return a height that suits ``width``."""
        return min(_HIGHEST, round(width * 0.56))

    def sizeHint(self) -> QSize:
        """Return a size for a narrow panel."""
        return QSize(248, self.heightForWidth(248))

    def minimumSizeHint(self) -> QSize:
        """Return the least useful size."""
        return QSize(120, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture or the placeholder."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tile = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        ground = QColor(Qt.GlobalColor.white) if self.has_picture else QColor(tokens.surface_raised)
        painter.setPen(QPen(QColor(tokens.border), 1.0))
        painter.setBrush(ground)
        painter.drawRoundedRect(tile, _RADIUS, _RADIUS)
        if self.has_picture:
            self._paint_picture(painter, tile.adjusted(12, 12, -12, -12))
        else:
            side = _EMPTY_ICON
            left, top = tile.center().x() - side / 2, tile.center().y() - side / 2
            muted = icon_pixmap(IconName.IMAGE, tokens.text_muted, side, self.devicePixelRatioF())
            painter.drawPixmap(round(left), round(top), muted)
        painter.end()

    def _paint_picture(self, painter: QPainter, area: QRectF) -> None:
        room = area.size().toSize()
        size = self._pixmap.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left = area.center().x() - size.width() / 2
        top = area.center().y() - size.height() / 2
        target = QRectF(left, top, size.width(), size.height())
        painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))
