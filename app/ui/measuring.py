"""Evaluations as the window knows them; measuring goes on whatever page is open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.progress import Progress
from app.engine.messages import (
    Evaluation,
    EvaluationKind,
    Evaluations,
    ExportEvaluation,
    GetEvaluations,
    Outcome,
    RunEvaluation,
    Written,
)
from app.ui.engine_client import EngineClient, Handlers
from app.ui.long_job import LongJob


class Measuring(QObject):
    """Measure one evaluation at a time, show and export what was measured.

    Parameters
    ----------
    engine
        Does the work.

    Signals
    -------
    began
        Something is measured now: its :class:`EvaluationKind`.
    progressed
        A :class:`Progress`, or ``None`` when it is over.
    measured
        The new :class:`Evaluation`.
    evaluations_changed
        All :class:`Evaluations` of the catalog.
    written
        Path of the file that was exported.
    cancelled
        It stopped because the person asked.
    failed
        A :class:`Failure` that a person should read.
    """

    began = Signal(object)
    progressed = Signal(object)
    measured = Signal(object)
    evaluations_changed = Signal(object)
    written = Signal(str)
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self, engine: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._job = LongJob(engine, self._when_lost, self)
        self._asked = ""
        self._catalog = ""
        self._kind: EvaluationKind | None = None
        self._evaluations: Evaluations | None = None
        self._job.progressed.connect(self.progressed)
        self._job.succeeded.connect(self._take_evaluation)
        self._job.failed.connect(self.failed)
        self._job.cancelled.connect(self.cancelled)

    @property
    def is_busy(self) -> bool:
        """Whether something is being measured."""
        return self._job.is_busy

    @property
    def kind(self) -> EvaluationKind | None:
        """What is being measured, or was last."""
        return self._kind

    @property
    def progress(self) -> Progress | None:
        """The last report of what is being measured."""
        return self._job.progress

    @property
    def evaluations(self) -> Evaluations | None:
        """What was measured before."""
        return self._evaluations

    def refresh(self, catalog: str) -> None:
        """Ask for what was measured of ``catalog``."""
        self._asked = catalog
        handlers = Handlers(self._take_evaluations, self.failed.emit)
        self._engine.submit(GetEvaluations(catalog), handlers)

    def start(self, catalog: str, kind: EvaluationKind) -> bool:
        """Measure anew, unless something is being measured; return whether it began."""
        if not self._job.start(RunEvaluation(catalog, kind)):
            return False
        self._catalog, self._kind = catalog, kind
        self.began.emit(kind)
        return True

    def cancel(self) -> None:
        """Stop at the next step; what was measured before stays."""
        self._job.cancel()

    def export(self, catalog: str, kind: EvaluationKind, path: str) -> None:
        """Write an evaluation as HTML or CSV, by the end of ``path``."""
        handlers = Handlers(self._take_written, self.failed.emit)
        self._engine.submit(ExportEvaluation(catalog, kind, path), handlers)

    def _take_evaluation(self, outcome: Outcome) -> None:
        if isinstance(outcome, Evaluation):
            self.measured.emit(outcome)
        self.refresh(self._catalog)

    def _when_lost(self) -> tuple[str, str]:
        return self.tr("Evaluation"), self.tr("the engine ended while it measured; measure again")

    def _take_evaluations(self, outcome: Outcome) -> None:
        """Show what was measured, unless another catalog was asked for meanwhile."""
        if isinstance(outcome, Evaluations) and outcome.catalog == self._asked:
            self._evaluations = outcome
            self.evaluations_changed.emit(outcome)

    def _take_written(self, outcome: Outcome) -> None:
        if isinstance(outcome, Written):
            self.written.emit(outcome.path)
