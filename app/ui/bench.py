"""``python -m app.ui.bench --json``: how soon the window paints and whether it ever stalls."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from app.core.home import Home
from app.ui.first_paint import Program, measure_first_paint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.ui.scenario import Observed

READY_PATIENCE_MS = 60_000


@contextmanager
def borrowed_home(home: Home) -> Iterator[Home]:
    """Give a temporary home with the weights, converted networks and catalogs of ``home``.

    What is imported there goes away with it.
    """
    with TemporaryDirectory(prefix="triad-bench-") as folder:
        made = Home(Path(folder))
        made.catalogs.mkdir()
        made.cache.mkdir()
        for kept in ("weights", "cache/networks"):
            if (home.root / kept).is_dir():
                (made.root / kept).symlink_to((home.root / kept).resolve())
        for catalog in home.catalogs.iterdir() if home.catalogs.is_dir() else ():
            (made.catalogs / catalog.name).symlink_to(catalog.resolve())
        yield made


def observe(home: Home) -> Observed:
    """Play the scenario in the real window with the real engine.

    Parameters
    ----------
    home
        A state folder with weights and a ready catalog, from :func:`borrowed_home`.
    """
    from PySide6.QtCore import QTimer

    from app.ui.application import Program as Window
    from app.ui.application import make_application
    from app.ui.options import Options
    from app.ui.scenario import Scenario, wait_until

    seen: list[Observed] = []
    application = make_application()
    program = Window(application, Options(), home)

    def play() -> None:
        running = program.running
        try:
            wait_until(lambda: running is not None and running.services.watch.status is not None)
            scenario = Scenario(program, home, home.ensure(home.root / "media"))
            scenario.play()
            seen.append(scenario.observed)
        finally:
            application.quit()

    program.window.painted.connect(lambda: QTimer.singleShot(0, play))
    program.run()
    return seen[0]


def figures(first_paint: Mapping[Program, float], observed: Observed) -> dict[str, object]:
    """Return what is printed."""
    slider = sorted(observed.slider_ms)
    return {
        "first_paint_ms": {
            "bare": first_paint["bare"],
            "window": first_paint["window"],
            "ratio": first_paint["window"] / first_paint["bare"],
        },
        "longest_stall_ms": observed.stalls,
        "slider_to_shown_ms": {
            "p50": median(slider),
            "p95": slider[int(0.95 * (len(slider) - 1))],
        },
        "memory_mb": observed.memory_mb,
    }


def main(arguments: Sequence[str]) -> int:
    """Measure and print; returns the exit code."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with borrowed_home(Home.from_environment()) as home:
        first_paint = measure_first_paint(home.root)
        measured = figures(first_paint, observe(home))
    if "--json" in arguments:
        sys.stdout.write(json.dumps(measured) + "\n")
    else:
        sys.stdout.write(json.dumps(measured, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
