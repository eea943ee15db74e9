"""What the map's tests have in common."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.core.settings import Theme
from app.ui.theme import ThemeController


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Iterator[ThemeController]:
    """One theme for a module's tests: dressing every widget anew takes long."""
    made = ThemeController(qapp, Theme.LIGHT)
    yield made
    made.deleteLater()
    qapp.setStyleSheet("")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
