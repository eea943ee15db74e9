"""The map itself: drag to move, wheel to zoom, hover to see, Shift and drag to select."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.map.camera import Camera
from app.ui.map.gesture import Gesture
from app.ui.map.grouping import Grouping
from app.ui.map.layer import Drawing, PointLayer
from app.ui.map.palette import faint_colour, group_colour, other_colour
from app.ui.map.places import Places
from app.ui.map.slices import Slices
from app.ui.theme import ThemeController

REACH = 14
"""How far from an item the pointer finds it, in pixels."""

LONGEST_NAME = 320
ZOOM_STEP = 1.25
PAN_STEP = 60
RENDER_AFTER_MS = 40


class MapView(QWidget):
    """Points on a plane.

    Signals
    -------
    hovered
        Row of the item under the pointer, or -1.
    selected
        Rows of the items that were chosen, a list of ``int``; empty for none.
    rendered
        The points are on the screen as the view is now.
    """

    hovered = Signal(int)
    selected = Signal(object)
    rendered = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._theme = theme
        self._places, self._grouping = Places(), Grouping(())
        self._titles: Sequence[str] = ()
        self._only = -1
        self._rows: list[int] = []
        self._query: QPointF | None = None
        self._hover = -1
        self._gesture = Gesture(QApplication.startDragDistance())
        self.lassoing = False
        self.camera = Camera.fitting(QSizeF(self.size()))
        self._layer, self._slices = PointLayer(self), Slices(self)
        self._soon = QTimer(self, singleShot=True, interval=RENDER_AFTER_MS)
        self._soon.timeout.connect(self._render)
        self._layer.changed.connect(self._show_rendered)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 200)
        theme.theme_changed.connect(self._draw_anew)

    # --- what is shown ----------------------------------------------------------------

    def show_places(self, places: Places, titles: Sequence[str], grouping: Grouping) -> None:
        """Show other items; begin with all of them in view."""
        self._places, self._titles, self._grouping = places, titles, grouping
        self._rows, self._only, self._hover = [], -1, -1
        self.camera = Camera.fitting(QSizeF(self.size()))
        self._draw_anew()

    def show_grouping(self, grouping: Grouping) -> None:
        """Colour the items by other groups."""
        self._grouping, self._only = grouping, -1
        self._draw_anew()

    def show_only(self, group: int) -> None:
        """Let all but one group step back; -1 shows all groups."""
        self._only = group
        self._draw_anew()

    def show_query(self, place: QPointF | None) -> None:
        """Mark where the current query lies."""
        self._query = place
        self.update()

    def fit(self) -> None:
        """Bring everything into view."""
        self._look(Camera.fitting(QSizeF(self.size())))

    def select(self, rows: list[int]) -> None:
        """Choose items; an empty list chooses none."""
        self._rows = rows
        self._draw_anew()
        self.selected.emit(rows)

    @property
    def is_busy(self) -> bool:
        """Whether points are still being painted or looked up."""
        return self._layer.is_busy or self._slices.is_busy or self._soon.isActive()

    # --- painting ---------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the points that are there, then what lies over them."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        self._layer.paint(painter, self.camera)
        if self._hover >= 0:
            place = self._places.point(self._hover)
            self._ring(painter, place, 7, QColor(tokens.text))
            self._name(painter, place, self._titles[self._hover])
        if self._query is not None:
            self._ring(painter, self._query, 11, QColor(tokens.accent))
            self._ring(painter, self._query, 4, QColor(tokens.accent))
        if self._gesture.outline is not None:
            painter.setPen(QPen(QColor(tokens.accent), 1.5, Qt.PenStyle.DashLine))
            ground = QColor(tokens.accent)
            ground.setAlphaF(0.12)
            painter.setBrush(ground)
            painter.drawPolygon(self._gesture.outline)
        painter.end()

    def _ring(self, painter: QPainter, place: QPointF, radius: int, colour: QColor) -> None:
        middle = self.camera.to_screen(place.x(), place.y())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.tokens.surface), 5))
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(QPen(colour, 2.5))
        painter.drawEllipse(middle, radius, radius)

    def _name(self, painter: QPainter, place: QPointF, text: str) -> None:
        """Write a title beside a point, on whichever side there is room."""
        tokens, metrics = self._theme.tokens, self.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, LONGEST_NAME)
        pixel = self.camera.to_screen(place.x(), place.y())
        box = QRectF(0, 0, metrics.horizontalAdvance(shown) + 16, metrics.height() + 8)
        is_right = pixel.x() + 14 + box.width() < self.width()
        box.moveLeft(pixel.x() + 14 if is_right else pixel.x() - 14 - box.width())
        box.moveTop(min(max(pixel.y() - box.height() / 2, 0), self.height() - box.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.text))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(QColor(tokens.surface))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _draw_anew(self) -> None:
        """Sort the points by colour, then paint them."""
        self._slices.stop()
        drawings: list[Drawing] = []
        self._slices.start(self._drawing(drawings))

    def _drawing(self, drawings: list[Drawing]) -> Iterator[None]:
        yield from self._places.indexing()
        chosen = set(self._rows)
        back: list[QPolygonF] = []
        front: list[Drawing] = []
        for number, rows in enumerate(self._grouping.rows):
            polygons: list[QPolygonF] = []
            steps_back = self._only not in (-1, number)
            if chosen:
                yield from self._places.polygons((row for row in rows if row not in chosen), back)
            kept = [row for row in rows if row in chosen] if chosen else rows
            yield from self._places.polygons(kept, back if steps_back else polygons)
            front.append(Drawing(self._colour(number), polygons))
        drawings.extend([Drawing(faint_colour(self._theme.tokens), back), *front])
        rim = QColor(self._theme.tokens.surface)
        self._layer.set_drawings(drawings, len(self._places), rim)
        self._soon.start(0)

    def _colour(self, number: int) -> QColor:
        if self._grouping.is_rest(number):
            return other_colour(self._theme.tokens)
        return group_colour(self._theme.tokens, number)

    def _render(self) -> None:
        self._layer.render(self.camera, self.devicePixelRatioF())

    def _show_rendered(self) -> None:
        self.update()
        if not self.is_busy:
            self.rendered.emit()

    def _look(self, camera: Camera) -> None:
        """Look elsewhere: what is painted moves at once, the rest follows."""
        self.camera = camera
        self.update()
        if not self._layer.covers(camera):
            self._soon.start(RENDER_AFTER_MS)

    # --- pointer and keys -------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See as much as before."""
        self._look(self.camera.resized(QSizeF(event.size())))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        self._look(
            self.camera.zoomed(ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
        )
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the plane, or begin an outline."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        is_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._gesture.press(event.position(), draws=self.lassoing or is_shift)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the outline, drag the plane, or look what is under the pointer."""
        if not self._gesture.is_held:
            self._find(event.position())
            return
        way = self._gesture.move(event.position())
        if not way.isNull():
            self._look(self.camera.panned(way))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what the outline holds, or the item that was clicked."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        outline, is_click = self._gesture.release()
        if outline is not None:
            self._choose(QPolygonF([self.camera.to_plane(pixel) for pixel in outline.toList()]))
        elif is_click and self._hover >= 0:
            self.select([self._hover])
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, zoom with + and -, see all with 0, choose with Return."""
        steps = {
            Qt.Key.Key_Left: QPointF(PAN_STEP, 0),
            Qt.Key.Key_Right: QPointF(-PAN_STEP, 0),
            Qt.Key.Key_Up: QPointF(0, PAN_STEP),
            Qt.Key.Key_Down: QPointF(0, -PAN_STEP),
        }
        zooms = {Qt.Key.Key_Plus: ZOOM_STEP, Qt.Key.Key_Equal: ZOOM_STEP, Qt.Key.Key_Minus: 0.8}
        key = Qt.Key(event.key())
        middle = QPointF(self.width() / 2, self.height() / 2)
        if key in steps:
            self._look(self.camera.panned(steps[key]))
            self._find(middle)
        elif key in zooms:
            self._look(self.camera.zoomed(zooms[key], middle))
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._hover >= 0:
            self.select([self._hover])
        elif key == Qt.Key.Key_Escape and self._rows:
            self.select([])
        else:
            super().keyPressEvent(event)

    def _find(self, pixel: QPointF) -> None:
        found = self._places.nearest(self.camera.to_plane(pixel), REACH / self.camera.scale)
        row = -1 if found is None else found
        if row != self._hover:
            self._hover = row
            self.hovered.emit(row)
            self.update()

    def _choose(self, outline: QPolygonF) -> None:
        found: list[int] = []
        self._slices.start(self._choosing(outline, found))

    def _choosing(self, outline: QPolygonF, found: list[int]) -> Iterator[None]:
        yield from self._places.selecting(outline, found)
        QTimer.singleShot(0, self, lambda: self.select(found))
