"""Painting of one card of a persona's list: why it is here, and what its score is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from app.core.modality import MODALITIES
from app.core.recommendation import Recommendation
from app.ui.for_you.entry import Entry, reason
from app.ui.results.figures import Figures, hundredths
from app.ui.results.geometry import BAR_HEIGHT, RowGeometry
from app.ui.results.row_painter import Row, RowPainter, write
from app.ui.results.score_part import ScorePart, part_name
from app.ui.results.wording import category_path

THUMBNAIL = 80.0
RANK_WIDTH = 48.0
LINE_GAP, LEGEND_GAP, ICON_GAP = 6.0, 14.0, 4.0


@dataclass(frozen=True)
class CardPainter(RowPainter):
    """Paints cards: icons always, the reason below the title, named parts below the bar."""

    @property
    def height(self) -> int:
        """Height of a card, in pixels."""
        return int(max(THUMBNAIL, self._block_height)) + 24

    @property
    def _block_height(self) -> float:
        small = self.style.small.height
        return self.style.score.height + 2 * small + BAR_HEIGHT + 2 * LINE_GAP + 2

    def geometry(self, area: QRectF) -> RowGeometry:
        """Return where the parts of a card in ``area`` lie."""
        style = self.style
        top = area.center().y() - THUMBNAIL / 2
        picture = QRectF(area.left() + RANK_WIDTH, top, THUMBNAIL, THUMBNAIL)
        left, right = picture.right() + 16, area.right() - 16
        width = max(1.0, right - left)
        high, low = style.score.height, style.small.height
        y = area.center().y() - self._block_height / 2
        score_width = style.score.width("\N{MINUS SIGN}0.00") + 2
        bar_top = y + high + 2 + low + LINE_GAP
        badge = style.badge.height + 2
        rank_top = area.center().y() - (high + 2 + badge) / 2
        return RowGeometry(
            ground=area.adjusted(0, 2, 0, -2),
            rank=QRectF(area.left(), rank_top, RANK_WIDTH, high),
            change=QRectF(area.left() + 2, rank_top + high + 2, RANK_WIDTH - 4, badge),
            thumbnail=picture,
            title=QRectF(left, y, max(1.0, width - score_width - 8), high),
            score=QRectF(right - score_width, y, score_width, high),
            category=QRectF(left, y + high + 2, width, low),
            legend=QRectF(left, bar_top + BAR_HEIGHT + LINE_GAP, width, low),
            bar=QRectF(left, bar_top, width, BAR_HEIGHT),
        )

    def row_parts(self, area: QRectF, row: Row) -> RowGeometry:
        """Return where the parts of a card lie; one without a score has two lines in its middle."""
        parts = super().row_parts(area, row)
        if not _hides_score(row.recommendation):
            return parts
        text = parts.title.united(parts.category)
        down = parts.thumbnail.center().y() - text.center().y()
        icons = QRectF(parts.reactions)
        icons.moveRight(parts.bar.right())
        icons.moveTop(parts.thumbnail.center().y() - icons.height() / 2)
        return replace(
            parts,
            title=parts.title.translated(0, down),
            category=parts.category.translated(0, down),
            score=QRectF(),
            reactions=icons,
        )

    def has_icons(self, row: Row) -> bool:
        """Return true: every card can be liked at first sight."""
        return True

    def paint_score(self, painter: QPainter, area: QRectF, recommendation: Recommendation) -> None:
        """Paint the stacked bar where the card has a score to show."""
        if not _hides_score(recommendation):
            super().paint_score(painter, area, recommendation)

    def paint_texts(
        self,
        painter: QPainter,
        parts: RowGeometry,
        recommendation: Recommendation,
        figures: Figures,
    ) -> None:
        """Write title and score, then the reason and the category."""
        super().paint_texts(painter, replace(parts, category=QRectF()), recommendation, figures)
        said = reason(recommendation) if isinstance(recommendation, Entry) else ""
        category = category_path(recommendation.category)
        line = " \N{MIDDLE DOT} ".join(text for text in (said, category) if text)
        write(painter, parts.category, line, self.style.small)

    def paint_legend(
        self, painter: QPainter, area: QRectF, recommendation: Recommendation, figures: Figures
    ) -> None:
        """Name the parts of the score at the left; the modalities' shares at the right."""
        if not isinstance(recommendation, Entry) or recommendation.hides_score:
            return
        right = self._paint_shares(painter, area, recommendation)
        left = area.left()
        for part, value in (
            (ScorePart.QUERY, figures.query),
            (ScorePart.HISTORY, figures.history),
            (ScorePart.FEEDBACK, figures.feedback),
        ):
            text = f"{part_name(part)} {hundredths(value)}"
            width = self.style.icon_side + ICON_GAP + self.style.small.width(text)
            if (part is ScorePart.QUERY and not value) or left + width > right:
                continue
            self._paint_mark(painter, area, left, self.style.part_icons[part])
            at = left + self.style.icon_side + ICON_GAP
            write(painter, QRectF(at, area.top(), width, area.height()), text, self.style.small)
            left += width + LEGEND_GAP

    def _paint_shares(self, painter: QPainter, area: QRectF, entry: Entry) -> float:
        """Write the shares from right to left; return where they begin."""
        right = area.right()
        for modality in reversed(MODALITIES):
            share = entry.shares[modality]
            if not share:
                continue
            text = f"{share} %"
            width = self.style.small.width(text)
            place = QRectF(right - width, area.top(), width + 1, area.height())
            write(painter, place, text, self.style.small)
            left = right - width - ICON_GAP - self.style.icon_side
            self._paint_mark(painter, area, left, self.style.icons[modality])
            right = left - LEGEND_GAP
        return right

    def _paint_mark(self, painter: QPainter, area: QRectF, left: float, mark: QPixmap) -> None:
        top = area.center().y() - self.style.icon_side / 2
        painter.drawPixmap(round(left), round(top), mark)


def _hides_score(recommendation: Recommendation) -> bool:
    return isinstance(recommendation, Entry) and recommendation.hides_score
