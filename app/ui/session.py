"""The window at work: what its parts say to each other. Imported after the first paint."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app.core.persona import InteractionKind
from app.engine.messages import (
    EngineStatus,
    Failure,
    ImportReport,
    Learnt,
    PeopleJob,
    RecordInteraction,
)
from app.ui.composer.health_strip import failure_text
from app.ui.main_window import MainWindow
from app.ui.page_names import WORK_PAGES, PageName
from app.ui.recommend_page import RecommendPage
from app.ui.services import Services
from app.ui.work_page import WorkPage, make_work_page

if TYPE_CHECKING:
    from app.ui.first_run.page import FirstRunPage

RESTARTED_MS = 8000
"""How long the banner stays after a restart."""


class Session(QObject):
    """Connects the window with the services.

    Parameters
    ----------
    window
        What the person sees.
    services
        What outlives the window.

    Attributes
    ----------
    is_in_settings
        Whether the settings are open.
    page
        The page that is open.
    """

    def __init__(self, window: MainWindow, services: Services) -> None:
        super().__init__(window)
        self.window = window
        self._services = services
        self._was_lost = False
        self.is_in_settings = False
        self.page = PageName.RECOMMEND
        self._first_run_page: FirstRunPage | None = None
        self._work_pages: dict[PageName, WorkPage] = {}
        self.recommend = RecommendPage(services, window.recommend_frame)
        self._restarted = QTimer(self, singleShot=True, interval=RESTARTED_MS)
        self._connect_engine()
        self._connect_widgets()
        self._connect_people()
        self._add_shortcuts()
        if services.watch.status is not None:
            self._show_status(services.watch.status)
        elif not services.home.catalogs.is_dir():
            self.show_page("first-run")
        QTimer.singleShot(0, self, self._complete)

    @property
    def first_run_page(self) -> FirstRunPage:
        """The page that makes a catalog ready; built at its first use."""
        if self._first_run_page is None:
            self._first_run_page = self._make_first_run_page()
        return self._first_run_page

    def show_page(self, name: str) -> None:
        """Open a page by its name; see :class:`~app.ui.page_names.PageName`."""
        page = PageName(name)
        if page is PageName.SETTINGS:
            self.open_settings()
            return
        self.page = page
        self._release_focus()
        self.window.pages.setCurrentWidget(self._widget_of(page))
        self.window.header.show_page(page)

    def _release_focus(self) -> None:
        """Take the focus from a page that is left.

        Else it would go to whatever comes next, with a ring that nobody asked for.
        """
        focused, before = QApplication.focusWidget(), self.window.pages.currentWidget()
        central = self.window.centralWidget()
        if focused is None or before is None or central is None:
            return
        if before.isAncestorOf(focused):
            central.setFocus()

    def work_page(self, page: PageName) -> WorkPage:
        """Return one of the pages beside Recommend; built at its first use."""
        if page not in self._work_pages:
            made = make_work_page(page, self._services)
            made.page_wanted.connect(self.show_page)
            self._work_pages[page] = made
            self.window.pages.addWidget(made)
        return self._work_pages[page]

    def _widget_of(self, page: PageName) -> QWidget:
        if page is PageName.FIRST_RUN:
            return self.first_run_page
        return self.work_page(page) if page in WORK_PAGES else self.window.recommend_frame

    def open_settings(self) -> None:
        """Open the settings."""
        from app.ui.settings.dialog import SettingsDialog

        dialog = SettingsDialog(self._services, self.window)
        if self._services.watch.status is not None:
            dialog.show_status(self._services.watch.status)
        self.is_in_settings = True
        dialog.finished.connect(self._leave_settings)
        dialog.open()

    def _leave_settings(self) -> None:
        self.is_in_settings = False

    def paste(self) -> None:
        """Take what is on the clipboard."""
        if not self._services.intake.take_mime(QGuiApplication.clipboard().mimeData()):
            self.say(self.tr("The clipboard has no picture, sound or text."))

    def say(self, text: str) -> None:
        """Say something that passes."""
        self.window.banner.show_message(text)
        self._restarted.start()

    def _complete(self) -> None:
        """Build what the first answer needs while the engine starts."""
        self.recommend.panels  # noqa: B018

    def _make_first_run_page(self) -> FirstRunPage:
        from app.ui.first_run.page import FirstRunPage

        page = FirstRunPage(self._services.theme, self._services.preparing)
        page.catalog_ready.connect(self._open_catalog)
        if self._services.watch.status is not None:
            page.show_status(self._services.watch.status)
        self.window.pages.addWidget(page)
        return page

    def _connect_engine(self) -> None:
        services = self._services
        services.engine.engine_lost.connect(self._show_lost)
        services.engine.gave_up.connect(self.window.banner.show_gave_up)
        services.watch.status_changed.connect(self._show_status)
        services.watch.failed.connect(self._show_failure)
        services.preferences.not_saved.connect(self.window.banner.show_message)
        services.long_work.changed.connect(self.window.status_line.show_progress)
        services.training.promoted.connect(self._take_promoted)
        services.preparing.imported.connect(self._take_import)
        services.preparing.status_changed.connect(services.watch.take)
        services.asking.answered.connect(self.window.status_line.show_answer)
        self.window.banner.restart_wanted.connect(services.engine.restart)
        self._restarted.timeout.connect(self.window.banner.hide)

    def _connect_widgets(self) -> None:
        self.window.media_dropped.connect(self.take_drop)
        self.window.header.page_wanted.connect(self.show_page)
        self.window.header.import_wanted.connect(lambda: self.show_page("first-run"))
        self.window.header.settings_wanted.connect(self.open_settings)
        self.window.status_line.cancel_wanted.connect(self._services.long_work.cancel)
        self.window.status_line.show_progress(self._services.long_work.progress)

    def take_drop(self, mime: QMimeData) -> None:
        """Take what was dropped on the window."""
        if self._services.intake.take_mime(mime):
            self.show_page("recommend")

    def _connect_people(self) -> None:
        learning, switch = self._services.learning, self.window.header.personas
        switch.naming_wanted.connect(self.name_persona)
        switch.managing_wanted.connect(self.manage_personas)
        switch.show_personas(learning.personas)
        learning.personas_changed.connect(self._show_personas)
        learning.learnt.connect(self._take_learnt)
        learning.taught_elsewhere.connect(self._services.asking.repeat)
        learning.failed.connect(self._show_people_failure)
        learning.lost.connect(self._tell_of_lost)
        # Another window or a command may have changed who there are and what they did.
        switch.choices.aboutToShow.connect(learning.refresh)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._look_again)
        for refused in (self._services.suggesting.refused, self._services.asking.refused):
            refused.connect(lambda _: learning.refresh())

    def name_persona(self) -> None:
        """Let the person make a persona."""
        from app.ui.people.naming_dialog import NamingDialog

        NamingDialog(self._services.learning, self.window).open()

    def manage_personas(self) -> None:
        """Let the person rename and delete personas."""
        from app.ui.people.manage_dialog import ManageDialog

        ManageDialog(self._services.learning, self.window).open()

    def _look_again(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self._services.learning.is_known:
            self._services.learning.refresh()

    def _show_personas(self) -> None:
        self.window.header.personas.show_personas(self._services.learning.personas)

    def _take_learnt(self, job: PeopleJob, _: Learnt) -> None:
        """Rank the query's answer anew, if there is one."""
        if not (isinstance(job, RecordInteraction) and job.kind is InteractionKind.VIEW):
            self._services.asking.repeat()

    def _show_people_failure(self, failure: Failure) -> None:
        """Tell of a failure where no dialog and no page of personas tells of it."""
        page = self._work_pages.get(PageName.FOR_YOU)
        is_told = page is not None and page.isVisible()
        if not is_told and QApplication.activeModalWidget() is None:
            self.window.banner.show_message(failure_text(failure))

    def _tell_of_lost(self, name: str) -> None:
        text = self.tr(
            "“%1” is not in this catalog any more: another window or a command renamed or deleted "
            "it. Choose somebody else."
        )
        self.say(text.replace("%1", name))

    def _add_shortcuts(self) -> None:
        composer = self.recommend.composer
        for keys, action in (
            (QKeySequence(QKeySequence.StandardKey.Open), composer.open_files),
            (QKeySequence(QKeySequence.StandardKey.Paste), self.paste),
            (QKeySequence("Ctrl+R"), composer.toggle_recording),
            (QKeySequence("Ctrl+Return"), self._services.asking.ask),
            (QKeySequence(Qt.Key.Key_Escape), self._stop),
            (QKeySequence("Ctrl+,"), self.open_settings),
        ):
            QShortcut(keys, self.window).activated.connect(action)
        for number, page in enumerate(self.window.header.navigation, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self.window)
            shortcut.activated.connect(partial(self.show_page, page.value))

    def _stop(self) -> None:
        self._services.recorder.stop()
        self._services.asking.withdraw()

    def _show_status(self, status: EngineStatus) -> None:
        self.window.header.show_status(status)
        self.window.status_line.show_status(status)
        if not self._services.work_pages.is_loaded:
            self._services.work_pages.load()
        if self._first_run_page is not None:
            self._first_run_page.show_status(status)
        ready = [catalog.name for catalog in status.catalogs if catalog.ready]
        if not ready:
            self.show_page("first-run")
        elif self._services.preferences.settings.catalog not in ready:
            self._services.preferences.choose_catalog(ready[0])
        elif not self._services.learning.is_known:
            self._services.learning.refresh()
        if self._was_lost:
            self._was_lost = False
            self.window.banner.show_restarted()
            self._restarted.start()

    def _show_lost(self, why: str) -> None:
        self._was_lost = True
        self._restarted.stop()
        self.window.banner.show_lost(why)
        self.window.status_line.show_lost()

    def _show_failure(self, failure: Failure) -> None:
        self.window.banner.show_message(failure_text(failure))

    def _take_import(self, _: ImportReport) -> None:
        self._services.watch.refresh()
        self._services.asking.repeat()

    def _take_promoted(self) -> None:
        self._services.watch.refresh()
        self._services.asking.repeat()

    def _open_catalog(self, name: str) -> None:
        self._services.preferences.choose_catalog(name)
        self._services.watch.refresh()
        self.show_page("recommend")
