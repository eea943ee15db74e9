"""What works behind the window from its first paint to its end."""

from __future__ import annotations

import sys
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.core.home import Home
from app.core.settings import Settings
from app.ui.interrupts import Interrupts
from app.ui.main_window import MainWindow
from app.ui.options import Options
from app.ui.page_names import WORK_PAGES, PageName
from app.ui.preferences import Preferences
from app.ui.services import Services, make_services
from app.ui.session import Session
from app.ui.theme import ThemeController
from app.ui.translation import title_language

SWITCH_SECONDS = 0.0005
"""The thread that reads answers gets its turn this soon while rows are painted (Python: 5 ms)."""


class Running(QObject):
    """Services and session; outlives a window that is replaced.

    Parameters
    ----------
    application
        The Qt application.
    theme
        Gives the colours.
    preferences
        The person's settings.
    home
        The state folder.

    Signals
    -------
    finished
        A snapshot was taken: exit code, and one line that says what went wrong or is empty.
    """

    finished = Signal(int, str)

    def __init__(
        self,
        application: QApplication,
        theme: ThemeController,
        preferences: Preferences,
        home: Home,
    ) -> None:
        super().__init__()
        self._switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_SECONDS)
        self._interrupts = Interrupts(application)
        language = title_language(preferences.settings.language)
        self.services: Services = make_services(theme, preferences, home, language=language)
        self.session: Session | None = None
        preferences.changed.connect(self._follow)

    def attach(self, window: MainWindow) -> None:
        """Bring a window to life, the first or one in another language."""
        before, self.session = self.session, Session(window, self.services)
        if before is not None:
            self.session.show_page(before.page.value)
            if before.is_in_settings:
                QTimer.singleShot(0, self.session, self.session.open_settings)
        self.services.asking.repeat()

    def begin(self, options: Options) -> None:
        """Start the engine and do what the command line asked for."""
        if self.session is not None and options.snapshot is not None:
            self._take_snapshot(self.session, options)
        self.services.engine.start()
        if options.query is not None:
            from app.ui.opening_query import OpeningQuery

            OpeningQuery(self.services, options.query, self).begin()
        if self.session is not None and options.page:
            self.session.show_page(options.page)

    def stop(self) -> None:
        """End the children; no process and no thread stays."""
        self.services.stop()
        self._interrupts.close()
        sys.setswitchinterval(self._switch_interval)

    def _take_snapshot(self, session: Session, options: Options) -> None:
        from app.ui.snapshot import Snapshot

        if options.snapshot is not None:
            name = PageName(options.page or PageName.RECOMMEND.value)
            snapshot = Snapshot(
                session.window,
                self.services,
                options.snapshot,
                waits_for_answer=options.query is not None,
                page=session.work_page(name) if name in WORK_PAGES else None,
            )
            snapshot.finished.connect(self.finished)

    def _follow(self, settings: Settings) -> None:
        """Tell the engine's side what has changed in the settings."""
        asking = self.services.asking
        job = replace(
            asking.job,
            catalog=settings.catalog,
            fusion=settings.fusion,
            transcribe=settings.transcribe,
            language=title_language(settings.language),
            persona=settings.persona,
        )
        if job != asking.job:
            asking.set_job(job)
        self.services.watch.choose_device(settings.device)
