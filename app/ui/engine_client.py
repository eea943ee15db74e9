"""What the window asks its children for, and how the replies find their way back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.progress import Progress
from app.engine.messages import (
    Cancel,
    EarlyValue,
    Failure,
    FailureKind,
    Hello,
    Job,
    Outcome,
    Partial,
    Reply,
    Report,
    Request,
    Result,
)
from app.ui.service_client import ServiceClient, StartService

MOST_RESTARTS = 5
"""Restarts in a row after which a person has to ask for the next."""

LIVES = 2
"""Deaths of the child after which one request is given up."""

STEADY_SECONDS = 60.0
"""A child that lived as long as this starts the count of restarts anew."""


def _ignore(_: object) -> None:
    """Let a reply that nobody waits for pass."""


@dataclass(frozen=True)
class Handlers:
    """What to call, in the window's thread, as replies to one request come in."""

    result: Callable[[Outcome], None] = _ignore
    failure: Callable[[Failure], None] = _ignore
    partial: Callable[[EarlyValue], None] = _ignore
    progress: Callable[[Progress], None] = _ignore


@dataclass
class Pending:
    """A request that has no result yet."""

    request: Request
    handlers: Handlers
    lives: int


class EngineClient(QObject):
    """Ask a child process for jobs; outlive its crashes.

    A child that dies is started again with growing pauses, and what was in flight is sent
    again; a request that the child died of twice fails instead.

    Parameters
    ----------
    start
        Starts the child.

    Signals
    -------
    ready
        The child is up: its first hello, or one after a restart.
    engine_lost
        The child died; the text says how. A restart follows by itself.
    gave_up
        The child died too often; :meth:`restart` tries again.
    """

    ready = Signal()
    engine_lost = Signal(str)
    gave_up = Signal()

    def __init__(
        self,
        start: StartService,
        parent: QObject | None = None,
        first_pause_ms: int = 250,
    ) -> None:
        super().__init__(parent)
        self._start_service = start
        self._first_pause_ms = first_pause_ms
        self._service: ServiceClient | None = None
        self._pending: dict[int, Pending] = {}
        self._number = 0
        self._restarts = 0
        self._born = 0.0
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.start)

    @property
    def pid(self) -> int | None:
        """The child's process number, or ``None`` while there is no child."""
        return self._service.pid if self._service is not None else None

    @property
    def is_running(self) -> bool:
        """Whether a child was started and has not died."""
        return self._service is not None

    def start(self) -> None:
        """Start the child unless it runs; returns at once."""
        if self._service is not None:
            return
        service = ServiceClient(self._start_service, self)
        service.received.connect(self._receive)
        service.ended.connect(self._lose)
        self._service = service
        self._born = time.monotonic()
        for pending in self._pending.values():
            service.send(pending.request)
        service.start()

    def restart(self) -> None:
        """Try again after the client gave up."""
        self._restarts = 0
        self._pause.stop()
        self.start()

    def submit(self, job: Job, handlers: Handlers, lives: int = LIVES) -> int:
        """Send ``job``; returns the number that :meth:`cancel` and :meth:`forget` take.

        It fails after ``lives`` deaths of the child and is sent again after fewer.
        """
        self._number += 1
        request = Request(self._number, job)
        self._pending[self._number] = Pending(request, handlers, lives)
        if self._service is not None:
            self._service.send(request)
        return self._number

    def cancel(self, number: int) -> None:
        """Ask the child to stop a job; its failure or result still comes."""
        if number in self._pending and self._service is not None:
            self._service.send(Cancel(number))

    def forget(self, number: int) -> None:
        """Drop whatever comes for a job that was superseded."""
        self._pending.pop(number, None)

    def stop(self) -> None:
        """End the child; no process and no thread stays."""
        self._pause.stop()
        self._pending.clear()
        service, self._service = self._service, None
        if service is not None:
            service.ended.disconnect(self._lose)
            service.received.disconnect(self._receive)
            service.stop()
            service.deleteLater()

    def _receive(self, reply: Reply) -> None:
        if isinstance(reply, Hello):
            self.ready.emit()
            return
        pending = self._pending.get(reply.number)
        if pending is None:
            return
        if isinstance(reply, Report):
            pending.handlers.progress(reply.progress)
        elif isinstance(reply, Partial):
            pending.handlers.partial(reply.value)
        else:
            self._conclude(pending, reply)

    def _conclude(self, pending: Pending, reply: Result | Failure) -> None:
        del self._pending[reply.number]
        if isinstance(reply, Result):
            pending.handlers.result(reply.value)
        else:
            pending.handlers.failure(reply)

    def _lose(self, why: str) -> None:
        service, self._service = self._service, None
        if service is not None:
            service.deleteLater()
        if time.monotonic() - self._born > STEADY_SECONDS:
            self._restarts = 0
        self._give_up_the_deadly()
        self._restarts += 1
        if self._restarts > MOST_RESTARTS:
            self.gave_up.emit()
            return
        self.engine_lost.emit(why)
        self._pause.start(self._first_pause_ms * 2 ** (self._restarts - 1))

    def _give_up_the_deadly(self) -> None:
        for number, pending in list(self._pending.items()):
            pending.lives -= 1
            if pending.lives <= 0:
                del self._pending[number]
                why = self.tr("the engine ended while working on it; try a smaller file")
                name = type(pending.request.job).__name__
                pending.handlers.failure(Failure(number, FailureKind.FAULT, name, why))
