"""Progress on standard error: a live bar in a terminal, now and then a line in a log."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from app.cli.output import note, printable
from app.core.progress import Cancellation, Progress, ReportProgress, Stage

if TYPE_CHECKING:
    from rich.progress import Progress as LiveProgress
    from rich.progress import TaskID

SECONDS_BETWEEN_LINES = 10.0

WORDS = {
    Stage.LOAD: "Loading models",
    Stage.FETCH: "Fetching weights",
    Stage.VERIFY: "Verifying",
    Stage.IMPORT: "Importing",
    Stage.ENCODE: "Encoding",
    Stage.TRAIN: "Training",
    Stage.INDEX: "Indexing",
    Stage.TRANSCRIBE: "Listening",
    Stage.EVALUATE: "Evaluating",
    Stage.RECORD: "Recording",
    Stage.LABEL: "Labelling",
}


@contextmanager
def shown_progress() -> Iterator[ReportProgress]:
    """Yield a function that shows progress on standard error until the block ends."""
    if not sys.stderr.isatty():
        yield PeriodicLines(note)
        return
    live = _live_progress()
    with live:
        yield LiveBars(live)


@contextmanager
def interruptible() -> Iterator[Cancellation]:
    """Yield a cancellation that the first Ctrl-C raises; the second ends at once."""
    cancellation = Cancellation()

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if cancellation.requested:
            raise KeyboardInterrupt
        cancellation.cancel()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield cancellation
    finally:
        signal.signal(signal.SIGINT, before)


class PeriodicLines:
    """A line when a stage begins, and then one every few seconds.

    Parameters
    ----------
    write
        Writes one line.
    clock
        Seconds from any start.
    """

    def __init__(
        self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._write = write
        self._clock = clock
        self._stage: Stage | None = None
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        """Show ``progress`` if it is time to."""
        now = self._clock()
        finished = progress.total > 0 and progress.done >= progress.total
        if progress.stage is self._stage and not finished:
            if now - self._last < SECONDS_BETWEEN_LINES:
                return
        elif progress.stage is self._stage and now - self._last < 1.0:
            return
        self._stage, self._last = progress.stage, now
        self._write(in_words(progress))


def in_words(progress: Progress) -> str:
    """Return one line about ``progress``, for example ``Encoding 64/1033, 20 s left``."""
    text = WORDS[progress.stage]
    if progress.total:
        text += f" {progress.done}/{progress.total}"
    if progress.seconds_left is not None:
        text += f", {progress.seconds_left:.0f} s left"
    return f"{text} {printable(progress.detail)}".rstrip()


class LiveBars:
    """One live bar for each stage.

    Parameters
    ----------
    live
        The display that holds the bars.
    """

    def __init__(self, live: LiveProgress) -> None:
        self._live = live
        self._bars: dict[Stage, TaskID] = {}

    def __call__(self, progress: Progress) -> None:
        """Show ``progress``."""
        total = progress.total or None
        if progress.stage not in self._bars:
            bar = self._live.add_task(WORDS[progress.stage], total=total, left="", detail="")
            self._bars[progress.stage] = bar
        left = progress.seconds_left
        self._live.update(
            self._bars[progress.stage],
            total=total,
            completed=progress.done,
            left="" if left is None else f"{left:.0f} s left",
            detail=printable(progress.detail)[-40:],
        )


def _live_progress() -> LiveProgress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
    from rich.progress import Progress as Live

    return Live(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}", markup=False),
        TextColumn("{task.fields[detail]}", style="dim", markup=False),
        console=Console(stderr=True),
    )
