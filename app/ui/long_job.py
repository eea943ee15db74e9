"""One long job at a time that a person can watch and stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.core.progress import Progress
from app.engine.messages import EarlyValue, Failure, FailureKind, Job, Outcome
from app.ui.engine_client import EngineClient, Handlers

WhenLost = Callable[[], tuple[str, str]]
"""Says, where the engine died of a job, what was at work and what to do, for people."""


def _ignore(_: EarlyValue) -> None:
    """Pass over what comes early: most jobs say nothing before their end."""


class LongJob(QObject):
    """Run one job at a time; it goes on whatever page is open.

    Parameters
    ----------
    engine
        Does the work.
    when_lost
        The words of the failure where the engine died of a job.

    Signals
    -------
    progressed
        A :class:`Progress` of the job, or ``None`` when it is over.
    succeeded
        The job's :class:`Outcome`.
    failed
        A :class:`Failure` that a person should read.
    cancelled
        The job stopped because the person asked.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(
        self, engine: EngineClient, when_lost: WhenLost, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._when_lost = when_lost
        self._name = ""
        self._number = 0
        self._progress: Progress | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a job runs."""
        return self._number != 0

    @property
    def progress(self) -> Progress | None:
        """The last report of the job that runs."""
        return self._progress

    def start(self, job: Job, partial: Callable[[EarlyValue], None] = _ignore) -> bool:
        """Start ``job`` unless another one runs; return whether it was started.

        An engine that dies of it does not begin it anew: what was finished is on disk,
        and the person decides.
        """
        if self.is_busy:
            return False
        handlers = Handlers(self._take_result, self._take_failure, partial, self._take_progress)
        self._name = type(job).__name__
        self._number = self._engine.submit(job, handlers, lives=1)
        return True

    def cancel(self) -> None:
        """Stop at the next step; what was finished is kept."""
        if self.is_busy:
            self._engine.cancel(self._number)

    def _take_progress(self, progress: Progress) -> None:
        self._progress = progress
        self.progressed.emit(progress)

    def _take_result(self, outcome: Outcome) -> None:
        self._end()
        self.succeeded.emit(outcome)

    def _take_failure(self, failure: Failure) -> None:
        self._end()
        if failure.kind is FailureKind.CANCELLED:
            self.cancelled.emit()
        else:
            self.failed.emit(self._in_words(failure))

    def _in_words(self, failure: Failure) -> Failure:
        """Return a failure for people: one of a dead engine names the job's class."""
        if failure.kind is not FailureKind.FAULT or failure.what != self._name:
            return failure
        what, why = self._when_lost()
        return replace(failure, what=what, why=why)

    def _end(self) -> None:
        self._number = 0
        self._progress = None
        self.progressed.emit(None)
