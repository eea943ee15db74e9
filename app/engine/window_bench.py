"""The window's figures: measured by a program of the window's room, started by its name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.errors import EngineError
from app.core.home import Home
from app.engine.bench import Figure

PROGRAM = "app.ui.bench"
PATIENCE_SECONDS = 180


@dataclass(frozen=True)
class _Limit:
    """What the design asks for, and what would be better still."""

    must: float
    hope: float


STALL, PAINT, MEMORY = _Limit(50, 16), _Limit(2.0, 1.3), _Limit(1500, 1000)


def measure_window(home: Home) -> tuple[Figure, ...]:
    """Measure first paint, stalls, slider and memory of the real window.

    Parameters
    ----------
    home
        The state folder, with weights and a catalog that is ready; nothing in it changes.

    Returns
    -------
    tuple of Figure
        Empty in a bundle.

    Raises
    ------
    EngineError
        When the window could not be measured.
    """
    if getattr(sys, "frozen", False):
        return ()  # a bundle has no interpreter that could run the program
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", PROGRAM, "--json"],
            env={**os.environ, "TRIAD_HOME": str(home.root)},
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE_SECONDS,
        )
        return figures_of(json.loads(done.stdout))
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        why = "gave no figures; is the catalog ready? try 'triad gui' first"
        raise EngineError("window", why) from error


def figures_of(measured: Mapping[str, Any]) -> tuple[Figure, ...]:
    """Turn what the program printed into figures."""
    paint, slider = measured["first_paint_ms"], measured["slider_to_shown_ms"]
    found = [
        Figure("first paint of a bare window", "ms", paint["bare"], paint["bare"]),
        Figure("first paint of the window", "ms", paint["window"], paint["window"]),
        _limited("first paint / bare", "x", paint["ratio"], PAINT),
        Figure("slider to painted rows", "ms", slider["p50"], slider["p95"]),
    ]
    for job, stall in measured["longest_stall_ms"].items():
        found.append(_limited(f"longest stall: {job}", "ms", stall, STALL))
    if measured["memory_mb"]:
        total = measured["memory_mb"]["pss"]
        found.append(_limited("memory of window and engine", "MB", total, MEMORY))
    return tuple(found)


def _limited(name: str, unit: str, value: float, limit: _Limit) -> Figure:
    return Figure(name, unit, value, value, limit.must, value / limit.must, limit.hope)
