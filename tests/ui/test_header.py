from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.page_names import PageName
from app.ui.services import Services
from app.ui.session import Session


def test_the_catalog_and_its_size_are_read_at_every_width(
    qtbot: QtBot, window: MainWindow, services: Services
) -> None:
    catalogs = window.header.catalogs
    assert "(1033)" in catalogs.currentText()
    for scale in (1.0, 1.3):
        services.theme.set_text_scale(scale)
        for width in (1024, 1440):
            window.resize(width, 700)
            QCoreApplication.processEvents()
            needed = catalogs.fontMetrics().horizontalAdvance(catalogs.currentText())
            assert catalogs.width() - needed >= 40
            assert window.header.settings.geometry().right() < window.width() == width


def test_a_narrow_header_drops_words_that_can_be_spared(
    qtbot: QtBot, window: MainWindow, services: Services
) -> None:
    header = window.header
    assert header.wordmark.isVisible()
    window.resize(1024, 700)
    QCoreApplication.processEvents()
    assert not header.wordmark.isVisible()
    assert header.device.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert header.device.accessibleName() == "Processor: CPU"


def test_control_and_a_number_open_the_pages_in_the_order_of_their_tabs(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    keys = [Qt.Key(Qt.Key.Key_1 + place) for place in range(6)]
    assert list(window.header.navigation)[1] is PageName.FOR_YOU
    for key, page in zip(keys, window.header.navigation, strict=True):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert [tab for tab in PageName if _is_open(window, tab)] == [page]
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentWidget() is window.recommend_frame


def _is_open(window: MainWindow, page: PageName) -> bool:
    tab = window.header.navigation.get(page)
    return tab is not None and tab.isChecked()
