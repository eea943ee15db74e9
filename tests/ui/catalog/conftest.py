"""The catalog's page on a scripted engine, without the window around it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.catalog.page import CatalogPage
from app.ui.services import Services
from app.ui.translation import Translation

PATIENCE = 20_000


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
