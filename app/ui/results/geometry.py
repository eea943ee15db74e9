"""Where the parts of a painted row or cell lie, on the 8-pixel grid."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

from app.ui.results.style import RowStyle

BAR_HEIGHT = 14.0
THUMBNAIL_SIDE = 64.0
CELL_LEAST_WIDTH = 184


@dataclass(frozen=True)
class RowGeometry:
    """Rectangles of one row or cell.

    Attributes
    ----------
    ground
        What selection and hover fill.
    rank, change
        The rank's number and the badge of its change.
    thumbnail, title, score, category, legend, bar
        The other parts; ``category`` is empty in the grid.
    reactions
        Where icons to like and dislike with lie; empty where there are none.
    """

    ground: QRectF
    rank: QRectF
    change: QRectF
    thumbnail: QRectF
    title: QRectF
    score: QRectF
    category: QRectF
    legend: QRectF
    bar: QRectF
    reactions: QRectF = field(default_factory=QRectF)

    def with_reactions(self, width: float, side: float) -> RowGeometry:
        """Return the same with room for icons: left of the score, or on the grid's picture."""
        if self.category.isNull():
            corner = self.thumbnail.bottomRight() - QPointF(width + 2, side + 2)
            return replace(self, reactions=QRectF(corner, QSizeF(width, side)))
        left = self.score.left() - width - 4
        title = QRectF(self.title)
        title.setRight(max(title.left() + 1, left - 8))
        top = self.title.center().y() - side / 2
        return replace(self, title=title, reactions=QRectF(left, top, width, side))


def row_height(style: RowStyle) -> int:
    """Return the height of every row of the list, in pixels."""
    text = style.score.height + style.small.height
    return int(max(THUMBNAIL_SIDE, text + 6 + BAR_HEIGHT)) + 24


def row_geometry(area: QRectF, style: RowStyle, legend_width: float) -> RowGeometry:
    """Lay out a row of the list.

    Parameters
    ----------
    area
        The row.
    style
        Gives the fonts' sizes.
    legend_width
        Width of the numbers beside the category, in pixels.
    """
    ground = area.adjusted(0, 2, 0, -2)
    rank_width = 48.0
    top = area.top() + (area.height() - THUMBNAIL_SIDE) / 2
    thumbnail = QRectF(area.left() + rank_width, top, THUMBNAIL_SIDE, THUMBNAIL_SIDE)
    left, right = thumbnail.right() + 16, area.right() - 16
    width = max(1.0, right - left)
    title_height, small_height = style.score.height, style.small.height
    block = title_height + small_height + 6 + BAR_HEIGHT
    y = area.top() + (area.height() - block) / 2
    score_width = style.score.width("\N{MINUS SIGN}0.00") + 2
    legend_width = min(legend_width, width)
    second = y + title_height
    badge = style.badge.height + 2
    rank_block = title_height + 2 + badge
    rank_top = area.center().y() - rank_block / 2
    return RowGeometry(
        ground=ground,
        rank=QRectF(area.left(), rank_top, rank_width, title_height),
        change=QRectF(area.left() + 2, rank_top + title_height + 2, rank_width - 4, badge),
        thumbnail=thumbnail,
        title=QRectF(left, y, max(1.0, width - score_width - 8), title_height),
        score=QRectF(right - score_width, y, score_width, title_height),
        category=QRectF(left, second, max(0.0, width - legend_width - 8), small_height),
        legend=QRectF(right - legend_width, second, legend_width, small_height),
        bar=QRectF(left, second + small_height + 6, width, BAR_HEIGHT),
    )


def cell_size(style: RowStyle, available: int) -> tuple[int, int]:
    """Return width and height of the grid's cells that fill ``available`` pixels evenly."""
    columns = max(1, available // round(CELL_LEAST_WIDTH * max(1.0, style.tokens.text_scale)))
    width = available // columns
    text = style.score.height + style.small.height
    return width, int(_picture_height(width - 32) + 12 + text + 6 + BAR_HEIGHT + 6) + 32


def _picture_height(width: float) -> float:
    return min(176.0, width * 0.75)


def cell_geometry(area: QRectF, style: RowStyle) -> RowGeometry:
    """Lay out a cell of the grid."""
    ground = area.adjusted(4, 4, -4, -4)
    inner = ground.adjusted(12, 12, -12, -12)
    picture_height = _picture_height(inner.width())
    thumbnail = QRectF(inner.left(), inner.top(), inner.width(), picture_height)
    title_height, small_height = style.score.height, style.small.height
    badge = style.badge.height + 4
    y = thumbnail.bottom() + 12
    score_width = style.score.width("0.00") + 2
    bar_top = y + title_height + 6
    return RowGeometry(
        ground=ground,
        rank=QRectF(inner.left() + 6, inner.top() + 6, badge + 8, badge),
        change=QRectF(inner.right() - 54, inner.top() + 6, 48, badge),
        thumbnail=thumbnail,
        title=QRectF(inner.left(), y, max(1.0, inner.width() - score_width - 6), title_height),
        score=QRectF(inner.right() - score_width, y, score_width, title_height),
        category=QRectF(),
        legend=QRectF(inner.left(), bar_top + BAR_HEIGHT + 6, inner.width(), small_height),
        bar=QRectF(inner.left(), bar_top, inner.width(), BAR_HEIGHT),
    )
