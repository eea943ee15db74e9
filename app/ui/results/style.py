"""Fonts, colours and icons of painted rows, made once for a theme and a screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPixmap

from app.core.modality import Modality, PerModality
from app.ui.icons import MODALITY_ICONS, IconName, icon_pixmap
from app.ui.results.score_part import PART_ICONS, ScorePart, part_colour
from app.ui.theme import Tokens


@dataclass(frozen=True)
class Lettering:
    """How a kind of text is written: font, its metrics, and colour."""

    font: QFont
    metrics: QFontMetricsF
    colour: QColor

    @property
    def height(self) -> float:
        """Height of a line, in pixels."""
        return self.metrics.height()

    def width(self, text: str) -> float:
        """Return how wide ``text`` is, in pixels."""
        return self.metrics.horizontalAdvance(text)


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
        self._set_colours(tokens)
        self._set_lettering(tokens, font)
        self._set_icons(tokens, ratio)

    def _set_lettering(self, tokens: Tokens, font: QFont) -> None:
        weights = QFont.Weight
        smaller = max(10, tokens.font_small - 1)
        self.small = _lettering(font, tokens.font_small, weights.Normal, self.text_muted)
        self.badge = _lettering(font, smaller, weights.DemiBold, self.text)
        self.title = _lettering(font, tokens.font_body, weights.DemiBold, self.text)
        self.rank = _lettering(font, tokens.font_body, weights.Medium, self.text_muted)
        self.score = _lettering(font, tokens.font_title, weights.DemiBold, self.text)

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
        self.parts = {part: part_colour(part, tokens) for part in ScorePart}
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
        self.part_icons = {
            part: icon_pixmap(name, self.parts[part], self.icon_side, ratio)
            for part, name in PART_ICONS.items()
        }
        self.bar_part_icons = {
            part: icon_pixmap(name, tokens.on_accent, self.bar_icon_side, ratio)
            for part, name in PART_ICONS.items()
        }
        self.missing_side = 24
        self.missing = icon_pixmap(IconName.IMAGE, tokens.text_muted, self.missing_side, ratio)

    def segment_colour(self, source: Modality | ScorePart | None) -> QColor:
        """Return the colour of a segment; ``None`` is the baseline's."""
        if isinstance(source, ScorePart):
            return self.parts[source]
        return self.baseline if source is None else self.modality[source]

    def icon(self, source: Modality | ScorePart) -> QPixmap:
        """Return the icon that stands beside a name."""
        if isinstance(source, ScorePart):
            return self.part_icons[source]
        return self.icons[source]

    def bar_icon(self, source: Modality | ScorePart) -> QPixmap:
        """Return the icon that is painted on a segment."""
        if isinstance(source, ScorePart):
            return self.bar_part_icons[source]
        return self.bar_icons[source]


def _lettering(font: QFont, pixels: int, weight: QFont.Weight, colour: QColor) -> Lettering:
    made = QFont(font)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return Lettering(made, QFontMetricsF(made), colour)
