"""The long job of the window: making a catalog ready, or fetching weights."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.engine.messages import (
    AddWeights,
    EngineStatus,
    Failure,
    FailureKind,
    FetchWeights,
    ImportReport,
    Outcome,
    PrepareCatalog,
    VerifyWeights,
)
from app.ui.engine_client import EngineClient, Handlers


class Preparing(QObject):
    """Run one long job at a time; it goes on whatever page is open.

    Signals
    -------
    progressed
        A :class:`Progress` of the job, or ``None`` when it is over.
    imported
        The :class:`ImportReport` of a catalog that is ready.
    status_changed
        A new :class:`EngineStatus`, after weights came.
    failed
        A :class:`Failure` that a person should read.
    cancelled
        The job stopped because the person asked; what was finished is kept.
    """

    progressed = Signal(object)
    imported = Signal(object)
    status_changed = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, engine: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._number = 0

    @property
    def is_busy(self) -> bool:
        """Whether a job runs."""
        return self._number != 0

    def start(self, job: PrepareCatalog | FetchWeights | AddWeights | VerifyWeights) -> bool:
        """Start ``job`` unless another one runs; return whether it was started."""
        if self.is_busy:
            return False
        handlers = Handlers(self._take_result, self._take_failure, progress=self.progressed.emit)
        self._number = self._engine.submit(job, handlers)
        return True

    def cancel(self) -> None:
        """Stop at the next step; what was finished is kept."""
        if self.is_busy:
            self._engine.cancel(self._number)

    def _take_result(self, outcome: Outcome) -> None:
        self._end()
        if isinstance(outcome, ImportReport):
            self.imported.emit(outcome)
        elif isinstance(outcome, EngineStatus):
            self.status_changed.emit(outcome)

    def _take_failure(self, failure: Failure) -> None:
        self._end()
        if failure.kind is FailureKind.CANCELLED:
            self.cancelled.emit()
        else:
            self.failed.emit(failure)

    def _end(self) -> None:
        self._number = 0
        self.progressed.emit(None)
