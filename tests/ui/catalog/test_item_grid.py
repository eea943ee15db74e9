"""Choosing, opening and leaving out with the keyboard; cards are painted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.cleaning import CleaningProblem
from app.engine.messages import BrowseItems, ItemCard, ItemPage
from app.ui.catalog.item_grid import ItemGrid
from app.ui.catalog.items_model import PAGE, ItemsModel
from app.ui.theme import ThemeController
from tests.ui.catalog.records import card

QUESTION = BrowseItems("tuxpaint", limit=PAGE)


def page_of(count: int) -> ItemPage:
    cards = [card(f"item {number}") for number in range(count)]
    cards[1] = replace(cards[1], problems=(CleaningProblem.BLURRED,))
    return ItemPage("tuxpaint", count, 0, tuple(cards))


@pytest.fixture
def model() -> ItemsModel:
    made = ItemsModel()
    made.ask(QUESTION)
    return made


@pytest.fixture
def grid(qtbot: QtBot, theme: ThemeController, model: ItemsModel) -> ItemGrid:
    made = ItemGrid(theme, model)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    model.take(QUESTION, page_of(9))
    made.activateWindow()
    made.setFocus()
    return made


def test_keys_choose_open_and_leave_out(qtbot: QtBot, grid: ItemGrid, model: ItemsModel) -> None:
    chosen: list[tuple[ItemCard, ...]] = []
    grid.chosen.connect(chosen.append)
    with qtbot.assertNotEmitted(grid.exclusion_wanted):
        QTest.keyClick(grid, Qt.Key.Key_Delete)
    grid.setCurrentIndex(model.index(0))
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert [one.item_id for one in chosen[-1]] == ["item 1"]
    with qtbot.waitSignal(grid.opened, timeout=1000):
        QTest.keyClick(grid, Qt.Key.Key_Return)
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert [one.item_id for one in grid.cards()] == ["item 1", "item 2"]
    with qtbot.waitSignal(grid.exclusion_wanted, timeout=1000):
        QTest.keyClick(grid, Qt.Key.Key_Delete)


def test_what_is_chosen_is_let_go_when_other_items_are_there(
    grid: ItemGrid, model: ItemsModel
) -> None:
    chosen: list[tuple[ItemCard, ...]] = []
    for question, count in ((QUESTION, 8), (replace(QUESTION, search="it"), 8)):
        grid.selectAll()
        grid.chosen.connect(chosen.append)
        model.ask(question)
        model.take(question, page_of(count))
        assert chosen[-1] == ()
        assert grid.cards() == ()


def test_renewed_items_stay_chosen(grid: ItemGrid, model: ItemsModel) -> None:
    grid.setCurrentIndex(model.index(4))
    model.renew()
    model.take(QUESTION, page_of(9))
    assert [one.item_id for one in grid.cards()] == ["item 4"]


def test_cards_fill_the_row_and_show_what_they_are(
    grid: ItemGrid, model: ItemsModel, theme: ThemeController
) -> None:
    rects = [grid.visualRect(model.index(row)) for row in range(5)]
    columns = sum(rect.top() == rects[0].top() for rect in rects)
    assert columns == 4
    assert grid.viewport().width() - rects[3].right() < 8
    image = grid.viewport().grab().toImage()
    mark = QColor(theme.tokens.warning)
    nearest = [
        min(
            distance(image.pixelColor(x, y), mark)
            for x in range(rect.center().x(), rect.right())
            for y in range(rect.bottom() - 28, rect.bottom() - 4)
        )
        for rect in rects[:2]
    ]
    assert nearest[0] > 150 > 60 > nearest[1]


def distance(one: QColor, other: QColor) -> int:
    """Return how far two colours are from each other, 0 to 765."""
    red, green, blue = (
        abs(a - b)
        for a, b in (
            (one.red(), other.red()),
            (one.green(), other.green()),
            (one.blue(), other.blue()),
        )
    )
    return red + green + blue
