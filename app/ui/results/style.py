"""Fonts, colours and icons of painted rows, made once for a theme and a screen."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPixmap

from app.core.modality import Modality, PerModality
from app.ui.icons import MODALITY_ICONS, IconName, icon_pixmap
from app.ui.theme import Tokens


class RowStyle:
    """What painting a row needs, looked up instead of made anew for every row.

    Parameters
    ----------
    tokens
        The theme in force.
    font
        Font of the view.
    ratio
        Device pixels for each device-independent pixel.
    """

    def __init__(self, tokens: Tokens, font: QFont, ratio: float) -> None:
        self.tokens = tokens
        self.ratio = ratio
        self._set_fonts(tokens, font)
        self._set_colours(tokens)
        self._set_icons(tokens, ratio)

    def _set_fonts(self, tokens: Tokens, font: QFont) -> None:
        self.small = _sized(font, tokens.font_small, QFont.Weight.Normal)
        self.badge = _sized(font, max(10, tokens.font_small - 1), QFont.Weight.DemiBold)
        self.title = _sized(font, tokens.font_body, QFont.Weight.DemiBold)
        self.rank = _sized(font, tokens.font_body, QFont.Weight.Medium)
        self.score = _sized(font, tokens.font_title, QFont.Weight.DemiBold)
        self.small_metrics = QFontMetricsF(self.small)
        self.badge_metrics = QFontMetricsF(self.badge)
        self.title_metrics = QFontMetricsF(self.title)
        self.score_metrics = QFontMetricsF(self.score)

    def _set_colours(self, tokens: Tokens) -> None:
        self.surface = QColor(tokens.surface)
        self.hover = QColor(tokens.surface_raised)
        self.selected = QColor(tokens.accent_soft)
        self.accent = QColor(tokens.accent)
        self.border = QColor(tokens.border)
        self.track = QColor(tokens.hover)
        self.text = QColor(tokens.text)
        self.text_muted = QColor(tokens.text_muted)
        self.up = QColor(tokens.success)
        self.down = QColor(tokens.danger)
        self.baseline = QColor(tokens.text_muted)
        self.modality: PerModality[QColor] = PerModality.of(
            lambda modality: QColor(tokens.modality(modality))
        )

    def _set_icons(self, tokens: Tokens, ratio: float) -> None:
        self.icon_side = round(14 * tokens.text_scale)
        self.bar_icon_side = 11
        self.icons: PerModality[QPixmap] = PerModality.of(
            lambda modality: icon_pixmap(
                MODALITY_ICONS[modality], tokens.modality(modality), self.icon_side, ratio
            )
        )
        self.bar_icons: PerModality[QPixmap] = PerModality.of(
            lambda modality: icon_pixmap(
                MODALITY_ICONS[modality], tokens.on_accent, self.bar_icon_side, ratio
            )
        )
        self.missing = icon_pixmap(IconName.IMAGE, tokens.text_muted, 24, ratio)

    def segment_colour(self, modality: Modality | None) -> QColor:
        """Return the colour of a modality's segment, or of the baseline's for ``None``."""
        return self.baseline if modality is None else self.modality[modality]


def _sized(font: QFont, pixels: int, weight: QFont.Weight) -> QFont:
    made = QFont(font)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made
