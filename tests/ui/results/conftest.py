"""Fixtures of the results' tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.settings import Theme
from app.ui.results.panel import ResultsPanel
from app.ui.theme import ThemeController


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeController]:
    qapp.setStyle("Fusion")
    controller = ThemeController(qapp, Theme.LIGHT)
    yield controller
    controller.deleteLater()


@pytest.fixture
def panel(qtbot: QtBot, theme: ThemeController) -> ResultsPanel:
    made = ResultsPanel(theme)
    qtbot.addWidget(made)
    made.resize(700, 860)
    made.show()
    return made


@pytest.fixture
def red_png(tmp_path: Path) -> str:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#d01010"))
    path = tmp_path / "red ünïcode.png"
    assert image.save(str(path))
    return str(path)
