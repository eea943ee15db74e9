"""Painting of one row or cell: rank, thumbnail, title, bar, numbers and score."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from app.core.modality import Modality
from app.core.persona import InteractionKind
from app.core.recommendation import Recommendation
from app.ui.reacted import NOTHING, Reacted
from app.ui.results.bars import BarScale, paint_bar
from app.ui.results.changes import UNCHANGED, RankChange
from app.ui.results.figures import Figures, hundredths
from app.ui.results.geometry import RowGeometry, cell_geometry, row_geometry, row_height
from app.ui.results.reactions import SIDE, paint_reactions, strip_width
from app.ui.results.score_part import ScorePart
from app.ui.results.style import Lettering, RowStyle
from app.ui.results.wording import category_path

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
LEFT = int(_MIDDLE | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(_MIDDLE | Qt.AlignmentFlag.AlignRight)
_LEGEND_GAP = 10.0
LEGEND_SHARE = 0.5
"""Of a row, that numbers beside the category may take."""


@dataclass(frozen=True)
class RowState:
    """How a row stands out: selected, under the pointer, or with the keyboard's focus."""

    selected: bool = False
    hovered: bool = False
    focused: bool = False


PLAIN = RowState()


@dataclass(frozen=True)
class Row:
    """All that makes one row look different from another."""

    recommendation: Recommendation
    change: RankChange = UNCHANGED
    state: RowState = PLAIN
    reacted: Reacted = NOTHING


