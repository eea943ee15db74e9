"""Start a child process that hosts the engine or the microphone.

Light on purpose: the window imports this module before it paints, so nothing heavy may
be imported here. The child imports its service by name, in the child alone.

The parent keeps one end of the pipe. It sends :data:`~app.engine.messages.Command` and
receives :data:`~app.engine.messages.Reply`; ``EOFError`` or ``OSError`` from ``recv`` or
``send`` means that the child died, and a new child can be started in its place.
"""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Literal, Protocol, cast

from app.engine.messages import Command, Reply

ServiceName = Literal["engine", "microphone"]
"""The children that the window starts."""

NICENESS = 10
"""Added to the engine's niceness, so that the window always comes first."""


class ServiceModule(Protocol):
    """What a module that a child hosts must offer."""

    def serve(self, home: Path, connection: Connection[Reply, Command]) -> None:
        """Answer commands until the pipe ends or a ``Shutdown`` comes."""


def start_service(name: ServiceName, home: Path) -> tuple[SpawnProcess, Connection[Command, Reply]]:
    """Start the child that hosts ``name`` and return it with the parent's end of the pipe.

    Returns at once; the child's first message is :class:`~app.engine.messages.Hello`.

    Parameters
    ----------
    name
        ``engine`` or ``microphone``.
    home
        Root of the state folder.

    Raises
    ------
    OSError
        When the system cannot start another process.
    """
    if name == "engine":
        return start_child("app.engine.host", home, niceness=NICENESS)
    return start_child("app.engine.microphone_host", home, niceness=0)


def start_child(
    module: str, home: Path, niceness: int = 0
) -> tuple[SpawnProcess, Connection[Command, Reply]]:
    """Start a child that imports ``module`` and calls its ``serve``.

    The child ends by itself when the parent's end of the pipe closes, so also when the
    parent is killed.

    Parameters
    ----------
    module
        Dotted name of a :class:`ServiceModule`, imported in the child only.
    home
        Root of the state folder.
    niceness
        Added to the child's niceness.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=_run_child,
        args=(module, home, niceness, theirs),
        name=f"triad {module.rsplit('.', maxsplit=1)[-1]}",
        daemon=True,
    )
    try:
        process.start()
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return process, ours


def _run_child(
    module: str, home: Path, niceness: int, connection: Connection[Reply, Command]
) -> None:
    """Run in the child: keep out of the parent's way, then serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # In its own eyes only: a daemon may not start the processes that work apart.
    multiprocessing.current_process().daemon = False
    _send_output_to_stderr()
    set_environment()
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)
    service = cast(ServiceModule, importlib.import_module(module))
    service.serve(home, connection)


def _send_output_to_stderr() -> None:
    """Let nothing that a library prints reach the parent's standard output."""
    with contextlib.suppress(OSError):  # a windowed program without a console has neither
        os.dup2(2, 1)


def set_environment() -> None:
    """Set what numerical libraries read when they are first imported; what is set stays.

    The model libraries do not look for updates or start extra processes. Matrix products
    run in one thread: those of a query are so small that waiting for a second thread on a
    busy machine takes fifty times as long as the product.
    """
    for name, value in {
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "OPENBLAS_NUM_THREADS": "1",
        "VECLIB_MAXIMUM_THREADS": "1",
    }.items():
        os.environ.setdefault(name, value)
