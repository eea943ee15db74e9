from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.core.persona import InteractionKind
from app.ui.people.history_model import HistoryModel, done_text
from app.ui.people.history_panel import HistoryPanel
from app.ui.theme import ThemeController
from tests.ui.people.samples import entry, history


def made_panel(qtbot: QtBot, theme: ThemeController) -> HistoryPanel:
    panel = HistoryPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(320, 500)
    panel.show()
    return panel


def test_the_model_keeps_qts_rules(qapp: object) -> None:
    model = HistoryModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show((entry(1), entry(2, InteractionKind.RATING)))
    assert tester.model() is model
    assert (model.row_of(2), model.row_of(9)) == (1, -1)
    assert done_text(model.entries[1]) == "Rated 4 ★ · 2026-11-24 12:00"
    assert str(model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)).startswith(
        "thing 1: Liked"
    )


def test_filters_are_told_once_one_stops_typing(qtbot: QtBot, theme: ThemeController) -> None:
    panel = made_panel(qtbot, theme)
    with qtbot.waitSignal(panel.changed):
        QTest.keyClicks(panel.search, " apple ")
    assert (panel.wanted_kinds, panel.wanted_text) == ((), "apple")
    panel.kinds.setCurrentIndex(panel.kinds.findData("dislike"))
    with qtbot.waitSignal(panel.changed):
        panel.kinds.activated.emit(panel.kinds.currentIndex())
    assert panel.wanted_kinds == (InteractionKind.DISLIKE,)


def test_any_entry_is_undone_by_key_or_button(qtbot: QtBot, theme: ThemeController) -> None:
    panel = made_panel(qtbot, theme)
    panel.show_history(history(entry(7), entry(5), entry(3)))
    undone: list[int] = []
    panel.undo_wanted.connect(undone.append)
    assert not panel.undo.isEnabled()
    panel.list.setCurrentIndex(panel.entries.index(1))
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    panel.show_history(history(entry(7), entry(5)))
    assert panel.list.currentIndex().row() == 1, "what was selected stays so"
    panel.list.setCurrentIndex(panel.entries.index(0))
    QTest.mouseClick(panel.undo, Qt.MouseButton.LeftButton)
    assert undone == [5, 7]


def test_an_empty_history_says_why(qtbot: QtBot, theme: ThemeController) -> None:
    panel = made_panel(qtbot, theme)
    panel.show_history(history(total=0))
    assert panel.none.text().startswith("Nothing was done yet")
    assert not panel.export.isEnabled()
    panel.show_history(history(total=3))
    assert panel.none.text().startswith("No entry is like that")
    assert panel.export.isEnabled()
    panel.show_history(history(entry(1)))
    assert panel.none.isHidden()
    assert panel.count.text() == "1 of 3"
