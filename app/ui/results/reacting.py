"""Saying on rows what one thinks: by the icons, by keys, by a tooltip that says how."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from app.core.persona import InteractionKind
from app.ui.reacted import Reacted
from app.ui.results.reactions import reaction_at, reaction_text
from app.ui.results.row_painter import Row, RowState
from app.ui.results.view import ResultsView

KEYS = {
    Qt.Key.Key_L: InteractionKind.LIKE,
    Qt.Key.Key_D: InteractionKind.DISLIKE,
    Qt.Key.Key_S: InteractionKind.SAVE,
}
SKIP_KEY = Qt.Key.Key_X
RATING_KEYS = range(int(Qt.Key.Key_1), int(Qt.Key.Key_5) + 1)
OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Reacting(QObject):
    """Turn clicks on icons and keys into what a persona thinks of an item.

    Parameters
    ----------
    view
        Where the rows are.
    kinds
        The icons, left to right.

    Signals
    -------
    reacted
        Identifier of an item and the :class:`InteractionKind`.
    rated
        Identifier of an item and how many stars.
    opened
        Identifier of an item that a person wants to look at.
    """

    reacted = Signal(str, InteractionKind)
    rated = Signal(str, int)
    opened = Signal(str)

    def __init__(self, view: ResultsView, kinds: tuple[InteractionKind, ...]) -> None:
        super().__init__(view)
        self._view = view
        self._kinds = kinds
        self._on = False
        self._pressed: tuple[str, InteractionKind] | None = None
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    @property
    def is_on(self) -> bool:
        """Whether somebody is there to react."""
        return self._on

    def turn(self, on: bool) -> None:
        """Show the icons and take keys, or neither."""
        if on != self._on:
            self._on = on
            self._view.painted.offer(self._kinds if on else ())
            self._view.viewport().update()

    def show_reactions(self, reactions: Mapping[str, Reacted]) -> None:
        """Show what was done before."""
        self._view.results.show_reactions(reactions)
        self._view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is meant for the icons; leave the rest to the view.

        Events of other kinds come even while the view is being destroyed: nothing of it is
        touched then.
        """
        if not self._on:
            return False
        if isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._take_key(event)
        if isinstance(event, QMouseEvent):
            return watched is self._view.viewport() and self._take_mouse(event)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            return watched is self._view.viewport() and self._show_tip(event)
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        item_id = self._view.current_item()
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not item_id or not bare or event.isAutoRepeat():
            return False
        key = Qt.Key(event.key())
        if key in KEYS:
            self.reacted.emit(item_id, KEYS[key])
        elif key in RATING_KEYS:
            self.rated.emit(item_id, key - RATING_KEYS.start + 1)
        elif key == SKIP_KEY and InteractionKind.SKIP in self._kinds:
            self.reacted.emit(item_id, InteractionKind.SKIP)
        elif key in OPENING_KEYS:
            self.opened.emit(item_id)
        else:
            return False
        return True

    def _take_mouse(self, event: QMouseEvent) -> bool:
        kinds = QEvent.Type
        if event.type() == kinds.MouseMove:
            return self._point(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        hit = self._hit(event.position())
        if event.type() == kinds.MouseButtonDblClick and hit is None:
            return self._open_at(event.position())
        if event.type() in (kinds.MouseButtonPress, kinds.MouseButtonDblClick):
            self._pressed = hit
            return hit is not None
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == hit:
            self.reacted.emit(*pressed)
        return pressed is not None

    def _point(self, event: QMouseEvent) -> bool:
        viewport = self._view.viewport()
        if self._hit(event.position()) is None:
            viewport.unsetCursor()
        else:
            viewport.setCursor(Qt.CursorShape.PointingHandCursor)
        return False

    def _open_at(self, point: QPointF) -> bool:
        row = self._view.indexAt(point.toPoint()).row()
        if row >= 0:
            self.opened.emit(self._view.results.rows[row].item_id)
        return row >= 0

    def _show_tip(self, event: QHelpEvent) -> bool:
        hit = self._hit(QPointF(event.pos()))
        if hit is None:
            return False
        item_id, kind = hit
        done = kind in self._view.results.reacted(item_id)
        QToolTip.showText(event.globalPos(), reaction_text(kind, done), self._view)
        return True

    def _hit(self, point: QPointF) -> tuple[str, InteractionKind] | None:
        """Return the item and the icon at a point; none while rows are on their way."""
        index = self._view.indexAt(point.toPoint())
        if not index.isValid() or self._view.glide.is_running:
            return None
        entry = self._view.results.rows[index.row()]
        state = RowState(hovered=True)
        row = Row(entry, state=state, reacted=self._view.results.reacted(entry.item_id))
        area = QRectF(self._view.visualRect(index))
        strip = self._view.painted.rows.row_parts(area, row).reactions
        kind = reaction_at(point, strip, self._kinds)
        return None if kind is None else (entry.item_id, kind)
