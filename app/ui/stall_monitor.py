"""How long the window's event loop stalls."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

WATCH_MS = 5


class StallMonitor(QObject):
    """Measure how late a 5 ms timer fires: the longest stall of the event loop.

    Attributes
    ----------
    longest_ms
        Longest time between two turns of the loop beyond the timer's interval.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest_ms = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(WATCH_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin to watch."""
        self.longest_ms = 0.0
        self._clock.start()
        self._timer.start()

    def stop(self) -> float:
        """Stop watching; return the longest stall in milliseconds."""
        self._timer.stop()
        return self.longest_ms

    def _look(self) -> None:
        late = self._clock.nsecsElapsed() / 1e6 - WATCH_MS
        self._clock.restart()
        self.longest_ms = max(self.longest_ms, late)
