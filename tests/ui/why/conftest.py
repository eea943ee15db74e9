"""Fixtures of the why panel's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.settings import Theme
from app.ui.theme import ThemeController
from app.ui.why.panel import WhyPanel


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeController]:
    qapp.setStyle("Fusion")
    controller = ThemeController(qapp, Theme.LIGHT)
    yield controller
    controller.deleteLater()


@pytest.fixture
def panel(qtbot: QtBot, theme: ThemeController) -> WhyPanel:
    made = WhyPanel(theme)
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show()
    return made
