"""The sounds of an item: those for the person first, the rest when asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.controls.roles import button
from app.ui.theme import ThemeController
from app.ui.why.sounds import SoundList

Playable = tuple[tuple[str, str], ...]
MOST = 2
"""As many sounds are shown at once."""


class ItemSounds(QWidget):
    """The item's own sounds and descriptions in the person's language, then all others.

    Parameters
    ----------
    theme
        Gives the colours.
    language
        The person's language.
    """

    def __init__(self, theme: ThemeController, language: str) -> None:
        super().__init__()
        self._language = language
        self._playable: Playable = ()
        self.list = SoundList(theme)
        self.more = button("", "link")
        self.more.clicked.connect(self._show_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def show_sounds(self, playable: Playable) -> None:
        """Show sounds, each given as language (or nothing) and path of a WAV."""
        self._playable = tuple(sorted(playable, key=lambda one: self._rank(one[0])))
        self.list.show_sounds(self._playable[:MOST])
        rest = len(playable) - MOST
        self.more.setText(self.tr("%n more sound(s)", "", rest))
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(rest > 0)
        self.setVisible(bool(playable))

    def clear(self) -> None:
        """Stop what plays and show nothing."""
        self.show_sounds(())

    def _rank(self, language: str) -> int:
        base = self._language.split("_", maxsplit=1)[0]
        if not language:
            return 0
        return 1 if language.split("_", maxsplit=1)[0] == base else 2

    def _show_all(self) -> None:
        self.list.show_sounds(self._playable)
        self.more.hide()
        self.list.rows[MOST].setFocus()
