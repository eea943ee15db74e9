"""The loop of a child process: commands in, jobs through lanes, replies out.

A :class:`Lane` is one thread that runs jobs one after the other. Jobs in different lanes
run side by side, so a long import never keeps a query waiting. In a lane that is
``newest_only`` a newer job supersedes the older one, waiting or running.

Every request gets exactly one :class:`~app.engine.messages.Result` or
:class:`~app.engine.messages.Failure`, unless the process dies.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Protocol

from app.core.errors import Cancelled, InputError, TriadError
from app.core.progress import Cancellation, Progress
from app.engine.messages import (
    Cancel,
    Command,
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
    Shutdown,
)

_log = logging.getLogger(__name__)

SECONDS_TO_END = 2.0
"""How long running jobs may take to notice that the process is to end."""


class Channel:
    """What a running job may say before it is done.

    Parameters
    ----------
    number
        Number of the request that the job answers.
    send
        Sends one reply; safe to call from any thread.
    """

    def __init__(self, number: int, send: Callable[[Reply], None]) -> None:
        self._number = number
        self._send = send
        self.cancellation = Cancellation()

    def report(self, progress: Progress) -> None:
        """Send progress."""
        self._send(Report(self._number, progress))

    def partial(self, value: EarlyValue) -> None:
        """Send an early answer, unless nobody waits for it any more."""
        if not self.cancellation.requested:
            self._send(Partial(self._number, value))


Execute = Callable[[Job, Channel], Outcome]
"""Runs one job. Raises :class:`TriadError` for what a person should read."""


@dataclass
class Assignment:
    """One request on its way through a lane."""

    request: Request
    channel: Channel
    superseded: bool = field(default=False)

    def supersede(self) -> None:
        """Ask the job to stop because a newer one came."""
        self.superseded = True
        self.channel.cancellation.cancel()


class Lane:
    """One thread that runs jobs in order, and says in that order how they ended.

    Parameters
    ----------
    name
        Name of the thread.
    execute
        Runs one job.
    send
        Sends one reply; safe to call from any thread.
    newest_only
        Whether a newer job supersedes those before it.
    """

    def __init__(
        self, name: str, execute: Execute, send: Callable[[Reply], None], newest_only: bool = False
    ) -> None:
        self._execute = execute
        self._send = send
        self._newest_only = newest_only
        self._waiting: deque[Assignment] = deque()
        self._running: Assignment | None = None
        self._closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, request: Request) -> None:
        """Queue a job; supersede older ones when the lane wants only the newest."""
        assignment = Assignment(request, Channel(request.number, self._send))
        with self._changed:
            if self._newest_only:
                for older in (self._running, *self._waiting):
                    if older is not None:
                        older.supersede()
            self._waiting.append(assignment)
            self._changed.notify()

    def cancel(self, number: int) -> None:
        """Stop the job of that number, waiting or running; unknown numbers are ignored."""
        with self._changed:
            if self._running is not None and self._running.request.number == number:
                self._running.channel.cancellation.cancel()
            waiting = [one for one in self._waiting if one.request.number == number]
            for assignment in waiting:
                self._waiting.remove(assignment)
        for assignment in waiting:
            self._send(_ended(assignment.request.number, FailureKind.CANCELLED))

    def close(self) -> None:
        """Cancel everything and take no more jobs; returns at once."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            if self._running is not None:
                self._running.channel.cancellation.cancel()
            self._changed.notify()

    def join(self, seconds: float) -> None:
        """Wait at most ``seconds`` until the running job has ended."""
        self._thread.join(max(seconds, 0.0))

    def _run(self) -> None:
        while (assignment := self._next()) is not None:
            reply = None if assignment.superseded else _reply_to(assignment, self._execute)
            with self._changed:
                self._running = None
                if reply is None or assignment.superseded:  # maybe while the reply was made
                    reply = _ended(assignment.request.number, FailureKind.SUPERSEDED)
            self._send(reply)

    def _next(self) -> Assignment | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or bool(self._waiting))
            if self._closed:
                return None
            self._running = self._waiting.popleft()
            return self._running


def _reply_to(assignment: Assignment, execute: Execute) -> Reply:
    """Run the job and turn whatever happens into one reply."""
    number, job = assignment.request.number, assignment.request.job
    try:
        return Result(number, execute(job, assignment.channel))
    except Cancelled:
        return _ended(number, FailureKind.CANCELLED)
    except InputError as error:
        return Failure(number, FailureKind.INPUT, error.what, error.why)
    except TriadError as error:
        return Failure(number, FailureKind.FAULT, error.what, error.why)
    except MemoryError:
        why = "not enough memory; close other programs or use a smaller file"
        return Failure(number, FailureKind.FAULT, type(job).__name__, why)
    except Exception as error:
        _log.exception("%s failed", type(job).__name__)
        why = f"unexpected {type(error).__name__}: {error}"
        return Failure(number, FailureKind.FAULT, type(job).__name__, " ".join(why.split()))


def _ended(number: int, kind: FailureKind) -> Failure:
    return Failure(number, kind, "job", kind.value)


class JobHost(Protocol):
    """The lanes of one child and the choice between them."""

    @property
    def lanes(self) -> Sequence[Lane]:
        """All lanes, in the order in which they are closed."""

    def lane_of(self, job: Job) -> Lane:
        """Return the lane that runs ``job``."""


class Outbox:
    """The child's sending end of the pipe, safe to use from every lane.

    Replies to a parent that is gone are dropped: the reading loop sees the end of the
    pipe and stops the process.
    """

    def __init__(self, connection: Connection[Reply, Command]) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def send(self, reply: Reply) -> None:
        """Send one reply."""
        with self._lock, contextlib.suppress(OSError):
            self._connection.send(reply)


def serve_jobs(
    service: str,
    connection: Connection[Reply, Command],
    outbox: Outbox,
    build: Callable[[], JobHost],
) -> None:
    """Say hello, then hand commands to lanes until a ``Shutdown`` or the pipe's end.

    Ends the process without returning: libraries may keep threads that would hold up a normal exit.
    """
    outbox.send(Hello(service, os.getpid()))
    host = build()
    with contextlib.suppress(EOFError, OSError):
        while not isinstance(command := connection.recv(), Shutdown):
            _hand_over(command, host)
    deadline = time.monotonic() + SECONDS_TO_END
    for lane in host.lanes:
        lane.close()
    for lane in host.lanes:
        lane.join(deadline - time.monotonic())
    os._exit(0)


def _hand_over(command: Request | Cancel, host: JobHost) -> None:
    if isinstance(command, Request):
        host.lane_of(command.job).submit(command)
        return
    for lane in host.lanes:
        lane.cancel(command.number)
