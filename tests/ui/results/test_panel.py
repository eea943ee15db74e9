from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from app.core.modality import Modality, PerModality
from app.core.settings import Theme
from app.ui.results.busy import BusyLine
from app.ui.results.panel import ResultsPanel
from app.ui.theme import DARK, ThemeController
from tests.ui.results.samples import answer, ranked


def texts(panel: ResultsPanel) -> str:
    labels = panel.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(panel))


def button(panel: ResultsPanel, name: str) -> QToolButton:
    return next(each for each in panel.findChildren(QToolButton) if name in each.accessibleName())


def test_before_any_answer_the_panel_says_what_to_do(panel: ResultsPanel) -> None:
    assert "Ask with a picture, words or a sound" in texts(panel)
    assert not panel.view.isVisible()


def test_the_header_tells_count_and_time(panel: ResultsPanel) -> None:
    panel.show_answer(ranked(10))
    assert f"10 of {QLocale().toString(1033)}" in texts(panel)
    assert "12 ms" in texts(panel)
    assert panel.view.isVisible()


def test_an_answer_without_items_says_so(panel: ResultsPanel) -> None:
    panel.show_answer(answer(()))
    assert "Nothing to show" in texts(panel)


def test_the_chosen_item_stays_chosen_and_is_said_once_per_answer(panel: ResultsPanel) -> None:
    said: list[str] = []
    panel.item_selected.connect(said.append)
    panel.show_answer(ranked(0, "abcd"))
    panel.select_item("c")
    panel.show_answer(ranked(0, "dcba", PerModality(1.0, 2.0, 1.0)))
    assert said == ["a", "c", "c"]
    entry = panel.recommendation("c")
    assert entry is not None
    assert entry.rank == 2
    panel.show_answer(replace(ranked(0, "xyzc"), catalog="mine"))
    assert said[-1] == "x", "another question starts with its best match"


def test_sorting_by_menu_reorders_and_keeps_the_ranks(panel: ResultsPanel) -> None:
    panel.set_reduced_motion(True)
    panel.show_answer(ranked(0, "bca"))
    menu = button(panel, "Sort").menu()
    assert isinstance(menu, QMenu)
    action: QAction = next(each for each in menu.actions() if each.text().startswith("Title"))
    action.trigger()
    rows = panel.view.results.rows
    assert [entry.item_id for entry in rows] == ["a", "b", "c"]
    assert [entry.rank for entry in rows] == [3, 1, 2]
    assert "Title" in button(panel, "Sort").accessibleName()
    panel.show_answer(ranked(0, "cab"))
    assert [entry.item_id for entry in panel.view.results.rows] == ["a", "b", "c"]


def test_the_view_can_be_switched_and_says_so(qtbot: QtBot, panel: ResultsPanel) -> None:
    panel.show_answer(ranked(9))
    with qtbot.waitSignal(panel.view_changed) as caught:
        QTest.mouseClick(button(panel, "grid"), Qt.MouseButton.LeftButton)
    assert caught.args == ["grid"]
    assert panel.view.is_grid
    panel.set_view("list")
    assert not panel.view.is_grid
    assert button(panel, "list").isChecked()


@pytest.mark.parametrize(
    ("words", "modality"),
    [("picture", Modality.IMAGE), ("words", Modality.TEXT), ("sound", Modality.AUDIO)],
)
def test_an_item_can_be_asked_with(
    qtbot: QtBot, panel: ResultsPanel, words: str, modality: Modality
) -> None:
    panel.show_answer(ranked(0, "ab"))
    panel.view.menu_wanted.emit("b", panel.mapToGlobal(panel.rect().center()))
    menu = next(each for each in panel.findChildren(QMenu) if each.isVisible())
    action = next(each for each in menu.actions() if words in each.text())
    with qtbot.waitSignal(panel.ask_with_item) as caught:
        action.trigger()
    menu.close()
    assert caught.args == ["b", modality]


def test_the_busy_line_waits_a_moment_before_it_shows(qtbot: QtBot, panel: ResultsPanel) -> None:
    line = panel.findChild(BusyLine)
    assert isinstance(line, BusyLine)
    panel.show_busy(True)
    assert not line.is_running
    qtbot.waitUntil(lambda: line.is_running)
    panel.show_answer(ranked(3))
    assert not line.is_running


def test_clear_goes_back_to_the_start(panel: ResultsPanel) -> None:
    panel.show_answer(ranked(3))
    panel.clear()
    assert panel.answer is None
    assert "Ask with" in texts(panel)
    assert QLocale().toString(1033) not in texts(panel)


def test_a_change_of_theme_reaches_the_painted_rows(
    qtbot: QtBot, panel: ResultsPanel, theme: ThemeController
) -> None:
    panel.show_answer(ranked(3))
    theme.set_choice(Theme.DARK)
    image = panel.view.viewport().grab().toImage()
    found = {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(40, 90)
    }
    assert DARK.text_modality.lower() in found
    theme.set_text_scale(2.0)
    tall = panel.view.arrangement().cell_height
    theme.set_text_scale(1.0)
    assert tall > panel.view.arrangement().cell_height
