"""How long the command takes to say its version: a program of its own each time."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from app.core.errors import EngineError
from app.engine.bench import Figure

MUST_MS = 400.0
PATIENCE_SECONDS = 60


def measure_command(*, rounds: int) -> tuple[Figure, ...]:
    """Measure a start of ``triad --version`` and, in turn with it, of a bare interpreter.

    Parameters
    ----------
    rounds
        Starts of each.

    Returns
    -------
    tuple of Figure
        Empty in a bundle.

    Raises
    ------
    EngineError
        When the command could not be started.
    """
    if getattr(sys, "frozen", False):
        return ()  # a bundle has no interpreter to compare with
    bare, command = [], []
    for _ in range(rounds):
        bare.append(_milliseconds("-c", "pass"))
        command.append(_milliseconds("-m", "app", "--version"))
    median, worst = statistics.median(command), statistics.quantiles(command, n=20)[-1]
    ratio = median / statistics.median(bare)
    return (
        Figure("triad --version", "ms", median, worst, MUST_MS, median / MUST_MS),
        Figure("triad --version / bare interpreter", "x", ratio, ratio),
    )


def _milliseconds(*arguments: str) -> float:
    started = time.perf_counter()
    try:
        subprocess.run(  # noqa: S603
            [sys.executable, *arguments], capture_output=True, check=True, timeout=PATIENCE_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        why = f"cannot be started to be measured ({error}); try 'triad --version'"
        raise EngineError("triad", why) from error
    return 1000 * (time.perf_counter() - started)
