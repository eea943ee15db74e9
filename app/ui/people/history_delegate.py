"""Paints one interaction: picture, title, what was done and when."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.core.persona import InteractionKind
from app.engine.messages import HistoryEntry
from app.ui.icons import IconName, icon_pixmap
from app.ui.people.history_model import ENTRY_ROLE, done_text
from app.ui.people.wording import KIND_ICONS
from app.ui.results.thumbnails import ThumbnailCache, ThumbnailKey
from app.ui.theme import ThemeController

PICTURE, PADDING, GAP, MARK = 40, 6, 10, 14

Index = QModelIndex | QPersistentModelIndex

TOKENS = {
    InteractionKind.LIKE: "success",
    InteractionKind.SAVE: "success",
    InteractionKind.DISLIKE: "danger",
}


class HistoryDelegate(QStyledItemDelegate):
    """Rows of one height.

    Parameters
    ----------
    theme
        Gives the colours.
    thumbnails
        Gives the pictures.
    """

    def __init__(self, theme: ThemeController, thumbnails: ThumbnailCache) -> None:
        super().__init__(thumbnails)
        self._theme = theme
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of every row."""
        tokens = self._theme.tokens
        lines = round(1.5 * (tokens.font_body + tokens.font_small))
        return QSize(120, max(PICTURE, lines) + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, HistoryEntry):
            return
        rect: QRect = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option)
        self._paint_picture(painter, rect, entry)
        self._paint_texts(painter, rect, entry)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
        tokens, flags = self._theme.tokens, QStyle.StateFlag
        state: QStyle.StateFlag = option.state
        chosen = bool(state & flags.State_Selected)
        if not chosen and not state & flags.State_MouseOver:
            return
        focused = chosen and bool(state & flags.State_HasFocus)
        outline = QPen(QColor(tokens.accent), 2) if focused else QPen(Qt.PenStyle.NoPen)
        painter.setPen(outline)
        painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.hover))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 8, 8)

    def _paint_picture(self, painter: QPainter, rect: QRect, entry: HistoryEntry) -> None:
        ratio = painter.device().devicePixelRatio()
        side = round(PICTURE * ratio)
        top = rect.center().y() - PICTURE // 2 + 1
        place = QRect(rect.left() + PADDING, top, PICTURE, PICTURE)
        pixmap = self._thumbnails.pixmap(ThumbnailKey(entry.thumbnail, side, side, 6))
        if pixmap is not None and not pixmap.isNull():
            painter.drawPixmap(place, pixmap)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.surface_raised))
        painter.drawRoundedRect(QRectF(place), 6, 6)
        if pixmap is not None:
            mark = icon_pixmap(IconName.IMAGE, self._theme.tokens.text_muted, 20, ratio)
            painter.drawPixmap(place.center().x() - 9, place.center().y() - 9, mark)

    def _paint_texts(self, painter: QPainter, rect: QRect, entry: HistoryEntry) -> None:
        tokens = self._theme.tokens
        left = rect.left() + PADDING + PICTURE + GAP
        width = rect.right() - PADDING - left
        high, low = round(1.5 * tokens.font_body), round(1.5 * tokens.font_small)
        top = rect.center().y() - (high + low) // 2 + 1
        self._write(painter, QRect(left, top, width, high), entry.title, tokens.font_body)
        ratio = painter.device().devicePixelRatio()
        colour: str = getattr(tokens, TOKENS.get(entry.kind, "text_muted"))
        mark = icon_pixmap(KIND_ICONS[entry.kind], colour, MARK, ratio)
        second = QRect(left, top + high, width, low)
        painter.drawPixmap(left, second.center().y() - MARK // 2 + 1, mark)
        place = second.adjusted(MARK + 6, 0, 0, 0)
        self._write(painter, place, done_text(entry), tokens.font_small, muted=True)

    def _write(
        self, painter: QPainter, place: QRect, text: str, pixels: int, muted: bool = False
    ) -> None:
        tokens = self._theme.tokens
        font = painter.font()
        font.setPixelSize(pixels)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text_muted if muted else tokens.text))
        side = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, side, place.width())
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, middle, shown)
