"""Runs of the lab as the window knows them; training goes on whatever page is open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.lab import RunPlan, TrainingPoint
from app.core.progress import Progress
from app.engine.messages import (
    EarlyValue,
    Failure,
    ListRuns,
    Outcome,
    PromoteRun,
    RemoveRun,
    Runs,
    RunSummary,
    TrainRun,
)
from app.ui.engine_client import EngineClient, Handlers
from app.ui.long_job import LongJob


class Training(QObject):
    """Train one run at a time, and list, promote and remove runs.

    Parameters
    ----------
    engine
        Does the work.

    Signals
    -------
    began
        A run begins: its :class:`RunPlan`.
    advanced
        A :class:`TrainingPoint`: an epoch is over.
    progressed
        A :class:`Progress` of the run, or ``None`` when it is over.
    finished
        The :class:`RunSummary` of a run that came to its end.
    cancelled
        The run stopped because the person asked; it can be resumed.
    runs_changed
        The :class:`Runs` of the catalog.
    promoted
        Another run ranks the catalog now.
    failed
        A :class:`Failure` that a person should read.
    """

    began = Signal(object)
    advanced = Signal(object)
    progressed = Signal(object)
    finished = Signal(object)
    cancelled = Signal()
    runs_changed = Signal(object)
    promoted = Signal()
    failed = Signal(object)

    def __init__(self, engine: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._job = LongJob(engine, self._when_lost, self)
        self._asked = ""
        self._catalog = ""
        self._plan: RunPlan | None = None
        self._points: list[TrainingPoint] = []
        self._runs: Runs | None = None
        self._job.progressed.connect(self.progressed)
        self._job.succeeded.connect(self._take_summary)
        self._job.failed.connect(self._take_failure)
        self._job.cancelled.connect(self._take_cancel)

    @property
    def is_busy(self) -> bool:
        """Whether a run is being trained."""
        return self._job.is_busy

    @property
    def progress(self) -> Progress | None:
        """The last report of the run that is being trained."""
        return self._job.progress

    @property
    def plan(self) -> RunPlan | None:
        """The plan of the run that is being trained, or was last."""
        return self._plan

    @property
    def points(self) -> tuple[TrainingPoint, ...]:
        """The epochs of that run so far."""
        return tuple(self._points)

    @property
    def runs(self) -> Runs | None:
        """The runs that were listed last."""
        return self._runs

    def start(self, catalog: str, plan: RunPlan) -> bool:
        """Train by ``plan`` unless a run is being trained; return whether it began."""
        return self._begin(TrainRun(catalog, plan), ())

    def resume(self, catalog: str, run: RunSummary) -> bool:
        """Go on with a run that was interrupted."""
        return self._begin(TrainRun(catalog, run.plan, run.run_id), run.points)

    def cancel(self) -> None:
        """Stop at the next step; the run can be resumed."""
        self._job.cancel()

    def refresh(self, catalog: str) -> None:
        """List the runs of ``catalog``."""
        self._asked = catalog
        self._engine.submit(ListRuns(catalog), Handlers(self._take_runs, self.failed.emit))

    def promote(self, catalog: str, run_id: str) -> None:
        """Let a finished run rank the catalog."""
        handlers = Handlers(self._take_promoted, self.failed.emit)
        self._engine.submit(PromoteRun(catalog, run_id), handlers)

    def remove(self, catalog: str, run_id: str) -> None:
        """Delete a run."""
        handlers = Handlers(self._take_runs, self.failed.emit)
        self._engine.submit(RemoveRun(catalog, run_id), handlers)

    def _begin(self, job: TrainRun, points: tuple[TrainingPoint, ...]) -> bool:
        if not self._job.start(job, self._take_point):
            return False
        self._catalog, self._plan, self._points = job.catalog, job.plan, list(points)
        self.began.emit(job.plan)
        return True

    def _take_point(self, value: EarlyValue) -> None:
        if not isinstance(value, TrainingPoint):
            return
        self._points = [*(point for point in self._points if point.epoch < value.epoch), value]
        self.advanced.emit(value)
        if len(self._points) == 1:
            self.refresh(self._catalog)

    def _take_summary(self, outcome: Outcome) -> None:
        if isinstance(outcome, RunSummary):
            self._points = list(outcome.points)
            self.finished.emit(outcome)
        self.refresh(self._catalog)

    def _when_lost(self) -> tuple[str, str]:
        why = self.tr("the engine ended during the run; resume it in the table of runs")
        return self.tr("Training"), why

    def _take_failure(self, failure: Failure) -> None:
        self.failed.emit(failure)
        self.refresh(self._catalog)

    def _take_cancel(self) -> None:
        self.cancelled.emit()
        self.refresh(self._catalog)

    def _take_runs(self, outcome: Outcome) -> None:
        """Show the runs, unless another catalog was asked for meanwhile."""
        if isinstance(outcome, Runs) and outcome.catalog == self._asked:
            self._runs = outcome
            self.runs_changed.emit(outcome)

    def _take_promoted(self, outcome: Outcome) -> None:
        self._take_runs(outcome)
        self.promoted.emit()
