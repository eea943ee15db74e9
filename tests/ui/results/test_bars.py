from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.core.modality import MODALITIES, Modality
from app.core.recommendation import Recommendation
from app.core.recommender import ScoreParts
from app.ui.results.bars import VISIBLE, BarScale, paint_bar, segments
from app.ui.results.score_part import ScorePart
from app.ui.results.style import RowStyle
from app.ui.theme import DARK, LIGHT, Tokens
from tests.ui.results.samples import recommendation

WIDTH, HEIGHT, LEFT = 400, 14, 20
PARTS = st.floats(-0.4, 0.9, allow_nan=False)


def painted(entry: Recommendation, scale: BarScale, tokens: Tokens) -> QImage:
    image = QImage(WIDTH + 2 * LEFT, HEIGHT + 10, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(LEFT, 5, WIDTH, HEIGHT)
    paint_bar(painter, area, entry, scale, RowStyle(tokens, QFont(), 1.0))
    painter.end()
    return image


def extent(image: QImage, colour: str) -> tuple[int, int]:
    """First and last column of ``colour`` in the middle of the bar."""
    wanted, y = QColor(colour).rgb(), 5 + HEIGHT // 2
    columns = [x for x in range(image.width()) if image.pixel(x, y) == wanted]
    assert columns, f"{colour} is not painted"
    return columns[0], columns[-1]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_segments_are_painted_as_long_as_the_contributions(
    qapp: QApplication, tokens: Tokens
) -> None:
    entry = recommendation(contributions=(0.2, 0.5, 0.1))
    image = painted(entry, BarScale(0.0, 1.0), tokens)
    image_from, _ = extent(image, tokens.image)
    text_from, _ = extent(image, tokens.text_modality)
    audio_from, audio_to = extent(image, tokens.audio)
    assert image_from == pytest.approx(LEFT, abs=1)
    assert text_from == pytest.approx(LEFT + 0.2 * WIDTH, abs=1)
    assert audio_from == pytest.approx(LEFT + 0.7 * WIDTH, abs=1)
    assert audio_to + 1 == pytest.approx(LEFT + 0.8 * WIDTH, abs=1)


def test_what_speaks_against_an_item_is_hatched_left_of_the_zero_line(qapp: QApplication) -> None:
    entry = recommendation(contributions=(0.3, 0.2, -0.1))
    scale = BarScale.fitting([entry])
    image = painted(entry, scale, LIGHT)
    zero = LEFT + scale.zero(WIDTH)
    audio_from, audio_to = extent(image, LIGHT.audio)
    image_from, _ = extent(image, LIGHT.image)
    assert audio_from == pytest.approx(zero - scale.length(0.1, WIDTH), abs=1)
    assert audio_to <= zero
    assert image_from == pytest.approx(zero, abs=1.5)
    row = [image.pixel(x, 5 + HEIGHT // 2) for x in range(audio_from + 2, audio_to - 1)]
    solid = QColor(LIGHT.audio).rgb()
    assert 0 < row.count(solid) + len({*row}) - 1 < len(row), "solid instead of hatched"
    assert any(pixel != solid for pixel in row)


def test_a_modality_that_gave_nothing_is_not_painted(qapp: QApplication) -> None:
    image = painted(recommendation(contributions=(0.0, 0.5, 0.0)), BarScale(), LIGHT)
    colours = {image.pixel(x, 12) for x in range(image.width())}
    assert QColor(LIGHT.image).rgb() not in colours
    assert QColor(LIGHT.audio).rgb() not in colours


def test_a_baseline_is_a_part_of_the_bar(qapp: QApplication) -> None:
    entry = recommendation(contributions=(0.2, 0.0, 0.0), baseline=0.1)
    laid = segments(entry, BarScale(), 100)
    assert [(part.source, round(part.left), round(part.width)) for part in laid] == [
        (None, 0, 10),
        (Modality.IMAGE, 10, 20),
    ]


@given(PARTS, PARTS, PARTS)
def test_bars_end_where_the_score_is_and_stay_inside(
    image: float, text: float, audio: float
) -> None:
    entry = recommendation(contributions=(image, text, audio))
    scale = BarScale.fitting([entry])
    laid = segments(entry, scale, 300)
    right = sum(part.width for part in laid if part.value > 0)
    left = sum(part.width for part in laid if part.value < 0)
    unseen = scale.length(VISIBLE, 300) * (len(MODALITIES) - len(laid))
    assert right - left == pytest.approx(scale.length(1, 300) * entry.score, abs=unseen + 1e-6)
    for part in laid:
        assert part.left >= -1e-6
        assert part.left + part.width <= 300 + 1e-6
        assert part.width == pytest.approx(scale.length(part.value, 300))
        assert part.source in MODALITIES


def test_a_personas_parts_follow_the_querys_and_end_at_the_score(qapp: QApplication) -> None:
    parts = ScoreParts(0.3, 0.2, 0.1)
    entry = replace(recommendation(contributions=(0.3, 0.0, 0.0)), score=0.6, parts=parts)
    laid = segments(entry, BarScale(), 100)
    assert [(part.source, round(part.left), round(part.width)) for part in laid] == [
        (Modality.IMAGE, 0, 30),
        (ScorePart.HISTORY, 30, 20),
        (ScorePart.FEEDBACK, 50, 10),
    ]
    assert BarScale.fitting([entry]).high == 0.75
