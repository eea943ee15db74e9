from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QColor, QFontMetrics
from pytestqt.qtbot import QtBot

from app.core.settings import Theme
from app.engine.messages import EvaluationCell, EvaluationKind
from app.ui.evaluate.bar_chart import BarChart, BarDelegate
from app.ui.evaluate.heat_map import HeatMap
from app.ui.evaluate.table import Filter, Table, make_table
from app.ui.plots.palette import heat_colour
from app.ui.theme import ThemeController
from tests.ui.scripted_lab import evaluation_of

TABLE = make_table(evaluation_of("c", EvaluationKind.FUSION).cells, Filter("ndcg@10", "fusion"))
EDGE = 6


@pytest.fixture
def heat(qtbot: QtBot, theme: ThemeController) -> Iterator[HeatMap]:
    made = HeatMap(theme)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show_table(TABLE)
    made.show()
    yield made


def ground_of(heat: HeatMap, row: int, column: int) -> QColor:
    """Return the colour near a cell's left edge, where nothing is written."""
    place = heat.view.visualRect(heat.model.index(row, column))
    at = QPoint(place.left() + EDGE, place.center().y())
    return heat.view.viewport().grab().toImage().pixelColor(at)


@pytest.mark.parametrize("choice", [Theme.LIGHT, Theme.DARK])
def test_each_cell_has_the_colour_of_its_value(
    heat: HeatMap, theme: ThemeController, choice: Theme
) -> None:
    theme.set_choice(choice)
    found = {}
    for row, column in ((0, 0), (2, 1), (6, 3), (7, 0)):
        cell = TABLE.at(row, column)
        assert cell is not None
        wanted = heat_colour(theme.tokens, TABLE.share(cell.mean))
        found[cell.mean] = ground_of(heat, row, column)
        assert found[cell.mean].name() == wanted.name()
    lightness = [found[mean].lightnessF() for mean in sorted(found)]
    assert lightness == sorted(lightness, reverse=choice is Theme.LIGHT)


def test_a_click_on_a_column_sorts_rows_by_it(heat: HeatMap) -> None:
    column = TABLE.columns.index("audio")
    before = heat.model.row_name(0)
    heat.view.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    cells = [heat.model.cell(row, column) for row in range(heat.model.rowCount())]
    means = [cell.mean for cell in cells if cell is not None]
    assert means == sorted(means, reverse=True)
    best = max(TABLE.rows, key=lambda row: TABLE.cells[row, "audio"].mean)
    vertical = heat.model.headerData(0, Qt.Orientation.Vertical)
    assert vertical == heat.model.row_name(0) == best != before
    heat.show_table(TABLE)
    assert heat.model.row_name(0) == before


def test_rows_without_a_figure_come_last_and_are_empty(heat: HeatMap) -> None:
    cells = {place: cell for place, cell in TABLE.cells.items() if place != (TABLE.rows[5], "text")}
    heat.show_table(Table(TABLE.rows, TABLE.columns, cells))
    column = TABLE.columns.index("text")
    for order in Qt.SortOrder:
        heat.model.sort(column, order)
        last = heat.model.rowCount() - 1
        assert heat.model.row_name(last) == TABLE.rows[5]
        assert heat.model.index(last, column).data() is None


def test_names_of_narrow_columns_are_whole_on_several_lines(heat: HeatMap) -> None:
    columns = ("two for the third, whole gallery", "image+text+audio", "text")
    cells = {("row", one): EvaluationCell("row", "g", one, "mrr", 0.5, 0.1) for one in columns}
    heat.show_table(Table(("row",), columns, cells))
    header = heat.view.horizontalHeader()
    heights = []
    for width in (1100, 480):
        heat.resize(width, 400)
        QCoreApplication.processEvents()
        heights.append(header.height())
    line = QFontMetrics(header.font()).height()
    assert heights[1] - heights[0] == pytest.approx(2 * line, abs=6)


def test_a_screen_reader_hears_the_whole_figure(heat: HeatMap) -> None:
    said = heat.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    cell = TABLE.at(1, 0)
    assert cell is not None
    assert said.startswith(f"{cell.row}, image: ndcg@10 {cell.mean:.3f}")
    assert "against classical baseline" in said
    assert heat.low.text() == f"{TABLE.span[0]:.3f}"
    assert heat.high.text() == f"{TABLE.span[1]:.3f}"


def test_bars_are_as_long_as_their_values_the_best_first(
    qtbot: QtBot, theme: ThemeController
) -> None:
    chart = BarChart(theme)
    qtbot.addWidget(chart)
    chart.resize(1000, 900)
    chart.bars.show_column(TABLE, "all three")
    chart.show()
    means = [cell.mean for cell in chart.bars.cells]
    assert means == sorted(means, reverse=True)
    assert len(means) == len(TABLE.rows)
    delegate, image = chart.itemDelegate(), chart.viewport().grab().toImage()
    assert isinstance(delegate, BarDelegate)
    for row in (0, 8, 14):
        area = delegate.bar_area(chart.visualRect(chart.bars.index(row)).toRectF())
        y = round(area.top()) + 1  # above the whiskers
        accent = [
            x
            for x in range(round(area.left()), round(area.right()))
            if image.pixelColor(x, y).name().upper() == theme.tokens.accent
        ]
        length = area.width() * means[row] / chart.bars.top
        assert abs(len(accent) - length) < 12


def test_a_bar_has_whiskers_of_its_spread(qtbot: QtBot, theme: ThemeController) -> None:
    chart = BarChart(theme)
    qtbot.addWidget(chart)
    chart.resize(1000, 900)
    chart.bars.show_column(TABLE, "all three")
    chart.show()
    delegate = chart.itemDelegate()
    assert isinstance(delegate, BarDelegate)
    image = chart.viewport().grab().toImage()
    widest = max(range(12), key=lambda row: chart.bars.cells[row].spread)
    cell = chart.bars.cells[widest]
    area = delegate.bar_area(chart.visualRect(chart.bars.index(widest)).toRectF())
    dark = [
        x
        for x in range(round(area.left()), round(area.right()))
        if image.pixelColor(x, round(area.center().y())).lightnessF() < 0.25
    ]
    scale = area.width() / chart.bars.top
    assert min(dark) == pytest.approx(area.left() + (cell.mean - cell.spread) * scale, abs=3)
    assert max(dark) == pytest.approx(area.left() + (cell.mean + cell.spread) * scale, abs=3)
