from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.map.grouping import Grouping
from app.ui.map.legend import Legend
from app.ui.map.palette import group_colour, other_colour
from app.ui.theme import ThemeController

GROUPS = Grouping(["fruit", "fruit", "fruit", "tool", "tool", ""])


def test_groups_are_told_by_colour_name_and_number(qtbot: QtBot, theme: ThemeController) -> None:
    legend = Legend(theme)
    qtbot.addWidget(legend)
    legend.resize(260, 300)
    legend.show_groups(GROUPS)
    legend.show()
    names = [entry.accessibleName() for entry in legend.entries]
    assert names == ["fruit, 3", "tool, 2", "Without a group, 1"]
    dots = [
        entry.grab().toImage().pixelColor(15, entry.height() // 2).name()
        for entry in legend.entries
    ]
    rest = other_colour(theme.tokens).name()
    assert dots == [group_colour(theme.tokens, number).name() for number in range(2)] + [rest]


def test_a_click_brings_one_group_to_the_front_and_another_all(
    qtbot: QtBot, theme: ThemeController
) -> None:
    legend = Legend(theme)
    qtbot.addWidget(legend)
    legend.show_groups(GROUPS)
    chosen: list[int] = []
    legend.chosen.connect(chosen.append)
    for number in (0, 1, 1):
        QTest.mouseClick(legend.entries[number], Qt.MouseButton.LeftButton)
    assert chosen == [0, 1, -1]
    assert not any(entry.isChecked() for entry in legend.entries)
    QTest.mouseClick(legend.entries[2], Qt.MouseButton.LeftButton)
    assert [entry.isChecked() for entry in legend.entries] == [False, False, True]
