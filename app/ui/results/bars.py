"""Stacked bars of contributions: where each segment lies, and how it is painted."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Union

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.core.modality import Modality
from app.core.recommendation import Recommendation
from app.ui.results.score_part import ScorePart
from app.ui.results.style import RowStyle

Source = Union[Modality, ScorePart, None]
"""A modality, a persona's part, or the baseline."""

VISIBLE = 0.0005
"""Smaller parts are nothing to look at."""

_HIGH_STEP = 0.25
_LOW_STEP = 0.05


@dataclass(frozen=True)
class BarScale:
    """The values at the two ends of all bars of one answer, so that bars compare.

    Attributes
    ----------
    low
        Value at the left end, 0 or less.
    high
        Value at the right end, above 0.
    """

    low: float = 0.0
    high: float = 1.0

    @classmethod
    def fitting(cls, recommendations: Iterable[Recommendation]) -> BarScale:
        """Return the smallest round scale that holds every bar."""
        lowest, highest = 0.0, 0.0
        for recommendation in recommendations:
            below, above = _extent(recommendation)
            lowest, highest = min(lowest, below), max(highest, above)
        high = max(_HIGH_STEP, math.ceil(highest / _HIGH_STEP - 1e-6) * _HIGH_STEP)
        low = math.floor(lowest / _LOW_STEP + 1e-6) * _LOW_STEP if lowest < -VISIBLE else 0.0
        return cls(low, high)

    def length(self, value: float, width: float) -> float:
        """Return how long ``value`` is on a bar of ``width`` pixels."""
        return abs(value) / (self.high - self.low) * width

    def zero(self, width: float) -> float:
        """Return how far the zero line lies from the left end of a bar of ``width`` pixels."""
        return -self.low / (self.high - self.low) * width


@dataclass(frozen=True)
class Segment:
    """One part of a bar.

    Attributes
    ----------
    source
        Whose contribution it is; ``None`` for the baseline.
    value
        The contribution.
    left, width
        Where it lies, in pixels from the left end of the bar.
    """

    source: Source
    value: float
    left: float
    width: float


def _all_parts(recommendation: Recommendation) -> list[tuple[Source, float]]:
    parts: list[tuple[Source, float]] = [(None, recommendation.baseline)]
    parts.extend(recommendation.contributions.items())
    if recommendation.parts is not None:
        parts.append((ScorePart.HISTORY, recommendation.parts.history))
        parts.append((ScorePart.FEEDBACK, recommendation.parts.feedback))
    return parts


def _parts(recommendation: Recommendation) -> list[tuple[Source, float]]:
    return [part for part in _all_parts(recommendation) if abs(part[1]) >= VISIBLE]


def _extent(recommendation: Recommendation) -> tuple[float, float]:
    values = [value for _, value in _all_parts(recommendation)]
    below = sum(value for value in values if value < 0)
    return below, sum(values) - below


def segments(recommendation: Recommendation, scale: BarScale, width: float) -> tuple[Segment, ...]:
    """Lay out a bar of ``width`` pixels.

    What speaks for the item is stacked to the right of the zero line and what speaks
    against it to the left, both in the order baseline, picture, words, sound, history,
    feedback; lengths are proportional to the contributions.
    """
    right = left = scale.zero(width)
    laid: list[Segment] = []
    for source, value in _parts(recommendation):
        length = scale.length(value, width)
        if value > 0:
            laid.append(Segment(source, value, right, length))
            right += length
        else:
            left -= length
            laid.append(Segment(source, value, left, length))
    return tuple(laid)


def single_segment(source: Source, value: float, scale: BarScale, width: float) -> Segment:
    """Lay out one contribution alone: from the zero line to the right, or to the left below 0."""
    length = scale.length(value, width)
    zero = scale.zero(width)
    return Segment(source, value, zero if value >= 0 else zero - length, length)


