"""Lists without a query, with one request in flight at most."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.engine.messages import Failure, FailureKind, Outcome, PersonalList, RecommendForYou
from app.ui.engine_client import EngineClient, Handlers


class Suggesting(QObject):
    """Ask what a persona may like; the latest wins.

    Parameters
    ----------
    engine
        Does the work.

    Signals
    -------
    listed
        The job that asked, and its :class:`PersonalList`.
    busy_changed
        Whether a list is awaited.
    refused
        A :class:`Failure` that a person should read.
    """

    listed = Signal(object, object)
    busy_changed = Signal(bool)
    refused = Signal(object)

    def __init__(self, engine: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._number = 0

    @property
    def is_busy(self) -> bool:
        """Whether a list is awaited."""
        return self._number != 0

    def ask(self, job: RecommendForYou) -> None:
        """Ask for a list; one that was asked for before is not waited for any more."""
        self._engine.forget(self._number)

        def take(outcome: Outcome) -> None:
            self._end()
            if isinstance(outcome, PersonalList):
                self.listed.emit(job, outcome)

        self._number = self._engine.submit(job, Handlers(take, self._refuse))
        self.busy_changed.emit(True)

    def deliver(self, job: RecommendForYou, found: PersonalList) -> None:
        """Tell a list that came with what was learnt; none that was asked for before counts."""
        self.withdraw()
        self.listed.emit(job, found)

    def withdraw(self) -> None:
        """Wait for nothing any more."""
        if self.is_busy:
            self._engine.forget(self._number)
            self._end()

    def _refuse(self, failure: Failure) -> None:
        self._end()
        if failure.kind is not FailureKind.CANCELLED:
            self.refused.emit(failure)

    def _end(self) -> None:
        self._number = 0
        self.busy_changed.emit(False)
