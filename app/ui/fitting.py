"""Recommenders that learn from all personas, one at a time, whatever page is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.engine.messages import Failure, FitRecommender, Outcome
from app.ui.engine_client import EngineClient
from app.ui.long_job import LongJob
from app.ui.people.wording import recommender_name


class Fitting(QObject):
    """Let recommenders learn that a list was made without.

    What runs is never begun anew by another list; what was stopped or failed is left alone
    until :meth:`retry`.

    Parameters
    ----------
    engine
        Does the work.

    Signals
    -------
    progressed
        A :class:`Progress`, or ``None`` when it is over.
    fitted
        The :class:`FitRecommender` that is done.
    stopped
        The :class:`FitRecommender` that the person stopped.
    failed
        A :class:`Failure` that a person should read.
    """

    progressed = Signal(object)
    fitted = Signal(object)
    stopped = Signal(object)
    failed = Signal(object)

    def __init__(self, engine: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = LongJob(engine, self._when_lost, self)
        self._running: FitRecommender | None = None
        self._wanted: list[FitRecommender] = []
        self._refused: set[FitRecommender] = set()
        self._job.progressed.connect(self.progressed)
        self._job.succeeded.connect(self._take_result)
        self._job.failed.connect(self._take_failure)
        self._job.cancelled.connect(self._take_cancel)

    @property
    def running(self) -> FitRecommender | None:
        """What learns now."""
        return self._running

    def want(self, jobs: Sequence[FitRecommender]) -> None:
        """Let these learn, one after the other, and none that was wanted before and waits."""
        self._wanted = [job for job in jobs if job not in self._refused and job != self._running]
        self._go_on()

    def retry(self) -> None:
        """Forget what was stopped or failed."""
        self._refused.clear()

    def cancel(self) -> None:
        """Stop what learns; what it knew before stays."""
        self._job.cancel()

    def _go_on(self) -> None:
        if self._running is None and self._wanted:
            self._running = self._wanted.pop(0)
            self._job.start(self._running)

    def _end(self) -> FitRecommender | None:
        done, self._running = self._running, None
        self._go_on()
        return done

    def _take_result(self, _: Outcome) -> None:
        self.fitted.emit(self._end())

    def _take_cancel(self) -> None:
        self._refuse(self._running)
        self.stopped.emit(self._end())

    def _when_lost(self) -> tuple[str, str]:
        name = recommender_name(self._running.recommender) if self._running is not None else ""
        why = self.tr("the engine ended while it learnt; “New list” lets it begin again")
        return name, why

    def _take_failure(self, failure: Failure) -> None:
        self._refuse(self._running)
        self._end()
        self.failed.emit(failure)

    def _refuse(self, job: FitRecommender | None) -> None:
        if job is not None:
            self._refused.add(job)