@dataclass(frozen=True)
class RowPainter:
    """Paints rows of one answer in one theme.

    Attributes
    ----------
    style
        Fonts, colours and icons.
    scale
        The scale that all bars share.
    asked
        The modalities whose numbers are written.
    is_grid
        Whether cells are painted instead of rows.
    reactions
        What can be done with an item, as icons; none without a persona.
    added
        The persona's parts whose numbers are written too where there is room.
    """

    style: RowStyle
    scale: BarScale = field(default_factory=BarScale)
    asked: tuple[Modality, ...] = ()
    is_grid: bool = False
    reactions: tuple[InteractionKind, ...] = ()
    added: tuple[ScorePart, ...] = ()

    @property
    def height(self) -> int:
        """Height of a row of the list, in pixels."""
        return row_height(self.style)

    def geometry(self, area: QRectF) -> RowGeometry:
        """Return where the parts of a row or cell in ``area`` lie."""
        if self.is_grid:
            return cell_geometry(area, self.style)
        whole = self._width_of(len(self.asked) + len(self.added))
        fits = whole <= LEGEND_SHARE * area.width()
        return row_geometry(area, self.style, whole if fits else self._width_of(len(self.asked)))

    def row_parts(self, area: QRectF, row: Row) -> RowGeometry:
        """Return where the parts of ``row`` lie, with its icons where it has any."""
        parts = self.geometry(area)
        if self.reactions and self.has_icons(row):
            return parts.with_reactions(strip_width(self.reactions, row.reacted, self.style), SIDE)
        return parts

    def has_icons(self, row: Row) -> bool:
        """Whether a row shows the icons: the others stay calm."""
        is_marked = row.reacted.stars or any(kind in row.reacted for kind in self.reactions)
        return row.state.selected or row.state.hovered or bool(is_marked)

    def paint(self, painter: QPainter, area: QRectF, row: Row, thumbnail: QPixmap | None) -> None:
        """Paint ``row`` into ``area``.

        ``thumbnail`` is ``None`` while it is being read, and null if there is none.
        """
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        recommendation, parts = row.recommendation, self.row_parts(area, row)
        figures = Figures.of(recommendation)
        self._paint_ground(painter, parts.ground, row.state)
        self._paint_thumbnail(painter, parts.thumbnail, thumbnail)
        self.paint_texts(painter, parts, recommendation, figures)
        self.paint_score(painter, parts.bar, recommendation)
        self.paint_legend(painter, parts.legend, recommendation, figures)
        self._paint_rank(painter, parts, recommendation.rank, row.change)
        self._paint_change(painter, parts.change, row.change)
        if not parts.reactions.isNull():
            paint_reactions(painter, parts.reactions, self.reactions, row.reacted, self.style)
        painter.restore()

    def paint_score(self, painter: QPainter, area: QRectF, recommendation: Recommendation) -> None:
        """Paint the stacked bar."""
        paint_bar(painter, area, recommendation, self.scale, self.style)

    def _paint_ground(self, painter: QPainter, ground: QRectF, state: RowState) -> None:
        style = self.style
        if state == PLAIN and not self.is_grid:
            painter.fillRect(ground, style.surface)
            return
        fill = style.selected if state.selected else style.hover if state.hovered else style.surface
        outline = style.border if self.is_grid else fill
        if state.focused:
            outline = style.accent
        painter.setPen(QPen(outline, 2.0 if state.focused else 1.0))
        painter.setBrush(fill)
        painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 10, 10)

    def _paint_thumbnail(self, painter: QPainter, area: QRectF, pixmap: QPixmap | None) -> None:
        style = self.style
        if pixmap is not None and not pixmap.isNull():
            painter.drawPixmap(area.toRect(), pixmap)
            painter.setPen(QPen(style.border, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.track)
        painter.drawRoundedRect(area, 8, 8)
        if pixmap is not None:
            middle, half = area.center(), style.missing_side / 2
            painter.drawPixmap(round(middle.x() - half), round(middle.y() - half), style.missing)

    def paint_texts(
        self,
        painter: QPainter,
        parts: RowGeometry,
        recommendation: Recommendation,
        figures: Figures,
    ) -> None:
        """Write title, score and category."""
        style = self.style
        write(painter, parts.title, recommendation.title, style.title)
        write(painter, parts.score, hundredths(figures.score), style.score, RIGHT)
        category = _fitting_category(recommendation.category, parts.category.width(), style)
        write(painter, parts.category, category, style.small)

    def _shown_figures(
        self, figures: Figures, width: float
    ) -> list[tuple[Modality | ScorePart, str]]:
        shown: list[tuple[Modality | ScorePart, int]] = [
            (modality, figures.contributions[modality]) for modality in self.asked
        ]
        if self._width_of(len(self.asked) + len(self.added)) <= width + 1:
            added = {ScorePart.HISTORY: figures.history, ScorePart.FEEDBACK: figures.feedback}
            shown += [(part, added[part]) for part in self.added]
        return [(source, hundredths(value)) for source, value in shown]

    @cached_property
    def _slot_width(self) -> float:
        style = self.style
        widest = hundredths(-88 if self.scale.low < 0 else 88)
        return style.icon_side + 4 + style.small.width(widest)

    def _width_of(self, count: int) -> float:
        return count * self._slot_width + max(0, count - 1) * _LEGEND_GAP

    def paint_legend(
        self, painter: QPainter, area: QRectF, recommendation: Recommendation, figures: Figures
    ) -> None:
        """Write what each modality brought."""
        style = self.style
        slot = self._slot_width
        shown = self._shown_figures(figures, area.width())
        gap = min(_LEGEND_GAP, (area.width() - len(shown) * slot) / max(1, len(shown) - 1))
        left = area.left()
        for source, number in shown:
            right = left + slot
            icon_left = right - style.small.width(number) - 4 - style.icon_side
            top = area.center().y() - style.icon_side / 2
            painter.drawPixmap(round(icon_left), round(top), style.icon(source))
            place = QRectF(left, area.top(), slot, area.height())
            write(painter, place, number, style.small, RIGHT)
            left = right + gap

    def _paint_rank(
        self, painter: QPainter, parts: RowGeometry, rank: int, change: RankChange
    ) -> None:
        style, area = self.style, parts.rank
        if not self.is_grid and change == UNCHANGED:
            area = area.translated(0, parts.ground.center().y() - area.center().y())
        if self.is_grid:
            width = max(area.width(), style.badge.width(str(rank)) + 14)
            area = QRectF(area.left(), area.top(), width, area.height())
            _pill(painter, area, style.surface, style.border)
        lettering = style.rank if not self.is_grid else style.badge
        painter.setFont(lettering.font)
        painter.setPen(lettering.colour)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(rank))

    def _paint_change(self, painter: QPainter, area: QRectF, change: RankChange) -> None:
        label, colour = self._badge(change)
        if not label:
            return
        style = self.style
        width = min(area.width(), style.badge.width(label) + 12)
        left = area.center().x() - width / 2 if not self.is_grid else area.right() - width
        pill = QRectF(left, area.top(), width, area.height())
        _pill(painter, pill, _tinted(style.surface, colour), None)
        painter.setFont(style.badge.font)
        painter.setPen(colour)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, label)

    def _badge(self, change: RankChange) -> tuple[str, QColor]:
        if change.is_new:
            return QCoreApplication.translate("Results", "new"), self.style.accent
        if change.places > 0:
            return f"▲{change.places}", self.style.up
        if change.places < 0:
            return f"▼{-change.places}", self.style.down
        return "", self.style.text


def _fitting_category(category: str, width: float, style: RowStyle) -> str:
    whole = category_path(category)
    if style.small.width(whole) <= width:
        return whole
    return category.rsplit("/", 1)[-1]


def write(
    painter: QPainter,
    area: QRectF,
    text: str,
    lettering: Lettering,
    alignment: int = LEFT,
) -> None:
    """Write as much of ``text`` as fits."""
    if area.width() < 8 or not text:
        return
    painter.setFont(lettering.font)
    painter.setPen(lettering.colour)
    shown = lettering.metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, alignment, shown)


def _pill(painter: QPainter, area: QRectF, fill: QColor, outline: QColor | None) -> None:
    painter.setPen(QPen(outline, 1.0) if outline is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)


def _tinted(ground: QColor, colour: QColor, share: float = 0.16) -> QColor:
    def mixed(low: int, high: int) -> int:
        return round(low + (high - low) * share)

    return QColor(
        mixed(ground.red(), colour.red()),
        mixed(ground.green(), colour.green()),
        mixed(ground.blue(), colour.blue()),
    )
