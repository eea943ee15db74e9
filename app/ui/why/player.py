"""Playing the sounds of an item; the multimedia library is loaded when one is first played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer


class SoundPlayer(QObject):
    """One sound at a time.

    Signals
    -------
    playing_changed
        Path of the sound that plays now, or an empty string.
    position_changed
        Milliseconds played and milliseconds in all.
    problem
        One sentence for the person: why nothing is heard, and what to do.
    """

    playing_changed = Signal(str)
    position_changed = Signal(int, int)
    problem = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = ""
        self._player: QMediaPlayer | None = None
        self._output: QAudioOutput | None = None

    @property
    def path(self) -> str:
        """The sound that was played last."""
        return self._path

    def play(self, path: str) -> None:
        """Play a WAV file from where it was paused, or from its start."""
        player = self._opened()
        if player is None:
            return
        if path != self._path:
            self._path = path
            player.setSource(QUrl.fromLocalFile(path))
        player.play()

    def pause(self) -> None:
        """Pause; :meth:`play` goes on from here."""
        if self._player is not None:
            self._player.pause()

    def stop(self) -> None:
        """Stop and forget the sound."""
        self._path = ""
        if self._player is not None:
            self._player.stop()
            self._player.setSource(QUrl())

    def seek(self, milliseconds: int) -> None:
        """Go to a place in the sound."""
        if self._player is not None:
            self._player.setPosition(milliseconds)

    def _opened(self) -> QMediaPlayer | None:
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:
            self.problem.emit(
                self.tr("Sound cannot be played: Qt Multimedia is not installed with this program.")
            )
            return None
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self.problem.emit(
                self.tr("No sound output was found. Connect loudspeakers or headphones, then play.")
            )
            return None
        if self._player is None:
            self._player = self._made_player()
        if self._output is not None and self._output.device() != device:
            self._output.setDevice(device)
        return self._player

    def _made_player(self) -> QMediaPlayer:
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

        player = QMediaPlayer(self)
        self._output = QAudioOutput(player)
        player.setAudioOutput(self._output)
        player.playbackStateChanged.connect(self._tell_playing)
        player.positionChanged.connect(self._tell_position)
        player.errorOccurred.connect(self._tell_error)
        return player

    def _tell_playing(self) -> None:
        player = self._player
        playing = player is not None and player.isPlaying()
        self.playing_changed.emit(self._path if playing else "")

    def _tell_position(self, milliseconds: int) -> None:
        if self._player is not None:
            self.position_changed.emit(milliseconds, self._player.duration())

    def _tell_error(self) -> None:
        reason = self._player.errorString() if self._player is not None else ""
        self.problem.emit(self.tr("This sound cannot be played: %1").replace("%1", reason))
