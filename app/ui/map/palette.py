"""Colours of groups: ten hues that differ in lightness too, for any colour vision."""

from __future__ import annotations

from PySide6.QtGui import QColor

from app.ui.tokens import Tokens

# After Tol's "muted" and "bright" schemes (SRON/EPS/TN/09-002), lightened for the dark theme.
_LIGHT = ("#332288", "#117733", "#AA7700", "#CC4466", "#2277BB",
          "#882255", "#229988", "#996633", "#AA4499", "#667711")  # fmt: skip
_DARK = ("#9F92FF", "#5FC47A", "#E9C46A", "#FF8FA3", "#7CC4F8",
         "#E88AB4", "#62D6C5", "#D9A877", "#E59BE0", "#B9CC5A")  # fmt: skip

COLOURS = len(_LIGHT)


def group_colour(tokens: Tokens, number: int) -> QColor:
    """Return the colour of a group; after the tenth they are paler, then they repeat."""
    colour = QColor((_DARK if tokens.dark else _LIGHT)[number % COLOURS])
    if number // COLOURS % 2:
        colour = colour.darker(140) if tokens.dark else colour.lighter(150)
    return colour


def other_colour(tokens: Tokens) -> QColor:
    """Return the colour of items without a group."""
    return QColor(tokens.text_muted)


def faint_colour(tokens: Tokens) -> QColor:
    """Return the colour of items that step back."""
    colour = QColor(tokens.text_muted)
    colour.setAlphaF(0.25)
    return colour
