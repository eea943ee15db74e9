"""The report can be sorted, and its buttons act on what is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.engine.messages import CleaningReport
from app.ui.catalog.cleaning_panel import CleaningPanel
from tests.ui.catalog.records import FINDINGS


@pytest.fixture
def panel(qtbot: QtBot) -> CleaningPanel:
    made = CleaningPanel()
    qtbot.addWidget(made)
    made.show()
    made.show_report(CleaningReport("tuxpaint", FINDINGS, 40))
    return made


def choose(panel: CleaningPanel, *rows: int) -> None:
    model = panel.table.selectionModel()
    flags = QItemSelectionModel.SelectionFlag
    model.clearSelection()
    for row in rows:
        index = panel.table.model().index(row, 0)
        model.select(index, flags.Select | flags.Rows)


def shown(panel: CleaningPanel, column: int) -> list[str]:
    model = panel.table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_nothing_examined_nothing_wrong_and_problems_are_told_apart(panel: CleaningPanel) -> None:
    assert "40" in panel.summary.text()
    assert "3" in panel.summary.text()
    panel.show_report(CleaningReport("tuxpaint", (), 40))
    assert "nothing is wrong" in panel.summary.text()
    assert not panel.repair.isEnabled()
    panel.show_report(CleaningReport("tuxpaint", (), 0))
    assert "Nothing was examined yet" in panel.summary.text()
    assert not panel.table.isVisible()


def test_rows_are_sorted_by_words_and_by_numbers(panel: CleaningPanel) -> None:
    assert shown(panel, 0) == ["Blurred", "Clipped sound", "Markup in text"]
    assert shown(panel, 4) == ["", "Can be repaired", "Repaired"]
    panel.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert shown(panel, 3) == ["100 (8)", "10 (8)", "9 (20)"]


def test_buttons_act_on_what_is_chosen(qtbot: QtBot, panel: CleaningPanel) -> None:
    assert (panel.repair.text(), panel.exclude.isEnabled()) == ("Repair all", False)
    with qtbot.waitSignal(panel.repair_wanted, timeout=1000) as all_of_them:
        QTest.mouseClick(panel.repair, Qt.MouseButton.LeftButton)
    assert all_of_them.args == [()]
    with qtbot.waitSignal(panel.item_wanted, timeout=1000) as wanted:
        choose(panel, 2)
    assert wanted.args == ["c"]
    assert (panel.repair.text(), panel.repair.isEnabled()) == ("Repair these", False)
    choose(panel, 0, 1)
    with qtbot.waitSignal(panel.repair_wanted, timeout=1000) as repaired:
        QTest.mouseClick(panel.repair, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.exclusion_wanted, timeout=1000) as excluded:
        QTest.mouseClick(panel.exclude, Qt.MouseButton.LeftButton)
    assert repaired.args == excluded.args == [("a", "b")]
    with qtbot.waitSignal(panel.examination_wanted, timeout=1000):
        QTest.mouseClick(panel.examine, Qt.MouseButton.LeftButton)
