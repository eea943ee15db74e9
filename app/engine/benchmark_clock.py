"""How far the cells of a benchmark are, and how long they will take."""

from __future__ import annotations

import threading
import time

from app.core.progress import Progress, ReportProgress, Stage
from app.engine.worker import Tell
from app.evaluate.benchmark import BenchmarkCell


class BenchmarkClock:
    """Says how far all cells are, and how long they take by what took how long so far.

    Parameters
    ----------
    total, done
        How many cells there are, and are measured already.
    report
        Called by one thread at a time.
    """

    def __init__(self, total: int, done: int, report: ReportProgress) -> None:
        self._total, self._before, self._done, self._report = total, done, done, report
        self._started = time.monotonic()
        self._lock = threading.Lock()

    def hear(self, cell: BenchmarkCell) -> Tell:
        """Return what passes on how far a cell is."""
        title = f"{cell.kind.value}, seed {cell.seed}, {cell.task.value}"
        self._say(title)

        def say(progress: Progress) -> None:
            further = f" ({progress.done} of {progress.total})" if progress.total else ""
            self._say(title + further)

        return say

    def finish(self) -> None:
        """Count one more cell."""
        with self._lock:
            self._done += 1

    def _say(self, title: str) -> None:
        with self._lock:
            finished, left = self._done - self._before, self._total - self._done
            each = (time.monotonic() - self._started) / finished if finished else None
            seconds = None if each is None else each * left
            self._report(Progress(Stage.EVALUATE, self._done, self._total, title, seconds))
