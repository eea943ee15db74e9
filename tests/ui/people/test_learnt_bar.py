from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.persona import InteractionKind
from app.engine.messages import Learnt, Profile, RecordInteraction, UndoInteraction
from app.ui.people.learnt_bar import LearntBar
from app.ui.theme import ThemeController
from tests.ui.people.samples import PROFILE

LEARNT = Learnt(4, Profile("tuxpaint", "Ann"), PROFILE)


def test_what_was_learnt_is_said_and_can_be_undone(qtbot: QtBot, theme: ThemeController) -> None:
    bar = LearntBar(theme)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    job = RecordInteraction("tuxpaint", "Ann", "item-1", InteractionKind.LIKE)
    bar.show_learnt(job, LEARNT, can_undo=True)
    assert bar.sentence.text() == "You follow sound: 62 %; more birds and food, fewer trains.", (
        bar.sentence.text()
    )
    with qtbot.waitSignal(bar.undo_wanted):
        QTest.mouseClick(bar.undo, Qt.MouseButton.LeftButton)
    bar.show_learnt(UndoInteraction("tuxpaint", "Ann", 4), LEARNT, can_undo=False)
    assert bar.sentence.text().startswith("Taken back. You follow")
    assert not bar.undo.isVisible()
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
