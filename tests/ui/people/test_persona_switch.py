from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.engine.messages import Persona
from app.ui.main_window import MainWindow
from app.ui.services import Services
from app.ui.session import Session

PATIENCE = 20_000


def entries(window: MainWindow) -> list[str]:
    switch = window.header.personas
    switch.choices.aboutToShow.emit()
    return [action.text() for action in switch.choices.actions() if not action.isSeparator()]


def choose(window: MainWindow, text: str) -> None:
    entries(window)
    actions = window.header.personas.choices.actions()
    next(action for action in actions if action.text().startswith(text)).trigger()


def test_the_menu_offers_nobody_everybody_and_what_can_be_done(
    qtbot: QtBot, session: Session, services: Services, window: MainWindow
) -> None:
    qtbot.waitUntil(lambda: bool(services.learning.personas), timeout=PATIENCE)
    assert entries(window) == ["No persona", "Ann  (0)", "New persona…", "Manage…"]
    choose(window, "Ann")
    switch = window.header.personas
    assert services.learning.persona == "Ann"
    assert switch.text() == "Ann"
    assert switch.accessibleName() == "Persona: Ann"
    chosen = [action.text() for action in switch.choices.actions() if action.isChecked()]
    assert chosen == ["Ann  (0)"]
    choose(window, "No persona")
    assert services.learning.persona == ""
    assert switch.accessibleName() == "Persona: No persona"


def test_a_narrow_header_keeps_the_icon(window: MainWindow, session: Session) -> None:
    window.resize(1024, 700)
    switch = window.header.personas
    assert switch.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    window.resize(1440, 900)
    assert switch.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def test_a_long_name_does_not_widen_the_menu(
    window: MainWindow, session: Session, services: Services
) -> None:
    name = "Somebody with a name of eighty letters, which is as many as a name may have here"
    window.header.personas.show_personas((Persona(name, 12, "2026-11-24T12:00:00"),))
    shown = entries(window)[1]
    assert shown.startswith("Somebody with a name")
    assert shown.endswith("…  (12)")
    choose(window, "Somebody")
    assert services.learning.persona == name
