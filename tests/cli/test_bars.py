"""Stacked bars in characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.bars import AXIS, GLYPHS, PLAIN_GLYPHS, STYLES, BarScale, bar, legend
from app.core.modality import MODALITIES, Modality, PerModality

share = st.floats(-1, 1, allow_nan=False)
shares_of_three = st.builds(PerModality, share, share, share)


def test_lengths_are_in_proportion_and_add_up() -> None:
    shares = PerModality(0.2, 0.4, 0.2)
    text = bar(shares, BarScale.fitting([shares], 16)).plain
    assert text == GLYPHS.image * 4 + GLYPHS.text * 8 + GLYPHS.audio * 4


def test_each_modality_has_its_own_colour_and_glyph() -> None:
    assert len({glyph for _, glyph in GLYPHS.items()}) == 3
    assert len({glyph for _, glyph in PLAIN_GLYPHS.items()}) == 3
    assert len({style for _, style in STYLES.items()}) == 3
    drawn = bar(PerModality(0.5, 0.0, 0.5), BarScale(0.1, 0, 10))
    assert [str(span.style) for span in drawn.spans if span.end > span.start] == [
        STYLES.image,
        STYLES.audio,
    ]


def test_what_speaks_against_an_item_stands_left_of_the_axis() -> None:
    shares = PerModality(0.6, -0.3, 0.0)
    text = bar(shares, BarScale.fitting([shares], 9)).plain
    assert text == GLYPHS.text * 3 + AXIS + GLYPHS.image * 6


def test_all_bars_of_a_list_share_one_scale() -> None:
    long, short = PerModality(0.8, 0.0, 0.0), PerModality(0.4, 0.0, 0.0)
    scale = BarScale.fitting([long, short], 20)
    assert len(bar(long, scale).plain) == 2 * len(bar(short, scale).plain) == 20


@given(st.lists(shares_of_three, max_size=5), st.integers(4, 40))
def test_no_bar_is_longer_than_its_place(shares: list[PerModality[float]], width: int) -> None:
    scale = BarScale.fitting(shares, width)
    for one in shares:
        text = bar(one, scale, plain=True).plain
        assert len(text) <= width + 1
        assert text.isascii()


@pytest.mark.parametrize("modality", MODALITIES)
def test_the_legend_names_the_modality(modality: Modality) -> None:
    assert legend(modality).plain == f"{GLYPHS[modality]} {modality}"
