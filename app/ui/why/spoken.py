"""An item's name spoken in several languages, folded away until a person wants to hear it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.controls.roles import button
from app.ui.controls.sound_player import SoundPlayer
from app.ui.theme import ThemeController
from app.ui.why.sounds import SoundList

MOST_OPEN = 1
"""More spoken descriptions than this are folded away."""

Playable = tuple[tuple[str, str], ...]


class SpokenList(QWidget):
    """Spoken descriptions; many are shown at the press of a button.

    Parameters
    ----------
    theme
        Gives the colours.
    player
        Shared with the item's own sounds, so that one sound plays at a time.
    """

    def __init__(
        self, theme: ThemeController, player: SoundPlayer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._count = 0
        self._open = False
        self.toggle = button("", "link")
        self.sounds = SoundList(theme, self, player)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.sounds)
        self.toggle.clicked.connect(self._turn)
        self.hide()

    def show_sounds(self, spoken: Playable) -> None:
        """Offer spoken descriptions, given as language and path of a WAV."""
        self.sounds.show_sounds(spoken)
        self._count = len(spoken)
        self._open = 0 < self._count <= MOST_OPEN
        self._refresh()

    def clear(self) -> None:
        """Offer nothing."""
        self.show_sounds(())

    def _turn(self) -> None:
        self._open = not self._open
        self._refresh()

    def _refresh(self) -> None:
        shown = self.tr("Hide what is spoken")
        folded = self.tr("Spoken in %1 languages").replace("%1", str(self._count))
        self.toggle.setText(shown if self._open else folded)
        self.toggle.setAccessibleName(self.toggle.text())
        self.toggle.setVisible(self._count > MOST_OPEN)
        self.sounds.setVisible(self._open)
        self.setVisible(self._count > 0)
