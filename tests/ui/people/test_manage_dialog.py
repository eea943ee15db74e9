from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.core.persona import InteractionKind
from app.ui.people.manage_dialog import ManageDialog
from app.ui.people.naming_dialog import NamingDialog
from app.ui.services import Services
from app.ui.session import Session
from tests.ui.accessibility import nameless_controls, unreachable_controls

PATIENCE = 20_000


def test_a_persona_is_deleted_only_after_a_question_that_says_what_goes(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    learning = services.learning
    qtbot.waitUntil(lambda: bool(learning.personas), timeout=PATIENCE)
    learning.choose("Ann")
    with qtbot.waitSignal(learning.learnt, timeout=PATIENCE):
        learning.react("item-01", InteractionKind.LIKE)
    dialog = ManageDialog(learning, session.window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    assert nameless_controls(dialog) == []
    assert unreachable_controls(dialog) == []
    assert dialog.list.item(0).text().startswith("Ann\n")
    question = dialog.ask_to_remove()
    assert question is not None
    assert question.text() == "Delete “Ann”?"
    assert question.informativeText().startswith("1 interaction")
    QTest.mouseClick(question.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert learning.persona == "Ann"
    question = dialog.ask_to_remove()
    assert question is not None
    with qtbot.waitSignal(learning.personas_changed, timeout=PATIENCE):
        discard = question.button(QMessageBox.StandardButton.Discard)
        QTest.mouseClick(discard, Qt.MouseButton.LeftButton)
    assert learning.personas == ()
    assert learning.persona == ""
    assert dialog.list.count() == 0
    assert not dialog.remove.isEnabled()
    assert dialog.ask_to_remove() is None
    dialog.done_button.click()


def test_a_name_that_is_refused_is_told_where_it_was_typed_and_nowhere_else(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    learning = services.learning
    qtbot.waitUntil(lambda: bool(learning.personas), timeout=PATIENCE)
    dialog = ManageDialog(learning, session.window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    QTest.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
    naming = dialog.findChildren(NamingDialog)[0]
    naming.field.setText("refuse")
    with qtbot.waitSignal(learning.failed, timeout=PATIENCE):
        naming.done_button.click()
    assert naming.message.isVisible()
    assert not dialog.message.isVisible()
    naming.reject()
    with qtbot.waitSignal(learning.failed, timeout=PATIENCE):
        learning.remove("refuse")
    assert dialog.message.isVisible(), "what nobody else tells is told here"


def test_an_entry_has_room_for_both_lines_at_every_size_of_text(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    qtbot.waitUntil(lambda: bool(services.learning.personas), timeout=PATIENCE)
    for scale in (1.0, 2.0):
        services.theme.set_text_scale(scale)
        dialog = ManageDialog(services.learning, session.window)
        qtbot.addWidget(dialog)
        dialog.show()
        line = dialog.list.fontMetrics().height()
        assert dialog.list.sizeHintForRow(0) >= 1.8 * line
        painted = dialog.list.viewport().grab(dialog.list.visualItemRect(dialog.list.item(0)))
        image = painted.toImage()
        rows = [
            any(image.pixelColor(x, y).lightness() < 140 for x in range(10, image.width() // 2))
            for y in range(6, image.height() - 6)
        ]
        gaps = "".join("x" if inked else " " for inked in rows).split()
        assert len(gaps) >= 2, "two lines of letters, one above the other"
