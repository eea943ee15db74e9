from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.progress import Progress, Stage
from app.ui.catalog.work_line import WorkLine


def test_work_is_told_as_far_as_it_is_known(qtbot: QtBot) -> None:
    line = WorkLine()
    qtbot.addWidget(line)
    line.show_progress(Progress(Stage.LABEL, detail="mood"))
    assert line.text.text() == "Labelling  ·  mood"
    assert line.bar.maximum() == 0
    line.show_progress(Progress(Stage.LABEL, 1500, 3000, "/a/folder/duck.png", 130.0))
    assert line.text.text() == "Labelling  ·  1,500 / 3,000  ·  about 2 min left  ·  duck.png"
    assert (line.bar.value(), line.bar.maximum()) == (1500, 3000)
    with qtbot.waitSignal(line.cancel_wanted, timeout=1000):
        QTest.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    line.show_progress(None)
    assert line.isHidden()
