"""Progress of a long job, and the means to cancel it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from app.core.errors import Cancelled


class Stage(str, Enum):
    """What a long job is doing now; the window shows it in the person's language."""

    LOAD = "load"
    FETCH = "fetch"
    VERIFY = "verify"
    IMPORT = "import"
    ENCODE = "encode"
    TRAIN = "train"
    INDEX = "index"
    TRANSCRIBE = "transcribe"
    EVALUATE = "evaluate"
    RECORD = "record"
    LABEL = "label"


@dataclass(frozen=True)
class Progress:
    """One report of a long job.

    Attributes
    ----------
    stage
        What is being done.
    done, total
        Units finished and units in all; ``total`` is 0 while it is not known.
    detail
        The file or epoch at hand, for people; may be empty.
    seconds_left
        Estimate of the time left, in seconds; ``None`` while it is not known.
    """

    stage: Stage
    done: int = 0
    total: int = 0
    detail: str = ""
    seconds_left: float | None = None


ReportProgress = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """Report to nobody."""


def piece_of(report: ReportProgress, place: int, count: int) -> ReportProgress:
    """Return who hears of one piece of a job and reports how far the whole job is.

    Parameters
    ----------
    report
        Told of the whole job.
    place, count
        Which piece, from 0, and of how many that are taken to be equally long.
    """

    def of_piece(progress: Progress) -> None:
        size = max(progress.total, 1)
        done = place * size + min(progress.done, size)
        # How long a piece takes says little of the others.
        report(replace(progress, done=done, total=count * size, seconds_left=None))

    return of_piece


class Cancellation:
    """A flag that a person raises and a job looks at between its steps."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._wake_ups: list[Callable[[], None]] = []

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._event.set()
        for wake_up in tuple(self._wake_ups):
            wake_up()

    def when_cancelled(self, wake_up: Callable[[], None]) -> None:
        """Call ``wake_up`` on cancel, or at once when that was before; it may come twice.

        For jobs that wait for something else than their own steps. It runs in the
        thread that cancels, so it must be short, such as ``threading.Event.set``.
        """
        self._wake_ups.append(wake_up)
        if self._event.is_set():
            wake_up()

    @property
    def requested(self) -> bool:
        """Whether someone asked to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise if someone asked to stop.

        Raises
        ------
        Cancelled
            When :meth:`cancel` was called.
        """
        if self._event.is_set():
            raise Cancelled
