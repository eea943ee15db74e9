"""What the pointer does while its button is held: click, drag the plane, draw an outline."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPolygonF

CORNERS = 3
"""An outline with fewer points holds nothing."""


class Gesture:
    """One press of the button, from down to up.

    Parameters
    ----------
    slack
        How far the pointer may slip during a click, in pixels.

    Attributes
    ----------
    outline
        What has been drawn so far; ``None`` when nothing is drawn.
    """

    def __init__(self, slack: int) -> None:
        self._slack = slack
        self._held: QPointF | None = None
        self._is_drag = False
        self.outline: QPolygonF | None = None

    @property
    def is_held(self) -> bool:
        """Whether the button is down."""
        return self._held is not None

    def press(self, pixel: QPointF, draws: bool) -> None:
        """Begin; ``draws`` when an outline is wanted."""
        self._held, self._is_drag = pixel, False
        self.outline = QPolygonF([pixel]) if draws else None

    def move(self, pixel: QPointF) -> QPointF:
        """Go on; return how far the plane is dragged, in pixels."""
        if self._held is None:
            return QPointF()
        way = pixel - self._held
        if self.outline is not None:
            self.outline.append(pixel)
            return QPointF()
        self._is_drag = self._is_drag or way.manhattanLength() >= self._slack
        if not self._is_drag:
            return QPointF()
        self._held = pixel
        return way

    def release(self) -> tuple[QPolygonF | None, bool]:
        """End; return the outline that was drawn, if any, and whether it was a click."""
        outline, self.outline = self.outline, None
        is_click = self._held is not None and not self._is_drag
        self._held = None
        if outline is not None and outline.count() >= CORNERS:
            return outline, False
        return None, is_click
