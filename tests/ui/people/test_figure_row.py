from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.ui.people.figure_row import Figure, FigureRow
from app.ui.theme import LIGHT, ThemeController


def shown(qtbot: QtBot, theme: ThemeController, figure: Figure) -> tuple[FigureRow, QImage]:
    row = FigureRow(theme)
    qtbot.addWidget(row)
    row.resize(401, row.sizeHint().height())
    row.show_figure(figure)
    row.show()
    return row, row.grab().toImage()


def inked(row: FigureRow, image: QImage, colour: str) -> list[int]:
    """Return the columns of the bar's middle that have exactly that colour."""
    y = round(row.bar_area().center().y() - 2)
    return [x for x in range(image.width()) if image.pixelColor(x, y) == QColor(colour)]


def test_a_bar_is_as_long_as_its_share(qtbot: QtBot, theme: ThemeController) -> None:
    row, image = shown(qtbot, theme, Figure("Sound", 0.62, "62 %", "audio"))
    columns = inked(row, image, LIGHT.audio)
    assert abs(len(columns) - 0.62 * 400) < 6
    assert columns[0] < 4
    assert row.accessibleName() == "Sound 62 %"


def test_a_bar_below_zero_goes_to_the_left(qtbot: QtBot, theme: ThemeController) -> None:
    row, image = shown(qtbot, theme, Figure("trains", -0.5, "−0.50", "danger", least=-1.0))
    columns = inked(row, image, LIGHT.danger)
    assert abs(columns[0] - 100) < 4
    assert abs(columns[-1] - 200) < 4


def test_a_whisker_reaches_from_end_to_end_of_its_interval(
    qtbot: QtBot, theme: ThemeController
) -> None:
    figure = Figure("Opened", 0.5, "50 %", interval=(0.25, 0.75))
    row, image = shown(qtbot, theme, figure)
    y = round(row.bar_area().center().y())
    dark = [x for x in range(401) if image.pixelColor(x, y).lightness() < 60]
    assert abs(dark[0] - 100) < 4
    assert abs(dark[-1] - 300) < 4
