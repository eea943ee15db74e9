"""The window as a program: options in, exit code out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from app.core.errors import InputError, TriadError
from app.core.home import Home
from app.core.settings import Settings
from app.ui.icons import application_icon
from app.ui.main_window import MainWindow
from app.ui.options import Options
from app.ui.preferences import Preferences
from app.ui.services import Services, make_services
from app.ui.translation import Translation, title_language

if TYPE_CHECKING:
    from app.ui.interrupts import Interrupts

SIZE = (1440, 900)


def run(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed, or take a snapshot and leave.

    Parameters
    ----------
    arguments
        What stands after ``triad gui``.

    Returns
    -------
    int
        The exit code: 0 done, 2 bad input or usage, 1 our fault, 130 interrupted.
    """
    try:
        options = _options(arguments)
        _check_display(options)
        application = make_application()
        return Program(application, options, Home.from_environment()).run()
    except TriadError as error:
        sys.stderr.write(f"error: {error}\n")
        return error.exit_code


def make_application() -> QApplication:
    """Make the application object with the program's name, style and icon."""
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Triad")
    application.setApplicationDisplayName("Triad")
    application.setDesktopFileName("triad")
    application.setStyle("Fusion")
    application.setWindowIcon(application_icon())
    return application


class Program:
    """One run of the window.

    Parameters
    ----------
    application
        The Qt application.
    options
        From the command line.
    home
        The state folder.
    """

    def __init__(self, application: QApplication, options: Options, home: Home) -> None:
        self._application = application
        self._options = options
        self._preferences = Preferences(home)
        self._preferences.override(**_overrides(options))
        self._translation = Translation(application)
        language = self._preferences.settings.language
        self._translation.use(language)
        self._language = language
        self._services = make_services(
            application, self._preferences, home, language=title_language(language)
        )
        self._window = self._make_window()
        self._services.theme.dress()
        self._failure = ""
        self._interrupts: Interrupts | None = None

    def run(self) -> int:
        """Show the window, then start the engine, then wait until the end."""
        self._preferences.changed.connect(self._follow)
        self._window.painted.connect(self._begin)
        self._window.show()
        try:
            code = self._application.exec()
        finally:
            self._window.hide()
            self._services.stop()
            if self._interrupts is not None:
                self._interrupts.close()
        if self._failure:
            sys.stderr.write(f"error: {self._failure}\n")
        return code

    def _begin(self) -> None:
        """Do what comes after the first picture of the window."""
        from app.ui.interrupts import Interrupts
        from app.ui.references import guard_true

        guard_true()
        self._interrupts = Interrupts(self._application)
        options = self._options
        if options.snapshot is not None:
            from app.ui.snapshot import Snapshot

            snapshot = Snapshot(
                self._window,
                self._services,
                options.snapshot,
                waits_for_answer=options.query is not None,
            )
            snapshot.finished.connect(self._leave)
        self._services.engine.start()
        if options.query is not None:
            from app.ui.opening_query import OpeningQuery

            OpeningQuery(self._services, options.query, self._window).begin()
        if options.page:
            self._window.show_page(options.page)

    def _leave(self, code: int, message: str) -> None:
        self._failure = message
        self._application.exit(code)

    def _make_window(self) -> MainWindow:
        window = MainWindow(self._services)
        window.resize(*(self._options.size or SIZE))
        return window

    def _follow(self, settings: Settings) -> None:
        """Put changed settings into force."""
        services = self._services
        services.theme.set_choice(settings.theme)
        services.theme.set_text_scale(settings.text_scale)
        follow_settings(services, settings)
        if settings.language != self._language:
            self._language = settings.language
            self._translation.use(settings.language)
            self._replace_window()

    def _replace_window(self) -> None:
        """Build the window anew in another language; nothing else is touched."""
        old = self._window
        self._window = self._make_window()
        self._window.setGeometry(old.geometry())
        self._window.show()
        self._services.asking.repeat()
        old.close()
        old.deleteLater()


def follow_settings(services: Services, settings: Settings) -> None:
    """Tell the engine's side what has changed in the settings."""
    asking = services.asking
    job = replace(
        asking.job,
        catalog=settings.catalog,
        fusion=settings.fusion,
        transcribe=settings.transcribe,
        language=title_language(settings.language),
    )
    if job != asking.job:
        asking.set_job(job)
    services.watch.choose_device(settings.device)


def _options(arguments: Sequence[str]) -> Options:
    if not arguments:
        return Options()
    from app.ui.option_parser import parse_options

    return parse_options(arguments)


def _overrides(options: Options) -> dict[str, Any]:
    given = {
        "theme": options.theme,
        "language": options.language,
        "catalog": options.catalog,
    }
    return {name: value for name, value in given.items() if value}


def _check_display(options: Options) -> None:
    """Let snapshots work without a display; say what is missing otherwise."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names):
        return
    if options.snapshot is None:
        raise InputError(
            "display", "none was found; start from a desktop, or add --snapshot OUT.png"
        )
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
