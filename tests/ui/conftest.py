"""The window's services with a scripted child in place of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.home import Home
from app.core.settings import Theme
from app.engine.process import start_child
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.service_client import StartService
from app.ui.services import Services, make_services
from app.ui.session import Session
from app.ui.theme import ThemeController

CHILD = "tests.ui.scripted_engine"


def scripted(home: Home) -> StartService:
    """Return what starts the scripted child."""
    return lambda: start_child(CHILD, home.root)


@dataclass(frozen=True)
class Media:
    """Files to ask with."""

    picture: Path
    blank: Path
    sound: Path
    text: Path
    missing: Path


@pytest.fixture
def media(tmp_path: Path) -> Media:
    folder = tmp_path / "media ünï 图"
    folder.mkdir()
    made = Media(*(folder / name for name in ("a b.png", "blank.png", "s.wav", "t.txt", "no.png")))
    for path, colour in ((made.picture, "#c03030"), (made.blank, "#ffffff")):
        image = QImage(16, 16, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        assert image.save(str(path))
    made.sound.write_bytes(b"RIFF of a sound")
    made.text.write_text("words from a file", "utf-8")
    return made


@pytest.fixture
def ready_home(home: Home) -> Home:
    """A home in which the scripted child finds a catalog."""
    (home.catalogs / "tuxpaint").mkdir(parents=True)
    return home


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeController]:
    made = ThemeController(qapp, Theme.LIGHT)
    yield made
    made.deleteLater()
    qapp.setStyleSheet("")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def services(theme: ThemeController, ready_home: Home) -> Iterator[Services]:
    start = scripted(ready_home)
    made = make_services(
        theme, Preferences(ready_home), ready_home, start_engine=start, start_microphone=start
    )
    yield made
    made.stop()


@pytest.fixture
def session(qtbot: QtBot, services: Services) -> Session:
    """A session whose window is shown and whose engine is ready."""
    window = MainWindow(services.theme, services.preferences)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    made = Session(window, services)
    window.show()
    with qtbot.waitSignal(services.watch.status_changed, timeout=20_000):
        services.engine.start()
    return made


@pytest.fixture
def window(session: Session) -> MainWindow:
    return session.window
