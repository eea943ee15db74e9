from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.core.persona import InteractionKind
from app.ui.reacted import NOTHING, Reacted
from app.ui.results.reactions import (
    SIDE,
    paint_reactions,
    reacted_in_words,
    reaction_at,
    reaction_text,
    strip_width,
)
from app.ui.results.style import RowStyle
from app.ui.theme import LIGHT

LIKE, DISLIKE, SAVE = InteractionKind.LIKE, InteractionKind.DISLIKE, InteractionKind.SAVE
RATED = Reacted(frozenset({InteractionKind.RATING}), 4.5)
KINDS = (LIKE, DISLIKE, SAVE)


def made_style() -> RowStyle:
    return RowStyle(LIGHT, QFont(), 1.0)


def test_each_icon_is_hit_where_it_is_painted(qapp: QApplication) -> None:
    strip = QRectF(100, 20, strip_width(KINDS, NOTHING, made_style()), SIDE)
    hits = [reaction_at(QPointF(100 + SIDE * (place + 0.5), 30), strip, KINDS) for place in (0, 2)]
    assert hits == [LIKE, SAVE]
    assert reaction_at(QPointF(99, 30), strip, KINDS) is None
    assert reaction_at(QPointF(110, 50), strip, KINDS) is None


def test_stars_stand_before_the_icons_and_are_no_button(qapp: QApplication) -> None:
    style = made_style()
    icons, width = strip_width(KINDS, NOTHING, style), strip_width(KINDS, RATED, style)
    strip = QRectF(0, 0, width, SIDE)
    assert width > icons
    assert reaction_at(QPointF(width - icons - 1, 14), strip, KINDS) is None
    assert reaction_at(QPointF(width - icons + 1, 14), strip, KINDS) is LIKE
    image = QImage(round(width), round(SIDE), QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    paint_reactions(painter, strip, KINDS, RATED, style)
    painter.end()
    assert image.pixelColor(5, 14).name().upper() == LIGHT.accent
    assert reacted_in_words(RATED) == "rated 4.5 of 5"


def test_what_was_done_is_filled_and_said(qapp: QApplication) -> None:
    style = made_style()
    image = QImage(
        round(strip_width(KINDS, NOTHING, style)), round(SIDE), QImage.Format.Format_RGB32
    )
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    done = Reacted(frozenset({DISLIKE}))
    paint_reactions(painter, QRectF(image.rect()), KINDS, done, style)
    painter.end()
    filled = [image.pixelColor(round(SIDE * place) + 5, 14).name().upper() for place in range(3)]
    assert filled == [LIGHT.surface, LIGHT.accent, LIGHT.surface]
    assert reacted_in_words(Reacted(frozenset({SAVE, LIKE}))) == "liked, saved"
    assert reaction_text(LIKE, done=False) == "Like (L)"
    assert "take it back" in reaction_text(LIKE, done=True)
