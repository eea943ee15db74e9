"""What part of the plane is seen, and how large."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QTransform

MARGIN = 0.06
"""Free border around everything, as a share of the view."""

LARGEST, SMALLEST = 60.0, 0.5
"""Zoom beside the view in which everything fits."""


@dataclass(frozen=True)
class Camera:
    """Maps the plane (x to the right, y up, within -1 to 1) to a view in pixels.

    Attributes
    ----------
    x, y
        The place in the middle of the view.
    scale
        Pixels for one unit of the plane.
    size
        Width and height of the view in pixels.
    """

    x: float
    y: float
    scale: float
    size: QSizeF

    @classmethod
    def fitting(cls, size: QSizeF) -> Camera:
        """Return the camera that sees everything."""
        return cls(0.0, 0.0, _fitting_scale(size), size)

    @property
    def transform(self) -> QTransform:
        """From the plane to pixels."""
        middle = (self.size.width() / 2, self.size.height() / 2)
        return QTransform(
            self.scale,
            0,
            0,
            -self.scale,
            middle[0] - self.x * self.scale,
            middle[1] + self.y * self.scale,
        )

    def to_screen(self, x: float, y: float) -> QPointF:
        """Return the pixel of a place."""
        return self.transform.map(QPointF(x, y))

    def to_plane(self, pixel: QPointF) -> QPointF:
        """Return the place under a pixel."""
        return self.transform.inverted()[0].map(pixel)

    def panned(self, pixels: QPointF) -> Camera:
        """Return the camera after the plane was dragged by ``pixels``."""
        x, y = self.x - pixels.x() / self.scale, self.y + pixels.y() / self.scale
        return Camera(x, y, self.scale, self.size)

    def zoomed(self, factor: float, around: QPointF) -> Camera:
        """Return the camera after zooming around a pixel, which keeps its place."""
        least = _fitting_scale(self.size)
        scale = min(max(self.scale * factor, SMALLEST * least), LARGEST * least)
        place = self.to_plane(around)
        dx, dy = around.x() - self.size.width() / 2, around.y() - self.size.height() / 2
        return Camera(place.x() - dx / scale, place.y() + dy / scale, scale, self.size)

    def resized(self, size: QSizeF) -> Camera:
        """Return the camera for a view of another size that shows as much as before."""
        zoom = self.scale / _fitting_scale(self.size)
        return Camera(self.x, self.y, _fitting_scale(size) * zoom, size)


def _fitting_scale(size: QSizeF) -> float:
    return max(1.0, min(size.width(), size.height()) * (0.5 - MARGIN))
