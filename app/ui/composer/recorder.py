"""Recording as the window sees it: devices, level, the finished file."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.engine.messages import (
    EarlyValue,
    Failure,
    Level,
    ListMicrophones,
    Microphones,
    Outcome,
    Record,
    Recording,
)
from app.ui.engine_client import EngineClient, Handlers


class Recorder(QObject):
    """Ask the microphone's process for devices and recordings.

    The process is started at the first use, not with the window.

    Signals
    -------
    microphones_changed
        :class:`Microphones` as they are now.
    recording_changed
        Whether the microphone is open.
    level_changed
        A :class:`Level`, several times a second.
    recorded
        A finished :class:`Recording`, however it ended.
    failed
        A :class:`Failure`: nothing was recorded.
    """

    microphones_changed = Signal(object)
    recording_changed = Signal(bool)
    level_changed = Signal(object)
    recorded = Signal(object)
    failed = Signal(object)

    def __init__(self, microphone: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._microphone = microphone
        self._number = 0

    @property
    def is_recording(self) -> bool:
        """Whether the microphone is open."""
        return self._number != 0

    def look_for_microphones(self) -> None:
        """Ask which devices there are."""
        self._microphone.start()
        self._microphone.submit(
            ListMicrophones(), Handlers(self._take_microphones, self.failed.emit), lives=1
        )

    def record(self, device: str, stop_on_silence: bool) -> None:
        """Open the microphone; an empty ``device`` means the system's default."""
        if self.is_recording:
            return
        self._microphone.restart()
        handlers = Handlers(self._take_recording, self._take_failure, self._take_level)
        job = Record(device=device, stop_on_silence=stop_on_silence)
        self._number = self._microphone.submit(job, handlers, lives=1)
        self.recording_changed.emit(True)

    def stop(self) -> None:
        """Close the microphone; what was recorded is kept."""
        if self.is_recording:
            self._microphone.cancel(self._number)

    def _take_microphones(self, outcome: Outcome) -> None:
        if isinstance(outcome, Microphones):
            self.microphones_changed.emit(outcome)

    def _take_level(self, value: EarlyValue) -> None:
        if isinstance(value, Level):
            self.level_changed.emit(value)

    def _take_recording(self, outcome: Outcome) -> None:
        self._close()
        if isinstance(outcome, Recording):
            self.recorded.emit(outcome)

    def _take_failure(self, failure: Failure) -> None:
        self._close()
        self.failed.emit(failure)

    def _close(self) -> None:
        self._number = 0
        self.recording_changed.emit(False)
