from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.modality import Modality, PerModality
from app.core.query import Query
from app.ui.results.figures import Figures, asked_modalities, hundredths, percentages, shares
from tests.ui.results.samples import recommendation

PARTS = st.one_of(st.just(0.0), st.floats(-1, 1, allow_nan=False))


@given(PARTS, PARTS, PARTS, PARTS)
def test_written_numbers_add_up_and_are_the_true_ones_rounded(
    image: float, text: float, audio: float, baseline: float
) -> None:
    entry = recommendation(contributions=(image, text, audio), baseline=baseline)
    figures = Figures.of(entry)
    written = figures.contributions
    assert figures.baseline + written.image + written.text + written.audio == figures.score
    assert figures.score == round(100 * entry.score)
    for modality, value in entry.contributions.items():
        assert abs(written[modality] - 100 * value) <= 1.5
        assert value or written[modality] == 0, "nothing was given, so nothing may be written"


def test_rounding_alone_would_not_add_up() -> None:
    figures = Figures.of(recommendation(contributions=(0.214, 0.214, 0.214)))
    assert figures.score == 64
    assert sorted(value for _, value in figures.contributions.items()) == [21, 21, 22]


def test_numbers_below_zero_have_a_true_minus_sign() -> None:
    assert hundredths(-4) == "\N{MINUS SIGN}0.04"
    assert hundredths(105) == "1.05"


def test_shares_are_signed_and_percentages_count_what_speaks_for_the_item() -> None:
    parts = PerModality(0.6, 0.2, -0.2)
    assert [share for _, share in shares(parts).items()] == pytest.approx([0.6, 0.2, -0.2])
    assert percentages(parts) == PerModality(75, 25, 0)
    assert shares(PerModality(0.0, 0.0, 0.0)) == PerModality(0.0, 0.0, 0.0)


@given(PARTS, PARTS, PARTS)
def test_percentages_add_up(image: float, text: float, audio: float) -> None:
    found = percentages(PerModality(image, text, audio))
    speaks = max(image, text, audio) > 0
    assert found.image + found.text + found.audio == (100 if speaks else 0)
    for value, percent in ((image, found.image), (text, found.text), (audio, found.audio)):
        assert percent >= 0 and (value > 0 or percent == 0)


def test_halves_come_out_the_same_whatever_rounding_made_of_them() -> None:
    assert percentages(PerModality(0.2, 0.5, 0.1)) == PerModality(25, 63, 12)
    assert percentages(PerModality(0.2, 0.5, 0.1 - 1e-16)) == PerModality(25, 63, 12)


def test_only_modalities_with_media_and_weight_were_asked_with() -> None:
    query = Query(texts=("x",), sounds=("y",), weights=PerModality(1.0, 1.0, 0.0))
    assert asked_modalities(query) == (Modality.TEXT,)
