from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.catalog.label_entry import LabelEntry
from app.ui.theme import ThemeController
from tests.ui.catalog.records import sets


def test_a_label_is_given_when_set_and_label_are_there(
    qtbot: QtBot, theme: ThemeController
) -> None:
    entry = LabelEntry(theme, "Add", "Add the label", stacked=True)
    qtbot.addWidget(entry)
    given: list[tuple[str, str]] = []
    entry.given.connect(lambda name, one: given.append((name, one)))
    entry.show_sets(sets("kinds", "mood"))
    assert [entry.set_name.itemText(place) for place in range(2)] == ["kinds", "mood"]
    QTest.keyClicks(entry.label, "calm")
    QTest.mouseClick(entry.give, Qt.MouseButton.LeftButton)
    assert given == []
    QTest.keyClicks(entry.set_name, " feeling ")
    entry.show_sets(sets("kinds"))
    QTest.keyClick(entry.label, Qt.Key.Key_Return)
    assert given == [("feeling", "calm")]
    assert entry.label.text() == ""
    QTest.mouseClick(entry.give, Qt.MouseButton.LeftButton)
    assert len(given) == 1
