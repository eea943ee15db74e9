from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.core.modality import MODALITIES
from app.ui.results.bars import BarScale
from app.ui.results.changes import RankChange
from app.ui.results.geometry import cell_size, row_height
from app.ui.results.row_painter import Row, RowPainter, RowState
from app.ui.results.style import RowStyle
from app.ui.theme import DARK, LIGHT, Tokens
from tests.ui.results.samples import recommendation


def rows(tokens: Tokens = LIGHT, is_grid: bool = False) -> RowPainter:
    return RowPainter(RowStyle(tokens, QFont(), 1.0), BarScale(), MODALITIES, is_grid)


def area_of(painter: RowPainter, width: int = 520) -> QRectF:
    if painter.is_grid:
        return QRectF(0, 0, *cell_size(painter.style, width))
    return QRectF(0, 0, width, row_height(painter.style))


def paint(painter: RowPainter, row: Row, thumbnail: QPixmap | None, width: int = 520) -> QImage:
    area = area_of(painter, width)
    image = QImage(area.size().toSize(), QImage.Format.Format_RGB32)
    image.fill(painter.style.surface)
    canvas = QPainter(image)
    painter.paint(canvas, area, row, thumbnail)
    canvas.end()
    return image


def colours(image: QImage, area: QRectF) -> set[str]:
    found = set()
    for x in range(int(area.left()) + 1, int(area.right())):
        for y in range(int(area.top()) + 1, int(area.bottom())):
            found.add(image.pixelColor(x, y).name())
    return found


@pytest.mark.parametrize("is_grid", [False, True], ids=["list", "grid"])
@pytest.mark.parametrize(
    "title", ["很长的标题" * 40, "عنوان طويل جدا " * 20, "Long title " * 30], ids=["zh", "ar", "en"]
)
def test_long_titles_are_cut_before_the_score(
    qapp: QApplication, title: str, is_grid: bool
) -> None:
    painter = rows(is_grid=is_grid)
    image = paint(painter, Row(recommendation(title=title)), QPixmap(), width=420)
    parts = painter.geometry(area_of(painter, 420))
    gap = QRectF(parts.title.right() + 1, parts.title.top(), 4, parts.title.height())
    assert colours(image, gap) == {LIGHT.surface.lower()}
    assert len(colours(image, parts.title)) > 1


@pytest.mark.parametrize("width", [360, 420, 700, 1200])
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_parts_of_a_row_never_overlap(qapp: QApplication, width: int, scale: float) -> None:
    painter = rows(replace(LIGHT, text_scale=scale))
    area = area_of(painter, width)
    parts = painter.geometry(area)
    assert not parts.title.intersects(parts.score)
    assert not parts.category.intersects(parts.legend)
    assert parts.title.bottom() <= parts.category.top() + 0.5
    assert parts.legend.bottom() <= parts.bar.top()
    assert not parts.thumbnail.intersects(parts.rank)
    for part in (parts.title, parts.score, parts.legend, parts.bar, parts.thumbnail, parts.change):
        assert area.contains(part)


def test_a_missing_thumbnail_gets_a_placeholder_with_an_icon(qapp: QApplication) -> None:
    painter = rows()
    place = painter.geometry(area_of(painter)).thumbnail.adjusted(8, 8, -8, -8)
    waiting = paint(painter, Row(recommendation()), None)
    missing = paint(painter, Row(recommendation()), QPixmap())
    assert colours(waiting, place) == {LIGHT.hover.lower()}
    assert len(colours(missing, place)) > 1


@pytest.mark.parametrize("is_grid", [False, True], ids=["list", "grid"])
@pytest.mark.parametrize(
    ("change", "colour"),
    [
        (RankChange(3), LIGHT.success),
        (RankChange(-1), LIGHT.danger),
        (RankChange(is_new=True), LIGHT.accent),
    ],
    ids=["up", "down", "new"],
)
def test_a_change_of_rank_is_a_badge_in_its_colour(
    qapp: QApplication, change: RankChange, colour: str, is_grid: bool
) -> None:
    painter = rows(is_grid=is_grid)
    badge = painter.geometry(area_of(painter)).change
    with_badge = paint(painter, Row(recommendation(), change), None)
    without = paint(painter, Row(recommendation()), None)
    assert colour.lower() in colours(with_badge, badge)
    assert colour.lower() not in colours(without, badge)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_selection_and_hover_use_the_tokens(qapp: QApplication, tokens: Tokens) -> None:
    painter = rows(tokens)
    probe = painter.geometry(area_of(painter)).ground.center().toPoint()
    probe.setY(7)
    for state, colour in (
        (RowState(), tokens.surface),
        (RowState(hovered=True), tokens.surface_raised),
        (RowState(selected=True), tokens.accent_soft),
    ):
        image = paint(painter, Row(recommendation(), state=state), None)
        assert image.pixelColor(probe) == QColor(colour)
    focused = paint(painter, Row(recommendation(), state=RowState(True, False, True)), None)
    edge = {focused.pixelColor(x, y).name() for x in range(4) for y in (40, 44)}
    assert tokens.accent.lower() in edge


def test_numbers_of_all_asked_modalities_are_written(qapp: QApplication) -> None:
    painter = rows()
    legend = painter.geometry(area_of(painter)).legend
    image = paint(painter, Row(recommendation()), None)
    found = [QColor(name) for name in colours(image, legend)]
    hues = {colour.hue() for colour in found if colour.saturation() > 80}
    for token in (LIGHT.image, LIGHT.text_modality, LIGHT.audio):
        nearest = min(abs(QColor(token).hue() - hue) for hue in hues)
        assert nearest <= 4, "the icon in the modality's colour"
    other = paint(painter, Row(recommendation(contributions=(0.31, 0.5, 0.1))), None)
    assert image.copy(legend.toRect()) != other.copy(legend.toRect())