def paint_bar(
    painter: QPainter,
    area: QRectF,
    recommendation: Recommendation,
    scale: BarScale,
    style: RowStyle,
) -> None:
    """Paint the stacked bar of ``recommendation`` into ``area``.

    Parameters
    ----------
    painter
        Painter with antialiasing on.
    area
        The bar's rectangle.
    recommendation
        Whose contributions to show.
    scale
        The scale shared by the bars that are compared.
    style
        Colours and icons.
    """
    radius = min(4.0, area.height() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.track)
    painter.drawRoundedRect(area, radius, radius)
    laid = segments(recommendation, scale, area.width())
    outer = _outer_segments(laid)
    for segment in laid:
        _paint_segment(painter, area, segment, radius if segment in outer else 0.0, style)
    _paint_zero_line(painter, area, scale, style)


def paint_single(
    painter: QPainter,
    area: QRectF,
    segment: Segment,
    scale: BarScale,
    style: RowStyle,
) -> None:
    """Paint one contribution alone, as :func:`single_segment` laid it out."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.track)
    painter.drawRoundedRect(area, 4, 4)
    if abs(segment.value) >= VISIBLE:
        _paint_segment(painter, area, segment, 4.0, style)
    _paint_zero_line(painter, area, scale, style)


def _paint_zero_line(painter: QPainter, area: QRectF, scale: BarScale, style: RowStyle) -> None:
    if scale.low < 0:
        x = area.left() + scale.zero(area.width())
        painter.setPen(QPen(style.text_muted, 1.0))
        painter.drawLine(QLineF(x, area.top() - 2, x, area.bottom() + 2))


def _outer_segments(laid: tuple[Segment, ...]) -> tuple[Segment, ...]:
    positive = [segment for segment in laid if segment.value > 0]
    negative = [segment for segment in laid if segment.value < 0]
    return (*positive[-1:], *negative[-1:])


def _paint_segment(
    painter: QPainter, area: QRectF, segment: Segment, radius: float, style: RowStyle
) -> None:
    gap = 1.0 if segment.width > 4 and not radius else 0.0
    rect = QRectF(area.left() + segment.left, area.top(), segment.width - gap, area.height())
    colour = style.segment_colour(segment.source)
    if segment.value < 0:
        _paint_hatched(painter, rect.adjusted(gap, 0, gap, 0), colour)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    starts_bar = segment.left <= 0.5
    painter.drawPath(_rounded(rect, 4.0 if starts_bar else 0.0, radius))
    roomy = rect.width() >= style.bar_icon_side + 6 and rect.height() > style.bar_icon_side
    if segment.source is not None and roomy:
        pixmap = style.bar_icon(segment.source)
        side = style.bar_icon_side
        painter.drawPixmap(
            QRectF(rect.left() + 4, rect.center().y() - side / 2, side, side).toRect(), pixmap
        )


def _paint_hatched(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    soft = QColor(colour)
    soft.setAlpha(56)
    painter.fillRect(rect, soft)
    painter.setPen(QPen(colour, 1.5))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QLineF(x, rect.bottom(), x + rect.height(), rect.top()))
        x += 4
    painter.restore()
    painter.setPen(QPen(colour, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def _rounded(rect: QRectF, left: float, right: float) -> QPainterPath:
    left, right = (min(radius, rect.width() / 2, rect.height() / 2) for radius in (left, right))
    path = QPainterPath()
    path.moveTo(rect.left() + left, rect.top())
    path.lineTo(rect.right() - right, rect.top())
    if right:
        path.arcTo(rect.right() - 2 * right, rect.top(), 2 * right, 2 * right, 90, -90)
        path.lineTo(rect.right(), rect.bottom() - right)
        path.arcTo(
            rect.right() - 2 * right, rect.bottom() - 2 * right, 2 * right, 2 * right, 0, -90
        )
    else:
        path.lineTo(rect.bottomRight())
    path.lineTo(rect.left() + left, rect.bottom())
    if left:
        path.arcTo(rect.left(), rect.bottom() - 2 * left, 2 * left, 2 * left, 270, -90)
        path.lineTo(rect.left(), rect.top() + left)
        path.arcTo(rect.left(), rect.top(), 2 * left, 2 * left, 180, -90)
    else:
        path.lineTo(rect.bottomLeft())
    path.closeSubpath()
    return path
