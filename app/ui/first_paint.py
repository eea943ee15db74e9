"""How soon the window paints, beside a window with nothing in it.

``python -m app.ui.first_paint bare|window START`` is the measured program: it ends as soon
as its window was painted and prints the milliseconds since START (seconds since the epoch).
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Literal

Program = Literal["bare", "window"]
PROGRAMS: tuple[Program, ...] = ("bare", "window")


def measure_first_paint(home: Path, runs: int = 5) -> dict[Program, float]:
    """Return the median milliseconds from start to the first painted window.

    The programs run in turn, so that both meet the same machine. A first run of each
    compiles the modules, as an installation does, and does not count.

    Parameters
    ----------
    home
        The state folder of the window.
    runs
        Runs of each that count.
    """
    with TemporaryDirectory(prefix="triad-bytecode-") as bytecode:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode, "TRIAD_HOME": str(home)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        times = [
            {program: _first_paint(program, environment) for program in PROGRAMS}
            for _ in range(runs + 1)
        ]
    return {program: median(turn[program] for turn in times[1:]) for program in PROGRAMS}


def _first_paint(program: Program, environment: dict[str, str]) -> float:
    command = [sys.executable, "-m", "app.ui.first_paint", program, str(time.time())]
    done = subprocess.run(  # noqa: S603
        command, check=True, capture_output=True, text=True, env=environment
    )
    return float(done.stdout)


def _run_bare(painted: Callable[[], None]) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class BareWindow(QMainWindow):
        """A window with nothing in it."""

        def paintEvent(self, event: QPaintEvent) -> None:
            """Say that it was painted."""
            super().paintEvent(event)
            QTimer.singleShot(0, painted)

    application = QApplication([])
    window = BareWindow()
    window.resize(1440, 900)
    window.show()
    application.exec()


def _run_window(painted: Callable[[], None]) -> None:
    """Do what ``app.__main__`` does for the window, and listen for the first paint."""
    from app.core.home import Home
    from app.ui.application import Program, make_application
    from app.ui.options import Options

    importlib.import_module("app.__main__")  # by name: the window's room does not depend on it
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
