from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from app.ui.people.naming_dialog import NamingDialog
from app.ui.services import Services
from app.ui.session import Session
from tests.ui.accessibility import nameless_controls, unreachable_controls

PATIENCE = 20_000


def open_dialog(qtbot: QtBot, session: Session, services: Services, name: str = "") -> NamingDialog:
    qtbot.waitUntil(lambda: bool(services.learning.personas), timeout=PATIENCE)
    dialog = NamingDialog(services.learning, session.window, name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def test_a_new_persona_is_made_and_chosen(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    dialog = open_dialog(qtbot, session, services)
    assert nameless_controls(dialog) == []
    assert unreachable_controls(dialog) == []
    assert not dialog.done_button.isEnabled()
    QTest.keyClicks(dialog.field, "Bo")
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE):
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert services.learning.persona == "Bo"


def test_a_list_that_comes_meanwhile_does_not_close_it(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    dialog = open_dialog(qtbot, session, services, "Ann")
    dialog.field.setText("Cy")
    services.learning.refresh()  # answered before what is asked next
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE):
        QTest.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert [one.name for one in services.learning.personas] == ["Cy"]


def test_a_refused_name_is_explained_and_can_be_mended(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    dialog = open_dialog(qtbot, session, services, "Ann")
    assert not dialog.done_button.isEnabled(), "it has that name already"
    QTest.keyClicks(dialog.field, "refuse")
    QTest.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.message.isHidden(), timeout=PATIENCE)
    assert "choose another name" in dialog.message.text()
    for text in dialog.findChildren(QLabel):
        assert text.height() >= text.heightForWidth(text.width()), "nothing is cut"
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not session.window.banner.isVisible()
    dialog.field.setText("Cy")
    assert dialog.message.isHidden()
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE):
        QTest.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert [one.name for one in services.learning.personas] == ["Cy"]
