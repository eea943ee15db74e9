"""The items as a picture: painted in slices, shown shifted or scaled until it is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from app.ui.map.camera import Camera
from app.ui.map.slices import Slices

BORDER = 0.5
"""Painted beyond the view on each side, as a share of it, so that a drag shows no void."""

MANY = 5000
"""From so many items on points are small squares; below they are discs."""

SQUARE, DISC = 2.5, 5.0
"""Side of a square and radius of a disc, in pixels."""


@dataclass(frozen=True)
class Drawing:
    """Points of one colour, in coordinates of the plane."""

    colour: QColor
    polygons: Sequence[QPolygonF]


class PointLayer(QObject):
    """Keeps a picture of the points for the newest camera.

    Signals
    -------
    changed
        A newer picture is there.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawings: Sequence[Drawing] = ()
        self._count, self._rim = 0, QColor()
        self._image = QImage()
        self._seen: Camera | None = None
        self._draft = QImage()
        self._draft_camera: Camera | None = None
        self._slices = Slices(self)
        self._slices.finished.connect(self._take_draft)

    @property
    def is_busy(self) -> bool:
        """Whether a picture is being painted."""
        return self._slices.is_busy

    def set_drawings(self, drawings: Sequence[Drawing], count: int, rim: QColor) -> None:
        """Change what is painted, and the colour of its rims; :meth:`render` paints it."""
        self._drawings, self._count, self._rim = drawings, count, rim

    def render(self, camera: Camera, ratio: float) -> None:
        """Begin to paint what ``camera`` sees, and a border around it.

        Parameters
        ----------
        camera
            Of the view.
        ratio
            Device pixels for one pixel.
        """
        size = camera.size * (1 + 2 * BORDER)
        self._draft_camera = Camera(camera.x, camera.y, camera.scale, size)
        self._draft = QImage((size * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        self._draft.setDevicePixelRatio(ratio)
        self._draft.fill(Qt.GlobalColor.transparent)
        self._slices.start(self._painting(self._draft, self._draft_camera))

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Paint the newest picture as ``camera`` would see it."""
        if self._seen is None:
            return
        size: QSizeF = self._seen.size
        corner = self._seen.to_plane(QPointF(0, 0))
        left_top = camera.to_screen(corner.x(), corner.y())
        grown = camera.scale / self._seen.scale
        target = QRectF(left_top, size * grown)
        painter.drawImage(target, self._image, QRectF(self._image.rect()))

    def covers(self, camera: Camera) -> bool:
        """Whether the newest picture fills the view without being scaled."""
        if self._seen is None or self._seen.scale != camera.scale:
            return False
        corner = self._seen.to_plane(QPointF(0, 0))
        left_top = camera.to_screen(corner.x(), corner.y())
        shown = QRectF(left_top, self._seen.size)
        return shown.contains(QRectF(QPointF(0, 0), camera.size))

    def _painting(self, image: QImage, camera: Camera) -> Iterator[None]:
        paint = _paint_squares if self._count > MANY else _paint_discs
        for drawing in self._drawings:
            for polygon in drawing.polygons:
                painter = QPainter(image)
                painter.setWorldTransform(camera.transform)
                paint(painter, polygon, drawing.colour, self._rim)
                painter.end()
                yield

    def _take_draft(self) -> None:
        self._image, self._seen = self._draft, self._draft_camera
        self._draft = QImage()
        self.changed.emit()


def _paint_squares(painter: QPainter, polygon: QPolygonF, colour: QColor, _: QColor) -> None:
    pen = QPen(colour, SQUARE)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    painter.drawPoints(polygon)


def _paint_discs(painter: QPainter, polygon: QPolygonF, colour: QColor, rim: QColor) -> None:
    """Paint discs with a rim, so that one can be told from another where they overlap."""
    pixels = painter.worldTransform().map(polygon)
    painter.resetTransform()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(rim, 1.0))
    painter.setBrush(colour)
    for pixel in pixels.toList():
        painter.drawEllipse(pixel, DISC, DISC)
