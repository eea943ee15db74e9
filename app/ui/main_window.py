"""The window: header, banner, pages, status line; drops and shortcuts for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.core.progress import Progress
from app.engine.messages import EngineStatus, Failure, ImportReport
from app.ui.banner import Banner
from app.ui.composer.health_strip import failure_text
from app.ui.drop_overlay import DropOverlay
from app.ui.header import Header
from app.ui.recommend_page import RecommendPage
from app.ui.services import Services
from app.ui.status_line import StatusLine

if TYPE_CHECKING:
    from app.ui.first_run.page import FirstRunPage

RESTARTED_MS = 8000
"""How long the banner stays after a restart."""


class MainWindow(QMainWindow):
    """Shows what the services do; holds no state of its own that matters.

    Parameters
    ----------
    services
        What outlives the window.

    Signals
    -------
    painted
        The first picture of the window is on the screen.
    """

    painted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._is_painted = False
        self._was_lost = False
        self.setWindowTitle("Triad")
        self.setMinimumSize(960, 640)
        self.setAcceptDrops(True)
        self.header = Header(services.theme, services.preferences)
        self.banner = Banner(services.theme)
        self.recommend_page = RecommendPage(services)
        self._first_run_page: FirstRunPage | None = None
        self.pages = QStackedWidget()
        self.status_line = StatusLine(services.theme)
        self._lay_out()
        self.overlay = DropOverlay(services.theme, self)
        self._restarted = QTimer(self, singleShot=True, interval=RESTARTED_MS)
        self._connect_engine()
        self._connect_widgets()
        self._add_shortcuts()
        if services.watch.status is not None:
            self._show_status(services.watch.status)
        elif not services.home.catalogs.is_dir():
            self.show_page("first-run")

    @property
    def first_run_page(self) -> FirstRunPage:
        """The page that makes a catalog ready; built at its first use."""
        if self._first_run_page is None:
            self._first_run_page = self._make_first_run_page()
        return self._first_run_page

    def show_page(self, name: str) -> None:
        """Open ``recommend``, ``first-run`` or ``settings``."""
        if name == "settings":
            self.open_settings()
            return
        first_run = name == "first-run"
        self.pages.setCurrentWidget(self.first_run_page if first_run else self.recommend_page)
        self.header.show_page(not first_run)

    def open_settings(self) -> None:
        """Open the settings."""
        from app.ui.settings.dialog import SettingsDialog

        dialog = SettingsDialog(self._services, self)
        if self._services.watch.status is not None:
            dialog.show_status(self._services.watch.status)
        dialog.open()

    def paste(self) -> None:
        """Take what is on the clipboard."""
        if not self._services.intake.take_mime(QGuiApplication.clipboard().mimeData()):
            self.say(self.tr("The clipboard has no picture, sound or text."))

    def say(self, text: str) -> None:
        """Say something that passes."""
        self.banner.show_message(text)
        self._restarted.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panels fitting widths."""
        super().resizeEvent(event)
        self.recommend_page.arrange(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say when the first picture was painted."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self._complete)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome what can become part of the query."""
        if self._services.intake.is_welcome(event.mimeData()):
            event.acceptProposedAction()
            self.overlay.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Lift the veil."""
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self.overlay.hide()
        if self._services.intake.take_mime(event.mimeData()):
            event.acceptProposedAction()
            self.show_page("recommend")

    def _complete(self) -> None:
        """Say that the first picture is there, then build what it did not need."""
        self.painted.emit()
        QTimer.singleShot(0, self, lambda: self.recommend_page.panels)

    def _make_first_run_page(self) -> FirstRunPage:
        from app.ui.first_run.page import FirstRunPage

        page = FirstRunPage(self._services.theme, self._services.preparing)
        page.catalog_ready.connect(self._open_catalog)
        if self._services.watch.status is not None:
            page.show_status(self._services.watch.status)
        self.pages.addWidget(page)
        return page

    def _lay_out(self) -> None:
        self.pages.addWidget(self.recommend_page)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.banner)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.status_line)
        self.setCentralWidget(central)

    def _connect_engine(self) -> None:
        services = self._services
        services.engine.engine_lost.connect(self._show_lost)
        services.engine.gave_up.connect(self.banner.show_gave_up)
        services.watch.status_changed.connect(self._show_status)
        services.watch.failed.connect(self._show_failure)
        services.preferences.not_saved.connect(self.banner.show_message)
        services.preparing.progressed.connect(self._show_progress)
        services.preparing.imported.connect(self._take_import)
        services.preparing.status_changed.connect(services.watch.take)
        services.asking.answered.connect(self.status_line.show_answer)
        self.banner.restart_wanted.connect(services.engine.restart)
        self._restarted.timeout.connect(self.banner.hide)

    def _connect_widgets(self) -> None:
        self.header.recommend_wanted.connect(lambda: self.show_page("recommend"))
        self.header.import_wanted.connect(lambda: self.show_page("first-run"))
        self.header.settings_wanted.connect(self.open_settings)
        self.status_line.cancel_wanted.connect(self._services.preparing.cancel)

    def _add_shortcuts(self) -> None:
        composer = self.recommend_page.composer
        for keys, action in (
            (QKeySequence(QKeySequence.StandardKey.Open), composer.open_files),
            (QKeySequence(QKeySequence.StandardKey.Paste), self.paste),
            (QKeySequence("Ctrl+R"), composer.toggle_recording),
            (QKeySequence("Ctrl+Return"), self._services.asking.ask),
            (QKeySequence(Qt.Key.Key_Escape), self._stop),
            (QKeySequence("Ctrl+,"), self.open_settings),
        ):
            QShortcut(keys, self).activated.connect(action)

    def _stop(self) -> None:
        self._services.recorder.stop()
        self._services.asking.withdraw()

    def _show_status(self, status: EngineStatus) -> None:
        self.header.show_status(status)
        self.status_line.show_status(status)
        if self._first_run_page is not None:
            self._first_run_page.show_status(status)
        ready = [catalog.name for catalog in status.catalogs if catalog.ready]
        if not ready:
            self.show_page("first-run")
        elif self._services.preferences.settings.catalog not in ready:
            self._services.preferences.change(catalog=ready[0], fusion="")
        if self._was_lost:
            self._was_lost = False
            self.banner.show_restarted()
            self._restarted.start()

    def _show_lost(self, why: str) -> None:
        self._was_lost = True
        self._restarted.stop()
        self.banner.show_lost(why)
        self.status_line.show_lost()

    def _show_failure(self, failure: Failure) -> None:
        self.banner.show_message(failure_text(failure))

    def _show_progress(self, progress: Progress | None) -> None:
        self.status_line.show_progress(progress)

    def _take_import(self, _: ImportReport) -> None:
        self._services.watch.refresh()
        self._services.asking.repeat()

    def _open_catalog(self, name: str) -> None:
        self._services.preferences.change(catalog=name, fusion="")
        self._services.watch.refresh()
        self.show_page("recommend")
