"""The window as a program: options in, exit code out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from app.core.errors import InputError, TriadError
from app.core.home import Home
from app.core.settings import Settings
from app.ui.icons import application_icon
from app.ui.main_window import MainWindow
from app.ui.options import Options
from app.ui.preferences import Preferences
from app.ui.theme import ThemeController
from app.ui.translation import Translation

if TYPE_CHECKING:
    from app.ui.running import Running

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
        self._home = home
        self._preferences = Preferences(home)
        self._preferences.override(**_overrides(options))
        self._translation = Translation(application)
        settings = self._preferences.settings
        self._translation.use(settings.language)
        self._language = settings.language
        self._theme = ThemeController(
            application, settings.theme, settings.text_scale, dress_later=True
        )
        self._window = self._make_window()
        self._theme.dress()
        self._running: Running | None = None
        self._failure = ""

    @property
    def window(self) -> MainWindow:
        """The window that is shown now."""
        return self._window

    @property
    def running(self) -> Running | None:
        """What works behind the window, once it was painted."""
        return self._running

    def run(self) -> int:
        """Show the window, then start the engine, then wait until the end."""
        self._window.painted.connect(self._begin)
        self._window.show()
        try:
            code = self._application.exec()
        finally:
            self._window.hide()
            if self._running is not None:
                self._running.stop()
        if self._failure:
            sys.stderr.write(f"error: {self._failure}\n")
        return code

    def _begin(self) -> None:
        """Bring the painted window to life."""
        from app.ui.running import Running

        self._running = Running(self._application, self._theme, self._preferences, self._home)
        self._running.attach(self._window)
        self._running.finished.connect(self._leave)
        self._preferences.changed.connect(self._follow)
        self._running.begin(self._options)

    def _leave(self, code: int, message: str) -> None:
        self._failure = message
        self._application.exit(code)

    def _make_window(self) -> MainWindow:
        window = MainWindow(self._theme, self._preferences)
        window.resize(*(self._options.size or SIZE))
        return window

    def _follow(self, settings: Settings) -> None:
        """Put changed settings into force."""
        self._theme.set_choice(settings.theme)
        self._theme.set_text_scale(settings.text_scale)
        if settings.language != self._language:
            self._language = settings.language
            self._translation.use(settings.language)
            self._replace_window()

    def _replace_window(self) -> None:
        """Build the window anew in another language; nothing else is touched."""
        old = self._window
        self._window = self._make_window()
        self._window.setGeometry(old.geometry())
        if self._running is not None:
            self._running.attach(self._window)
        self._window.show()
        old.close()
        old.deleteLater()


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
        "persona": options.persona,
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
