"""How soon the window paints, and how long its event loop stalls.

``python -m app.ui.bench bare|window START`` is the measured program: it ends as soon as
its window was painted and prints the milliseconds since START (seconds since the epoch).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from tempfile import TemporaryDirectory
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

Program = Literal["bare", "window"]

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


def measure_first_paint(runs: int = 5) -> dict[Program, float]:
    """Return the median milliseconds from start to the first painted window.

    The programs run in turn, so that both meet the same machine. A first run of each
    compiles the modules, as an installation does, and does not count.
    """
    programs: tuple[Program, ...] = ("bare", "window")
    with TemporaryDirectory(prefix="triad-bytecode-") as bytecode:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        times = [
            {program: _first_paint(program, environment) for program in programs}
            for _ in range(runs + 1)
        ]
    return {program: median(turn[program] for turn in times[1:]) for program in programs}


def _first_paint(program: Program, environment: dict[str, str]) -> float:
    command = [sys.executable, "-m", "app.ui.bench", program, str(time.time())]
    done = subprocess.run(  # noqa: S603
        command, check=True, capture_output=True, text=True, env=environment
    )
    return float(done.stdout)


class _BareWindow(QMainWindow):
    """A window with nothing in it."""

    def __init__(self, painted: Callable[[], None]) -> None:
        super().__init__()
        self._painted = painted
        self.resize(1440, 900)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say that it was painted."""
        super().paintEvent(event)
        QTimer.singleShot(0, self._painted)


def _run_bare(painted: Callable[[], None]) -> None:
    application = QApplication([])
    window = _BareWindow(painted)
    window.show()
    application.exec()


def _run_window(painted: Callable[[], None]) -> None:
    from app.core.home import Home
    from app.ui.application import Program, make_application
    from app.ui.options import Options

    program = Program(make_application(), Options(), Home.from_environment())
    program.window.painted.connect(painted)
    program.run()


def _main(program: str, start: float) -> None:
    def painted() -> None:
        sys.stdout.write(f"{(time.time() - start) * 1000:.1f}\n")
        sys.stdout.flush()
        os._exit(0)  # what starts after the first paint is not measured

    (_run_bare if program == "bare" else _run_window)(painted)


if __name__ == "__main__":
    _main(sys.argv[1], float(sys.argv[2]))
