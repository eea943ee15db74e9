from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.core.modality import PerModality
from app.ui.results.model import ResultsModel
from app.ui.results.ordering import SortKey
from app.ui.results.panel import ResultsPanel
from app.ui.results.row_painter import Row
from tests.ui.results.samples import ranked

HEAVY_WORDS = PerModality(1.0, 2.0, 1.0)
LETTERS = "abcdefghijkl"


def order(panel: ResultsPanel) -> str:
    model = panel.view.results
    return "".join(entry.item_id for entry in model.rows)


def settle(qtbot: QtBot, panel: ResultsPanel) -> None:
    qtbot.waitUntil(lambda: not panel.view.glide.is_running)


def test_the_model_keeps_qts_rules(qapp: object) -> None:
    model = ResultsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(ranked(5).results)
    model.sort_by(SortKey.TITLE)
    assert tester.model() is model
    assert model.rowCount(model.index(0)) == 0
    assert model.data(model.index(2)) == "Item n2"


@pytest.mark.parametrize("view", ["list", "grid"])
@pytest.mark.parametrize("width", [420, 700, 1200])
def test_rows_are_planned_where_qt_lays_them_out(
    qtbot: QtBot, panel: ResultsPanel, view: str, width: int
) -> None:
    panel.resize(width, 700)
    panel.show_answer(ranked(40))
    panel.set_view(view)
    qtbot.wait(20)
    panel.view.verticalScrollBar().setValue(130)
    arrangement = panel.view.arrangement()
    for row in range(40):
        place = panel.view.visualRect(panel.view.results.index(row))
        assert arrangement.area(row).topLeft().toPoint() == place.topLeft()
        assert arrangement.cell_height == place.height()


@pytest.mark.parametrize("view", ["list", "grid"])
def test_rows_glide_and_end_in_the_exact_order(
    qtbot: QtBot, panel: ResultsPanel, view: str
) -> None:
    panel.set_view(view)
    panel.show_answer(ranked(0, LETTERS))
    assert not panel.view.glide.is_running, "a first answer does not glide"
    mixed = ranked(0, "lbadcfehgjik", HEAVY_WORDS)
    panel.show_answer(mixed)
    assert panel.view.glide.is_running
    assert order(panel) == "lbadcfehgjik"
    settle(qtbot, panel)
    glided = panel.view.viewport().grab().toImage()
    panel.view.viewport().update()
    assert glided == panel.view.viewport().grab().toImage()
    panel.set_reduced_motion(True)
    panel.show_answer(mixed)
    assert not panel.view.glide.is_running
    assert glided == panel.view.viewport().grab().toImage()


def test_a_newer_order_interrupts_the_glide(qtbot: QtBot, panel: ResultsPanel) -> None:
    panel.show_answer(ranked(0, LETTERS))
    panel.show_answer(ranked(0, LETTERS[::-1], HEAVY_WORDS))
    qtbot.wait(90)
    midway = {
        placed.move.recommendation.item_id: placed.area.top()
        for placed in panel.view.glide.placed()
    }
    panel.show_answer(ranked(0, LETTERS, PerModality(1.0, 1.5, 1.0)))
    restarted = {
        placed.move.recommendation.item_id: placed.move.start.top()
        for placed in panel.view.glide.placed()
    }
    assert restarted["a"] == pytest.approx(midway["a"], abs=60)
    assert restarted["a"] > 0
    settle(qtbot, panel)
    assert order(panel) == LETTERS


def test_another_query_does_not_glide(qtbot: QtBot, panel: ResultsPanel) -> None:
    panel.show_answer(ranked(0, LETTERS))
    other = ranked(0, LETTERS[::-1])
    panel.show_answer(replace(other, query=replace(other.query, texts=("goose",))))
    assert not panel.view.glide.is_running


def test_the_keyboard_walks_through_rows(qtbot: QtBot, panel: ResultsPanel) -> None:
    panel.show_answer(ranked(0, LETTERS))
    chosen: list[str] = []
    panel.item_selected.connect(chosen.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(panel.view, key)
    assert chosen == ["b", "c", "b", "l", "a"]


def test_the_keyboard_walks_through_cells(qtbot: QtBot, panel: ResultsPanel) -> None:
    panel.set_view("grid")
    panel.show_answer(ranked(0, LETTERS))
    qtbot.wait(20)
    columns = panel.view.arrangement().columns
    assert columns == 3
    QTest.keyClick(panel.view, Qt.Key.Key_Right)
    assert panel.view.current_item() == "b"
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    assert panel.view.current_item() == LETTERS[1 + columns]


def test_rows_can_be_heard(qtbot: QtBot, panel: ResultsPanel) -> None:
    panel.show_answer(ranked(0, "abc"))
    panel.show_answer(ranked(0, "bac", HEAVY_WORDS))
    accessible = QAccessible.queryAccessibleInterface(panel.view)
    assert accessible.childCount() >= 3
    heard = [
        accessible.child(row).text(QAccessible.Text.Name) for row in range(accessible.childCount())
    ]
    said = next(text for text in heard if "Item b" in text)
    assert said.startswith("Rank 1: Item b. Score 0.90.")
    assert "Picture 0.2" in said
    assert "Words 0.45" in said
    assert "Sound 0.2" in said
    assert said.endswith("up by 1.")


def test_ten_thousand_rows_are_painted_one_screen_at_a_time(
    qtbot: QtBot, panel: ResultsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.show_answer(ranked(10_000))
    painted: list[object] = []
    original = panel.view.painted.paint_row

    def counted(painter: QPainter, area: QRectF, row: Row) -> None:
        painted.append(row)
        original(painter, area, row)

    monkeypatch.setattr(panel.view.painted, "paint_row", counted)
    panel.view.verticalScrollBar().setValue(panel.view.verticalScrollBar().maximum())
    panel.view.viewport().grab()
    assert 5 <= len(painted) <= 24
    panel.view.choose("n9999")
    assert panel.view.current_item() == "n9999"
