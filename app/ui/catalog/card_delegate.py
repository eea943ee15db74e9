"""Paints an item of the grid: picture, title, what it has, what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.core.modality import MODALITIES
from app.engine.messages import ItemCard
from app.ui.catalog.items_model import CARD_ROLE
from app.ui.icons import MODALITY_ICONS, IconName, icon_pixmap
from app.ui.results.thumbnails import ThumbnailCache, ThumbnailKey
from app.ui.theme import ThemeController

WIDTH, PICTURE, PADDING, MARK = 132, 96, 8, 14


class CardDelegate(QStyledItemDelegate):
    """Cards of one size.

    Parameters
    ----------
    theme
        Gives the colours.
    thumbnails
        Gives the pictures.

    Attributes
    ----------
    width
        Of every card, in pixels.
    """

    def __init__(self, theme: ThemeController, thumbnails: ThumbnailCache) -> None:
        super().__init__(thumbnails)
        self._theme = theme
        self._thumbnails = thumbnails
        self.width = WIDTH

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of every card."""
        return self.size

    @property
    def size(self) -> QSize:
        """Width and height of every card, in pixels."""
        lines = self._theme.tokens.font_small + 6 + MARK
        return QSize(self.width, PICTURE + 3 * PADDING + lines + PADDING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one card; a faint tile until it has come."""
        card = index.data(CARD_ROLE)
        rect: QRect = option.rect.adjusted(3, 3, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option)
        if isinstance(card, ItemCard):
            painter.setOpacity(0.45 if card.is_excluded else 1.0)
            self._paint_picture(painter, rect, card)
            self._paint_title(painter, rect, card)
            self._paint_marks(painter, rect, card)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
        tokens = self._theme.tokens
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = tokens.accent_soft if chosen else tokens.hover if over else tokens.surface
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        colour = QColor(tokens.accent if chosen or focused else tokens.border)
        painter.setPen(QPen(colour, 2 if focused else 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(rect), 10, 10)

    def _paint_picture(self, painter: QPainter, rect: QRect, card: ItemCard) -> None:
        ratio = painter.device().devicePixelRatio()
        width, height = rect.width() - 2 * PADDING, PICTURE
        key = ThumbnailKey(card.thumbnail, round(width * ratio), round(height * ratio), 6)
        place = QRect(rect.left() + PADDING, rect.top() + PADDING, width, height)
        pixmap = self._thumbnails.pixmap(key)
        if pixmap is not None and not pixmap.isNull():
            painter.drawPixmap(place, pixmap)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.surface_raised))
        painter.drawRoundedRect(QRectF(place), 6, 6)
        if pixmap is not None:
            shown = next((MODALITY_ICONS[m] for m in card.modalities), IconName.BOX)
            mark = icon_pixmap(shown, self._theme.tokens.text_muted, 28, ratio)
            corner = place.center() - QRect(0, 0, 28, 28).center()
            painter.drawPixmap(corner, mark)

    def _paint_title(self, painter: QPainter, rect: QRect, card: ItemCard) -> None:
        tokens = self._theme.tokens
        font = painter.font()
        font.setPixelSize(tokens.font_small)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        top = rect.top() + PICTURE + 2 * PADDING
        place = QRect(rect.left() + PADDING, top, rect.width() - 2 * PADDING, tokens.font_small + 6)
        text = painter.fontMetrics().elidedText(
            card.title, Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_marks(self, painter: QPainter, rect: QRect, card: ItemCard) -> None:
        tokens = self._theme.tokens
        ratio = painter.device().devicePixelRatio()
        left, top = rect.left() + PADDING, rect.bottom() - PADDING - MARK + 2
        for modality in MODALITIES:
            if modality in card.modalities:
                colour = tokens.modality(modality)
                mark = icon_pixmap(MODALITY_ICONS[modality], colour, MARK, ratio)
                painter.drawPixmap(left, top, mark)
                left += MARK + 4
        right = rect.right() - PADDING - MARK
        if card.problems:
            painter.drawPixmap(
                right, top, icon_pixmap(IconName.WARNING, tokens.warning, MARK, ratio)
            )
            right -= MARK + 4
        if card.is_excluded:
            painter.drawPixmap(
                right, top, icon_pixmap(IconName.EYE_OFF, tokens.text_muted, MARK, ratio)
            )
