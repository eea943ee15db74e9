from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.home import Home
from app.core.settings import Theme
from app.engine import process
from app.ui.application import Program
from app.ui.options import Options
from app.ui.page_names import PageName
from app.ui.settings.dialog import SettingsDialog
from tests.ui.conftest import scripted

PATIENCE = 20_000


def test_another_persona_or_language_is_shown_at_once_and_the_query_stays(
    qtbot: QtBot, qapp: QApplication, ready_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = scripted(ready_home)
    monkeypatch.setattr(process, "start_service", lambda name, root: start())
    program = Program(qapp, Options(theme=Theme.LIGHT), ready_home)
    english = program.window
    with qtbot.waitSignal(english.painted, timeout=PATIENCE):
        english.painted.connect(program._begin)
        english.show()
    qtbot.waitUntil(lambda: program.running is not None, timeout=PATIENCE)
    running = program.running
    assert running is not None
    qtbot.waitUntil(lambda: running.services.watch.status is not None, timeout=PATIENCE)
    running.services.model.set_words("a red fruit")
    with qtbot.waitSignal(running.services.asking.answered, timeout=PATIENCE):
        pass
    with qtbot.waitSignal(running.services.asking.answered, timeout=PATIENCE) as answered:
        running.services.learning.choose("Ann")
    assert running.services.asking.job.persona == "Ann"
    assert answered.args[0].results[0].parts is not None
    assert running.session is not None
    running.session.show_page("for-you")
    running.session.open_settings()
    with qtbot.waitSignal(running.services.asking.answered, timeout=PATIENCE):
        running.services.preferences.change(language="zh_CN")
    chinese = program.window
    assert chinese is not english
    assert chinese.header.navigation[PageName.RECOMMEND].text() == "推荐"
    assert running.session is not None
    assert chinese.pages.currentWidget() is running.session.work_page(PageName.FOR_YOU)
    assert chinese.header.navigation[PageName.FOR_YOU].isChecked()
    assert running.session.recommend.composer.words.field.toPlainText() == "a red fruit"
    dialogs = chinese.findChildren(SettingsDialog)
    assert [dialog.windowTitle() for dialog in dialogs if dialog.isVisible()] == ["设置"]
    dialogs[0].accept()
    running.services.preferences.change(language="en")
    assert program.window.header.navigation[PageName.RECOMMEND].text() == "Recommend"
    program.window.close()
    running.stop()
    program.window.deleteLater()
    qapp.setStyleSheet("")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
