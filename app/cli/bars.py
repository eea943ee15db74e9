"""Stacked bars of three shares in characters: by colour, by glyph and by number."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text

from app.core.modality import MODALITIES, Modality, PerModality
from app.core.recommendation import Contributions

STYLES = PerModality("bold blue", "bold yellow", "bold green")
GLYPHS = PerModality("█", "▒", "░")
PLAIN_GLYPHS = PerModality("#", "=", ".")
AXIS = "│"
PLAIN_AXIS = "|"


@dataclass(frozen=True)
class BarScale:
    """One scale for all bars of a list, so that they can be compared.

    Attributes
    ----------
    per_cell
        Score that one character stands for.
    cells_below, cells_above
        Characters left and right of zero.
    """

    per_cell: float
    cells_below: int
    cells_above: int

    @classmethod
    def fitting(cls, shares: list[Contributions], width: int) -> BarScale:
        """Return the scale on which the longest bars fill ``width`` characters."""
        above = max((_sum_of(one, positive=True) for one in shares), default=0.0)
        below = max((_sum_of(one, positive=False) for one in shares), default=0.0)
        if above + below <= 0:
            return cls(1.0, 0, width)
        cells_below = min(max(round(width * below / (above + below)), 1 if below else 0), width - 1)
        cells_above = width - cells_below
        per_cell = max(above / cells_above, below / cells_below if cells_below else 0.0)
        return cls(per_cell, cells_below, cells_above)


def bar(shares: Contributions, scale: BarScale, *, plain: bool = False) -> Text:
    """Draw one bar: what speaks against the item left of the axis, the rest right.

    Parameters
    ----------
    shares
        Share of each modality in the item's score.
    scale
        The scale of the whole list.
    plain
        Whether only ASCII may be used.
    """
    text = Text(no_wrap=True)
    if scale.cells_below:
        below = _segments(shares, scale, positive=False, plain=plain)
        text.append(" " * (scale.cells_below - len(below))).append_text(below)
        text.append(PLAIN_AXIS if plain else AXIS, "dim")
    return text.append_text(_segments(shares, scale, positive=True, plain=plain))


def _segments(shares: Contributions, scale: BarScale, *, positive: bool, plain: bool) -> Text:
    """Stack one side; rounding the running sum keeps the whole as long as it should be."""
    glyphs = PLAIN_GLYPHS if plain else GLYPHS
    text = Text()
    running, drawn = 0.0, 0
    for modality in MODALITIES if positive else reversed(MODALITIES):
        running += _part(shares[modality], positive=positive)
        cells = round(running / scale.per_cell) - drawn
        text.append(glyphs[modality] * cells, STYLES[modality])
        drawn += cells
    return text


def legend(modality: Modality, *, plain: bool = False) -> Text:
    """Return the glyph and the name of a modality, in its colour."""
    glyph = (PLAIN_GLYPHS if plain else GLYPHS)[modality]
    return Text(f"{glyph} {modality}", STYLES[modality])


def _part(share: float, *, positive: bool) -> float:
    return max(share if positive else -share, 0.0)


def _sum_of(shares: Contributions, *, positive: bool) -> float:
    return sum(_part(share, positive=positive) for _, share in shares.items())
