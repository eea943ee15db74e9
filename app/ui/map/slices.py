"""Work in slices between events, so that the window never stalls."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

SLICE_MS = 6
"""How long a slice lasts, in milliseconds; a frame at 60 Hz has 16."""


class Slices(QObject):
    """Run a generator a few milliseconds at a time.

    Signals
    -------
    finished
        The generator came to its end; not when it was stopped.
    """

    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Iterator[None] | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._run_slice)

    @property
    def is_busy(self) -> bool:
        """Whether there is work left."""
        return self._work is not None

    def start(self, work: Iterator[None]) -> None:
        """Begin with ``work`` and forget what was begun before."""
        self._work = work
        self._soon.start()

    def stop(self) -> None:
        """Forget the work."""
        self._work = None
        self._soon.stop()

    def _run_slice(self) -> None:
        elapsed = QElapsedTimer()
        elapsed.start()
        while self._work is not None and elapsed.elapsed() < SLICE_MS:
            if next(self._work, self) is self:
                self._work = None
                self.finished.emit()
                return
        if self._work is not None:
            self._soon.start()
