"""The icons on a row with which a persona says what it thinks of an item."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.core.persona import InteractionKind
from app.ui.icons import IconName, icon_pixmap
from app.ui.reacted import Reacted
from app.ui.results.style import RowStyle

SIDE = 28.0
"""Of the place to click, in pixels."""

ICON_SIDE = 18

REACTION_ICONS = {
    InteractionKind.LIKE: IconName.LIKE,
    InteractionKind.DISLIKE: IconName.DISLIKE,
    InteractionKind.SAVE: IconName.SAVE,
    InteractionKind.SKIP: IconName.SKIP,
}

STAR_SIDE, STAR_GAP, STARS_PADDING, INSET = 14, 2, 6, 2
"""Of the stars that were given: the icon, before it, beside both, and around their ground."""


def reaction_text(kind: InteractionKind, done: bool) -> str:
    """Return what a click on the icon does."""
    offers = {
        InteractionKind.LIKE: QCoreApplication.translate("Results", "Like (L)"),
        InteractionKind.DISLIKE: QCoreApplication.translate("Results", "Dislike (D)"),
        InteractionKind.SAVE: QCoreApplication.translate("Results", "Save (S)"),
        InteractionKind.SKIP: QCoreApplication.translate("Results", "Not now (X)"),
    }
    taken_back = {
        InteractionKind.LIKE: QCoreApplication.translate("Results", "Liked; take it back (L)"),
        InteractionKind.DISLIKE: QCoreApplication.translate(
            "Results", "Disliked; take it back (D)"
        ),
        InteractionKind.SAVE: QCoreApplication.translate("Results", "Saved; take it back (S)"),
        InteractionKind.SKIP: QCoreApplication.translate("Results", "Skipped; take it back (X)"),
    }
    return (taken_back if done else offers)[kind]


def reacted_in_words(reacted: Reacted) -> str:
    """Return for example ``liked, saved``, or an empty string."""
    names = {
        InteractionKind.LIKE: QCoreApplication.translate("Results", "liked"),
        InteractionKind.DISLIKE: QCoreApplication.translate("Results", "disliked"),
        InteractionKind.SAVE: QCoreApplication.translate("Results", "saved"),
        InteractionKind.SKIP: QCoreApplication.translate("Results", "skipped"),
        InteractionKind.RATING: QCoreApplication.translate("Results", "rated %1 of 5").replace(
            "%1", f"{reacted.stars:g}"
        ),
    }
    return ", ".join(name for kind, name in names.items() if kind in reacted)


def strip_width(kinds: Sequence[InteractionKind], reacted: Reacted, style: RowStyle) -> float:
    """Return how wide the icons are side by side, with the stars before them, in pixels."""
    return SIDE * len(kinds) + _stars_width(reacted.stars, style)


def _stars_width(stars: float, style: RowStyle) -> float:
    if not stars:
        return 0.0
    return style.badge.width(f"{stars:g}") + STAR_GAP + STAR_SIDE + 2 * (STARS_PADDING + INSET)


def reaction_areas(
    strip: QRectF, kinds: Sequence[InteractionKind]
) -> list[tuple[InteractionKind, QRectF]]:
    """Return the place of each icon in a strip, which they end."""
    left = strip.right() - SIDE * len(kinds)
    return [
        (kind, QRectF(left + place * SIDE, strip.top(), SIDE, strip.height()))
        for place, kind in enumerate(kinds)
    ]


def reaction_at(
    point: QPointF, strip: QRectF, kinds: Sequence[InteractionKind]
) -> InteractionKind | None:
    """Return the icon at a point, or ``None``."""
    areas = reaction_areas(strip, kinds)
    return next((kind for kind, area in areas if area.contains(point)), None)


def paint_reactions(
    painter: QPainter,
    strip: QRectF,
    kinds: Sequence[InteractionKind],
    reacted: Reacted,
    style: RowStyle,
) -> None:
    """Paint the icons; what was done stands on a filled ground, stars stand before them."""
    if reacted.stars:
        width = _stars_width(reacted.stars, style)
        place = QRectF(strip.left(), strip.top(), width, strip.height())
        ground = place.adjusted(INSET, INSET, -INSET, -INSET)
        _paint_stars(painter, ground, reacted.stars, style)
    for kind, area in reaction_areas(strip, kinds):
        is_done = kind in reacted
        ground = area.adjusted(INSET, INSET, -INSET, -INSET)
        painter.setPen(QPen(style.accent if is_done else style.border, 1.0))
        painter.setBrush(style.accent if is_done else style.surface)
        painter.drawRoundedRect(ground, 7, 7)
        colour = style.tokens.on_accent if is_done else style.tokens.text
        pixmap = icon_pixmap(REACTION_ICONS[kind], colour, ICON_SIDE, style.ratio)
        corner = area.center() - QPointF(ICON_SIDE / 2, ICON_SIDE / 2)
        painter.drawPixmap(corner.toPoint(), pixmap)


def _paint_stars(painter: QPainter, ground: QRectF, stars: float, style: RowStyle) -> None:
    """Paint a number and a star on the ground that says what was done."""
    painter.setPen(QPen(style.accent, 1.0))
    painter.setBrush(style.accent)
    painter.drawRoundedRect(ground, 7, 7)
    inner = ground.adjusted(STARS_PADDING, 0, -STARS_PADDING, 0)
    painter.setFont(style.badge.font)
    painter.setPen(QColor(style.tokens.on_accent))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, f"{stars:g}")
    star = icon_pixmap(IconName.STAR_FILLED, style.tokens.on_accent, STAR_SIDE, style.ratio)
    top = inner.center().y() - STAR_SIDE / 2
    painter.drawPixmap(round(inner.right() - STAR_SIDE), round(top), star)
