"""One life of a child process as seen from the window: start, send, receive, stop."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.engine.messages import Command, Reply, Shutdown

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

StartService = Callable[[], "tuple[BaseProcess, Connection[Command, Reply]]"]

PATIENCE_SECONDS = 3.0
"""How long a child may take to end in order before it is killed."""


class ServiceClient(QObject):
    """Start a child in a thread of its own and turn what it says into signals.

    Starting, waiting and unpickling happen in the thread, so the event loop never waits
    for the child. One client is one life of the child: make a new one to restart.

    Parameters
    ----------
    start
        Starts the child and returns its process and the connection to it.

    Signals
    -------
    received
        A reply of the child.
    ended
        The child is gone; an empty string when that was asked for, else why.
    """

    received = Signal(object)
    ended = Signal(str)
    _started = Signal()

    def __init__(self, start: StartService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._start = start
        self._process: BaseProcess | None = None
        self._connection: Connection[Command, Reply] | None = None
        self._unsent: list[Command] = []
        self._closing = False
        self._started.connect(self._send_unsent)
        self._thread = threading.Thread(target=self._live, name="service-reader", daemon=True)

    def start(self) -> None:
        """Start the child; returns at once."""
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """The child's process number, once it was started."""
        return self._process.pid if self._process is not None else None

    def send(self, command: Command) -> None:
        """Send ``command`` now, or as soon as the child was started.

        What cannot be sent because the child just died is dropped: ``ended`` follows.
        """
        if self._connection is None:
            self._unsent.append(command)
            return
        try:
            self._connection.send(command)
        except (OSError, ValueError):
            return

    def stop(self) -> None:
        """End the child in order; waits a moment, then ends it by force."""
        if self._closing or not self._thread.ident:
            return
        self._closing = True
        self.send(Shutdown())
        self._thread.join(PATIENCE_SECONDS)
        if self._thread.is_alive() and self._process is not None:
            self._process.kill()
            self._thread.join(PATIENCE_SECONDS)

    def _send_unsent(self) -> None:
        unsent, self._unsent = self._unsent, []
        for command in unsent:
            self.send(command)

    def _live(self) -> None:
        try:
            self._process, connection = self._start()
        except (OSError, ImportError, RuntimeError) as error:
            _tell(self.ended, f"{type(error).__name__}: {error}")
            return
        if self._closing:
            connection.send(Shutdown())
        self._connection = connection
        _tell(self._started)
        self._read(connection)
        self._process.join()
        connection.close()
        why = "" if self._closing else f"exit code {self._process.exitcode}"
        _tell(self.ended, why)

    def _read(self, connection: Connection[Command, Reply]) -> None:
        while True:
            try:
                reply = connection.recv()
            except (EOFError, OSError):
                return
            _tell(self.received, reply)


def _tell(signal: SignalInstance, *values: object) -> None:
    """Emit, unless the window went away while the child was still starting."""
    with contextlib.suppress(RuntimeError):
        signal.emit(*values)
