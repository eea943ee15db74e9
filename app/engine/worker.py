"""Run one function in a process of its own, which a person can cancel at any moment.

For work that cannot be interrupted from within and that would hold up everything else in
the engine, such as a library that compiles for seconds. The process ends with its result;
when it is not wanted any more it is killed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar, cast

from app.core.errors import EngineError, TriadError
from app.core.progress import Cancellation

R = TypeVar("R")

SECONDS_BETWEEN_LOOKS = 0.1


def run_apart(function: Callable[..., R], *arguments: Any, cancellation: Cancellation) -> R:
    """Return ``function(*arguments)``, computed in another process.

    Parameters
    ----------
    function
        Found by its name in its module; it and its arguments can be pickled.
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
    process = context.Process(target=_run, args=(theirs, function, arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        while not wait([ours], SECONDS_BETWEEN_LOOKS):
            cancellation.check()
        succeeded, value = ours.recv()
    except EOFError as error:
        raise EngineError(
            function.__name__, "its process ended early; there may be too little memory"
        ) from error
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()
    if succeeded:
        return cast(R, value)
    raise value


def _run(connection: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Run in the child, and say how it ended."""
    try:
        outcome: tuple[bool, Any] = True, function(*arguments)
    except TriadError as error:
        outcome = False, error
    except Exception as error:
        outcome = False, EngineError(function.__name__, f"{type(error).__name__}: {error}")
    with contextlib.suppress(BrokenPipeError, ConnectionError):  # nobody waits any more
        connection.send(outcome)
    connection.close()
