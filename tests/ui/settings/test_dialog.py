from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.core.settings import DeviceChoice, Settings, Theme
from app.ui.controls.choice import Choice
from app.ui.services import Services
from app.ui.session import Session
from app.ui.settings.dialog import SettingsDialog
from tests.ui.accessibility import clipped_labels, nameless_controls, unreachable_controls

PATIENCE = 20_000


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, services: Services) -> SettingsDialog:
    made = SettingsDialog(services, session.window)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    assert services.watch.status is not None
    made.show_status(services.watch.status)
    made.show()
    return made


def choose(choice: Choice, value: str) -> None:
    """Choose as a person does: the list says that an entry was activated."""
    index = choice.findData(value)
    assert index >= 0
    choice.setCurrentIndex(index)
    choice.activated.emit(index)


CHANGES: list[tuple[Callable[[SettingsDialog], None], dict[str, Any]]] = [
    (lambda d: choose(d.appearance.theme, "dark"), {"theme": Theme.DARK}),
    (lambda d: choose(d.appearance.language, "zh_CN"), {"language": "zh_CN"}),
    (lambda d: d.appearance.scale.setValue(130), {"text_scale": 1.3}),
    (lambda d: d.listening.transcribe.click(), {"transcribe": False}),
    (lambda d: d.listening.silence.click(), {"stop_on_silence": False}),
    (lambda d: choose(d.models.device, "cuda"), {"device": DeviceChoice.CUDA}),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_every_change_is_on_disk_at_once(
    dialog: SettingsDialog,
    services: Services,
    change: Callable[[SettingsDialog], None],
    expected: dict[str, Any],
) -> None:
    change(dialog)
    stored = Settings.read(services.home.settings_file)
    assert {name: getattr(stored, name) for name in expected} == expected


def test_the_microphones_that_there_are_can_be_chosen(
    qtbot: QtBot, dialog: SettingsDialog, services: Services
) -> None:
    choice = dialog.listening.microphone
    qtbot.waitUntil(lambda: choice.findData("Desk microphone") >= 0, timeout=PATIENCE)
    choose(choice, "Desk microphone")
    assert Settings.read(services.home.settings_file).microphone == "Desk microphone"


def test_recordings_can_be_deleted(qtbot: QtBot, session: Session, services: Services) -> None:
    services.home.ensure(services.home.recordings)
    for name in ("one.wav", "two.wav"):
        (services.home.recordings / name).write_bytes(b"RIFF")
    dialog = SettingsDialog(services, session.window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.mouseClick(dialog.listening.delete, Qt.MouseButton.LeftButton)
    assert list(services.home.recordings.iterdir()) == []
    assert not dialog.listening.delete.isEnabled()


def test_fetching_weights_changes_the_status(
    qtbot: QtBot, dialog: SettingsDialog, services: Services
) -> None:
    with qtbot.waitSignal(services.preparing.status_changed, timeout=PATIENCE) as changed:
        QTest.mouseClick(dialog.models.fetch, Qt.MouseButton.LeftButton)
    assert {entry.state for entry in changed.args[0].weights} == {"ready"}


def test_verifying_shows_which_weights_were_altered(
    qtbot: QtBot, dialog: SettingsDialog, services: Services
) -> None:
    with qtbot.waitSignal(services.preparing.status_changed, timeout=PATIENCE):
        QTest.mouseClick(dialog.models.verify, Qt.MouseButton.LeftButton)
    assert "altered" in [text.text() for text in dialog.models.findChildren(QLabel)]


def test_controls_have_names_can_be_reached_and_are_whole(
    qtbot: QtBot, dialog: SettingsDialog
) -> None:
    assert nameless_controls(dialog) == []
    assert unreachable_controls(dialog) == []
    assert clipped_labels(dialog) == []
