"""The catalog's page on a scripted engine, without the window around it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.settings import Theme
from app.ui.catalog.page import CatalogPage
from app.ui.services import Services
from app.ui.theme import ThemeController
from app.ui.translation import Translation

PATIENCE = 20_000


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Iterator[ThemeController]:
    """One theme for a module's tests: dressing every widget anew takes long."""
    made = ThemeController(qapp, Theme.LIGHT)
    yield made
    made.deleteLater()
    qapp.setStyleSheet("")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def page(qtbot: QtBot, services: Services) -> CatalogPage:
    made = CatalogPage(services)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    with qtbot.waitSignal(made.settled, timeout=PATIENCE):
        services.engine.start()
    return made


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    made = Translation(qapp)
    yield made
    made.use("en")
