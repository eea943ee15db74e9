"""Playing sounds; the multimedia library is loaded, beside the event loop, at the first play."""

from __future__ import annotations

import importlib
import threading
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
    _loaded = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = ""
        self._player: QMediaPlayer | None = None
        self._output: QAudioOutput | None = None
        self._wanted = ""
        self._loading: threading.Thread | None = None
        self._loaded.connect(self._play_wanted)

    @property
    def path(self) -> str:
        """The sound that was played last."""
        return self._path

    def play(self, path: str) -> None:
        """Play a WAV file from where it was paused, or from its start."""
        self._wanted = path
        if self._player is not None:
            self._play_wanted(True)
        elif self._loading is None:
            self._loading = threading.Thread(target=self._load, name="multimedia", daemon=True)
            self._loading.start()

    def pause(self) -> None:
        """Pause; :meth:`play` goes on from here."""
        self._wanted = ""
        if self._player is not None:
            self._player.pause()

    def stop(self) -> None:
        """Stop and forget the sound."""
        self._path = self._wanted = ""
        if self._player is not None:
            self._player.stop()
            self._player.setSource(QUrl())

    def seek(self, milliseconds: int) -> None:
        """Go to a place in the sound."""
        if self._player is not None:
            self._player.setPosition(milliseconds)

    def _load(self) -> None:
        """Import the library in a thread: it takes too long for the event loop."""
        try:
            importlib.import_module("PySide6.QtMultimedia")
        except ImportError:
            self._loaded.emit(False)
        else:
            self._loaded.emit(True)

    def _play_wanted(self, loaded: bool) -> None:
        self._loading = None
        path = self._wanted
        if not path:
            return
        if not loaded:
            self.problem.emit(
                self.tr("Sound cannot be played: Qt Multimedia is not installed with this program.")
            )
            return
        player = self._opened()
        if player is None:
            return
        if path != self._path:
            self._path = path
            player.setSource(QUrl.fromLocalFile(path))
        player.play()

    def _opened(self) -> QMediaPlayer | None:
        from PySide6.QtMultimedia import QMediaDevices

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
