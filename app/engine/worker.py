"""Run one function in a process of its own, which a person can cancel at any moment.

For work that cannot be interrupted from within and that would hold up everything else in
the engine, such as a library that compiles for seconds. The process ends with its result,
or with the process that started it; when it is not wanted any more it is killed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections.abc import Callable
from enum import Enum
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar, cast

from app.core.errors import EngineError, TriadError
from app.core.progress import Cancellation

R = TypeVar("R")
Tell = Callable[[Any], None]

SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_TO_TIDY_UP = 2.0
"""What a process that gave its result may still take to end by itself."""


class _Sign(Enum):
    """What a message of the child is."""

    NEWS = 0
    RESULT = 1
    FAILURE = 2


def run_apart(
    function: Callable[..., R],
    *arguments: Any,
    cancellation: Cancellation,
    hear: Tell | None = None,
) -> R:
    """Return ``function(*arguments)``, computed in another process.

    Parameters
    ----------
    function
        Found by its name in its module; it and its arguments can be pickled. With ``hear``
        it is called with one more, named ``tell``: what it tells comes to ``hear``.
    cancellation
        Kills the process.

    Raises
    ------
    Cancelled
        When asked to stop.
    EngineError
        When the process died, or failed by a fault of ours.
    TriadError
        What the function raised.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    target = (theirs, function, arguments, hear is not None)
    process = context.Process(target=_run, args=target, daemon=True)
    process.start()
    theirs.close()
    try:
        result = cast(R, _listen(ours, cancellation, hear))
        process.join(SECONDS_TO_TIDY_UP)
        return result
    except EOFError as error:
        raise EngineError(
            function.__name__, "its process ended early; there may be too little memory"
        ) from error
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _listen(ours: Connection, cancellation: Cancellation, hear: Tell | None) -> Any:
    """Wait for the result, passing on what is told meanwhile."""
    while True:
        cancellation.check()
        if not wait([ours], SECONDS_BETWEEN_LOOKS):
            continue
        sign, value = ours.recv()
        if sign is _Sign.RESULT:
            return value
        if sign is _Sign.FAILURE:
            raise value
        if hear is not None:
            hear(value)


def _run(
    connection: Connection,
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    tells: bool,
) -> None:
    """Run in the child, and say how it ended."""

    def send(sign: _Sign, value: Any) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionError):  # nobody waits any more
            connection.send((sign, value))

    threading.Thread(target=_end_with_parent, daemon=True).start()
    further = {"tell": lambda value: send(_Sign.NEWS, value)} if tells else {}
    try:
        send(_Sign.RESULT, function(*arguments, **further))
    except TriadError as error:
        send(_Sign.FAILURE, error)
    except Exception as error:
        told = EngineError(function.__name__, f"{type(error).__name__}: {error}")
        send(_Sign.FAILURE, told)
    connection.close()


def _end_with_parent() -> None:
    """Wait until whoever started this process is gone, killed perhaps, and end it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
