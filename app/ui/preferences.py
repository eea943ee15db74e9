"""The person's settings as the window holds them: each change is on disk at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import StorageError
from app.core.home import Home
from app.core.settings import Settings


class Preferences(QObject):
    """Hold :class:`Settings`, save every change, and tell those who show them.

    Parameters
    ----------
    home
        Whose settings these are.

    Signals
    -------
    changed
        The new :class:`Settings`.
    not_saved
        One line: why a change could not be written; it is in force all the same.
    """

    changed = Signal(object)
    not_saved = Signal(str)

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._saved = Settings.read(home.settings_file)
        self._settings = self._saved

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    def change(self, **changes: Any) -> None:
        """Change fields of the settings, by name, and save them."""
        wanted = replace(self._settings, **changes)
        if wanted == self._settings:
            return
        self._settings = wanted
        self._saved = replace(self._saved, **changes)
        self.changed.emit(wanted)
        try:
            self._saved.write(self._home.settings_file)
        except StorageError as error:
            self.not_saved.emit(str(error))

    def choose_catalog(self, name: str) -> None:
        """Change the catalog; fusion and persona were those of the catalog before."""
        if name != self._settings.catalog:
            self.change(catalog=name, fusion="", persona="")

    def override(self, **changes: Any) -> None:
        """Change fields for this session only; nothing is saved."""
        self._settings = replace(self._settings, **changes)
