"""Colours for series and for heat: told apart with any colour vision, in both themes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.ui.tokens import Tokens

LIGHT_SERIES = ("#5B4FD6", "#B85000", "#00795C", "#B0357E", "#0072B2", "#7A6200", "#4A5364")
DARK_SERIES = ("#A298FF", "#FF9A52", "#43C8A0", "#F08BC4", "#5FB8F0", "#E0C04A", "#C9D1E0")
STROKES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)

LIGHT_HEAT = ("#F4F3FD", "#C9C3F5", "#9086E4", "#5A4CC4", "#2E2480")
DARK_HEAT = ("#20222C", "#38366A", "#5B54A8", "#8F86E0", "#CFC9FF")
INK_DARK, INK_LIGHT = "#000000", "#FFFFFF"
"""Black and white: the better one of them has a contrast of 4.5 at least on any ground."""


def series_colour(tokens: Tokens, place: int) -> str:
    """Return the colour of the series at ``place``; strokes tell repeated colours apart."""
    colours = DARK_SERIES if tokens.dark else LIGHT_SERIES
    return colours[place % len(colours)]


def series_stroke(place: int) -> Qt.PenStyle:
    """Return the stroke of the series at ``place``: colour is never alone."""
    return STROKES[place % len(STROKES)]


def heat_colour(tokens: Tokens, share: float) -> QColor:
    """Return the colour of a value: one hue that only gets darker (in the dark, lighter).

    Parameters
    ----------
    tokens
        Say which theme.
    share
        0 for the lowest value to 1 for the highest; beyond, the nearest.
    """
    stops = DARK_HEAT if tokens.dark else LIGHT_HEAT
    place = min(1.0, max(0.0, share)) * (len(stops) - 1)
    index = min(int(place), len(stops) - 2)
    low, high, part = QColor(stops[index]), QColor(stops[index + 1]), place - index
    return QColor(
        round(low.red() + (high.red() - low.red()) * part),
        round(low.green() + (high.green() - low.green()) * part),
        round(low.blue() + (high.blue() - low.blue()) * part),
    )


def ink_on(ground: QColor) -> QColor:
    """Return the ink, dark or light, that is read more easily on ``ground``."""
    dark, light = QColor(INK_DARK), QColor(INK_LIGHT)
    return dark if contrast(dark, ground) >= contrast(light, ground) else light


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
