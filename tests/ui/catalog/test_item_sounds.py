from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.catalog.item_sounds import ItemSounds
from app.ui.theme import ThemeController

SOUNDS = (("ca", "/ca.wav"), ("de", "/de.wav"), ("", "/own.wav"), ("fr", "/fr.wav"))


def test_own_and_understood_sounds_come_first(qtbot: QtBot, theme: ThemeController) -> None:
    sounds = ItemSounds(theme, "de_AT")
    qtbot.addWidget(sounds)
    sounds.show_sounds(SOUNDS)
    assert [row.path for row in sounds.list.rows] == ["/own.wav", "/de.wav"]
    assert sounds.isVisible()
    QTest.mouseClick(sounds.more, Qt.MouseButton.LeftButton)
    paths = [row.path for row in sounds.list.rows]
    assert paths == ["/own.wav", "/de.wav", "/ca.wav", "/fr.wav"]
    assert not sounds.more.isVisible()
    sounds.show_sounds(SOUNDS[:1])
    assert [row.path for row in sounds.list.rows] == ["/ca.wav"]
    assert not sounds.more.isVisible()
    sounds.clear()
    assert sounds.list.rows == ()
    assert not sounds.isVisible()
