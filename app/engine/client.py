"""Ask a child service and wait for its answer: for programs that have no event loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from typing_extensions import Self

from app.core.errors import EngineError, InputError
from app.engine.messages import (
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
from app.engine.process import ServiceName, start_service

O = TypeVar("O", bound=Outcome)  # noqa: E741


def ignore_reply(_: Partial | Report) -> None:
    """Take note of nothing."""


class ServiceClient:
    """One child service, asked one job at a time.

    Parameters
    ----------
    name
        Which service.
    home
        Root of the state folder.
    """

    def __init__(self, name: ServiceName, home: Path) -> None:
        self._process, self._connection = start_service(name, home)
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Process number of the child."""
        return self._process.pid or 0

    def ask(
        self,
        job: Job,
        kind: type[O],
        on_reply: Callable[[Partial | Report], None] = ignore_reply,
    ) -> O:
        """Run ``job`` and return its result.

        Parameters
        ----------
        job
            What to do.
        kind
            Type of the result that it gives.
        on_reply
            Takes what comes before the result.

        Raises
        ------
        InputError
            When the job failed for something that a person can mend.
        EngineError
            When it failed for a fault of ours, or the child died.
        """
        self._number += 1
        try:
            self._connection.send(Request(self._number, job))
            return self._await(kind, on_reply)
        except (EOFError, OSError) as error:
            raise EngineError("engine", "its process ended; try again") from error

    def _await(self, kind: type[O], on_reply: Callable[[Partial | Report], None]) -> O:
        while True:
            reply: Reply = self._connection.recv()
            if isinstance(reply, Hello) or reply.number != self._number:
                continue
            if isinstance(reply, Result):
                if not isinstance(reply.value, kind):
                    raise EngineError("engine", f"answered with a {type(reply.value).__name__}")
                return reply.value
            if isinstance(reply, Failure):
                raised = InputError if reply.kind is FailureKind.INPUT else EngineError
                raise raised(reply.what, reply.why)
            on_reply(reply)

    def close(self) -> None:
        """End the child."""
        try:
            self._connection.send(Shutdown())
        except OSError:
            self._process.kill()
        self._process.join()
        self._connection.close()
