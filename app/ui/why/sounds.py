"""All sounds of one item, and what to say when nothing can be heard."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.controls.sound_player import SoundPlayer
from app.ui.theme import ThemeController
from app.ui.why.sound_row import SoundRow, sound_name


class SoundList(QWidget):
    """Rows of sounds that share one player.

    Parameters
    ----------
    theme
        Gives the colours.
    parent
        The panel.
    player
        Plays them; by default one of its own.
    """

    def __init__(
        self,
        theme: ThemeController,
        parent: QWidget | None = None,
        player: SoundPlayer | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[SoundRow] = []
        self._problem = QLabel(self)
        self._problem.setProperty("role", "caption")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._problem)
        self.player = player or SoundPlayer(self)
        self.player.playing_changed.connect(self._mark_playing)
        self.player.position_changed.connect(self._mark_position)
        self.player.problem.connect(self._say_problem)
        self.hide()

    @property
    def rows(self) -> tuple[SoundRow, ...]:
        """The sounds' rows."""
        return tuple(self._rows)

    def show_sounds(self, playable: tuple[tuple[str, str], ...]) -> None:
        """Show sounds, each given as language (or nothing) and path of a WAV."""
        self.clear()
        for language, path in playable:
            name = sound_name(language, self.tr("Sound"), self.tr("Spoken"))
            row = SoundRow(self._theme, name, path, self)
            row.play_wanted.connect(self._play)
            row.pause_wanted.connect(self.player.pause)
            row.seek_wanted.connect(self.player.seek)
            self._column.insertWidget(len(self._rows), row)
            self._rows.append(row)
        self.setVisible(bool(self._rows))

    def clear(self) -> None:
        """Stop what plays and show nothing."""
        self.player.stop()
        self._problem.hide()
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        self.hide()

    def _play(self, path: str) -> None:
        self._problem.hide()
        self.player.play(path)

    def _mark_playing(self, path: str) -> None:
        for row in self._rows:
            row.show_playing(row.path == path)

    def _mark_position(self, milliseconds: int, total: int) -> None:
        for row in self._rows:
            if row.path == self.player.path:
                row.show_position(milliseconds, total)

    def _say_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.show()
