"""The icons on a row with which a persona says what it thinks of an item."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from app.core.persona import InteractionKind
from app.ui.icons import IconName, icon_pixmap
from app.ui.results.style import RowStyle

SIDE = 28.0
"""Of the place to click, in pixels."""

ICON_SIDE = 18

REACTION_ICONS = {
    InteractionKind.LIKE: IconName.LIKE,
    InteractionKind.DISLIKE: IconName.DISLIKE,
    InteractionKind.SAVE: IconName.SAVE,
}

Reacted = frozenset[InteractionKind]
NOTHING: Reacted = frozenset()


def reaction_text(kind: InteractionKind, done: bool) -> str:
    """Return what a click on the icon does."""
    offers = {
        InteractionKind.LIKE: QCoreApplication.translate("Results", "Like (L)"),
        InteractionKind.DISLIKE: QCoreApplication.translate("Results", "Dislike (D)"),
        InteractionKind.SAVE: QCoreApplication.translate("Results", "Save (S)"),
    }
    taken_back = {
        InteractionKind.LIKE: QCoreApplication.translate("Results", "Liked; take it back (L)"),
        InteractionKind.DISLIKE: QCoreApplication.translate(
            "Results", "Disliked; take it back (D)"
        ),
        InteractionKind.SAVE: QCoreApplication.translate("Results", "Saved; take it back (S)"),
    }
    return (taken_back if done else offers)[kind]


def reacted_in_words(reacted: Reacted) -> str:
    """Return for example ``liked, saved``, or an empty string."""
    names = {
        InteractionKind.LIKE: QCoreApplication.translate("Results", "liked"),
        InteractionKind.DISLIKE: QCoreApplication.translate("Results", "disliked"),
        InteractionKind.SAVE: QCoreApplication.translate("Results", "saved"),
    }
    return ", ".join(name for kind, name in names.items() if kind in reacted)


def strip_width(kinds: Sequence[InteractionKind]) -> float:
    """Return how wide the icons are side by side, in pixels."""
    return SIDE * len(kinds)


def reaction_areas(
    strip: QRectF, kinds: Sequence[InteractionKind]
) -> list[tuple[InteractionKind, QRectF]]:
    """Return the place of each icon in a strip."""
    return [
        (kind, QRectF(strip.left() + place * SIDE, strip.top(), SIDE, strip.height()))
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
    """Paint the icons; what was done stands on a filled ground."""
    for kind, area in reaction_areas(strip, kinds):
        is_done = kind in reacted
        ground = area.adjusted(2, 2, -2, -2)
        painter.setPen(QPen(style.accent if is_done else style.border, 1.0))
        painter.setBrush(style.accent if is_done else style.surface)
        painter.drawRoundedRect(ground, 7, 7)
        colour = style.tokens.on_accent if is_done else style.tokens.text
        pixmap = icon_pixmap(REACTION_ICONS[kind], colour, ICON_SIDE, style.ratio)
        corner = area.center() - QPointF(ICON_SIDE / 2, ICON_SIDE / 2)
        painter.drawPixmap(corner.toPoint(), pixmap)
