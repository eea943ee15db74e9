"""The delegate of the results: asks for thumbnails, paints rows, and keeps what it painted."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.core.modality import Modality
from app.core.persona import InteractionKind
from app.core.recommendation import Recommendation
from app.ui.results.bars import BarScale
from app.ui.results.model import CHANGE_ROLE, REACTED_ROLE, RECOMMENDATION_ROLE
from app.ui.results.row_painter import Row, RowPainter, RowState
from app.ui.results.score_part import ScorePart
from app.ui.results.style import RowStyle
from app.ui.results.thumbnails import ThumbnailCache, ThumbnailKey

ROWS_KEPT = 64
_THUMBNAIL_RADIUS = 8


class ResultDelegate(QStyledItemDelegate):
    """Paint recommendations, as rows or (when a cell size is set) as cells of a grid.

    Painted rows are kept as pixmaps, so that scrolling and gliding only copy them.

    Parameters
    ----------
    rows
        Paints each row.
    thumbnails
        Where pictures come from.
    parent
        The view.
    """

    def __init__(
        self, rows: RowPainter, thumbnails: ThumbnailCache, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._cell: QSize | None = None
        self._thumbnails = thumbnails
        self._painted: OrderedDict[tuple[Row, int, int], QPixmap] = OrderedDict()

    @property
    def row_style(self) -> RowStyle:
        """Fonts, colours and icons in use."""
        return self._rows.style

    @property
    def rows(self) -> RowPainter:
        """What paints each row."""
        return self._rows

    @property
    def cell(self) -> QSize | None:
        """Size of the grid's cells; ``None`` in a list."""
        return self._cell

    def restyle(self, style: RowStyle) -> None:
        """Use other fonts, colours and icons."""
        self._use(replace(self._rows, style=style))

    def set_cell(self, cell: QSize | None) -> None:
        """Paint cells of that size, or rows for ``None``."""
        self._cell = cell
        self._use(replace(self._rows, is_grid=cell is not None))

    def prepare(
        self, scale: BarScale, asked: tuple[Modality, ...], added: tuple[ScorePart, ...] = ()
    ) -> None:
        """Get ready for another answer."""
        self._use(replace(self._rows, scale=scale, asked=asked, added=added))

    def offer(self, reactions: tuple[InteractionKind, ...]) -> None:
        """Show icons with which a persona can react, or none."""
        self._use(replace(self._rows, reactions=reactions))

    def _use(self, rows: RowPainter) -> None:
        self._rows = rows
        self._painted.clear()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the same size for every row."""
        return self._cell or QSize(240, self._rows.height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the row at ``index``."""
        recommendation = index.data(RECOMMENDATION_ROLE)
        if not isinstance(recommendation, Recommendation):
            return
        flags = QStyle.StateFlag
        state: QStyle.StateFlag = option.state
        selected = bool(state & flags.State_Selected)
        standing = RowState(
            selected=selected,
            hovered=bool(state & flags.State_MouseOver),
            focused=selected and bool(state & flags.State_HasFocus),
        )
        row = Row(recommendation, index.data(CHANGE_ROLE), standing, index.data(REACTED_ROLE))
        self.paint_row(painter, QRectF(option.rect), row)

    def paint_row(self, painter: QPainter, area: QRectF, row: Row) -> None:
        """Paint ``row`` into ``area``."""
        size = area.size().toSize()
        thumbnail = self._thumbnail(row, size)
        key = (row, size.width(), size.height())
        pixmap = self._painted.get(key) if thumbnail is not None else None
        if pixmap is None:
            pixmap = self._render(row, size, thumbnail)
            if thumbnail is not None:
                self._keep(key, pixmap)
        painter.drawPixmap(QPoint(round(area.left()), round(area.top())), pixmap)

    def _thumbnail(self, row: Row, size: QSize) -> QPixmap | None:
        place = self._rows.geometry(QRectF(0, 0, size.width(), size.height())).thumbnail
        ratio = self.row_style.ratio
        width, height = round(place.width() * ratio), round(place.height() * ratio)
        radius = round(_THUMBNAIL_RADIUS * ratio)
        key = ThumbnailKey(row.recommendation.thumbnail, width, height, radius)
        return self._thumbnails.pixmap(key)

    def _render(self, row: Row, size: QSize, thumbnail: QPixmap | None) -> QPixmap:
        ratio = self.row_style.ratio
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self._rows.paint(painter, QRectF(0, 0, size.width(), size.height()), row, thumbnail)
        painter.end()
        return pixmap

    def _keep(self, key: tuple[Row, int, int], pixmap: QPixmap) -> None:
        self._painted[key] = pixmap
        while len(self._painted) > ROWS_KEPT:
            self._painted.popitem(last=False)
