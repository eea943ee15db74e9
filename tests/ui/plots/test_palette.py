from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from app.ui.plots.palette import (
    DARK_SERIES,
    LIGHT_SERIES,
    contrast,
    heat_colour,
    ink_on,
    series_colour,
    series_stroke,
)
from app.ui.theme import DARK, LIGHT, Tokens

SHARES = [step / 40 for step in range(41)]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_can_be_read_on_any_warmth(tokens: Tokens) -> None:
    grounds = [heat_colour(tokens, share) for share in SHARES]
    assert all(contrast(ink_on(ground), ground) >= 4.5 for ground in grounds)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_warmth_only_gets_darker_so_that_no_colour_vision_confuses_it(tokens: Tokens) -> None:
    lightness = [heat_colour(tokens, share).lightnessF() for share in SHARES]
    assert lightness == sorted(lightness, reverse=not tokens.dark)
    assert len({heat_colour(tokens, share).name() for share in SHARES}) == len(SHARES)
    assert heat_colour(tokens, -3.0) == heat_colour(tokens, 0.0)
    assert heat_colour(tokens, 9.0) == heat_colour(tokens, 1.0)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_stand_out_from_cards_and_repeated_colours_have_other_strokes(
    tokens: Tokens,
) -> None:
    colours = DARK_SERIES if tokens.dark else LIGHT_SERIES
    surface = QColor(tokens.surface)
    assert all(contrast(QColor(colour), surface) >= 4.5 for colour in colours)
    looks = {(series_colour(tokens, place), series_stroke(place)) for place in range(35)}
    assert len(looks) == 35


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.01)
