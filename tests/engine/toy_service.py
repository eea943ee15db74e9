"""A small real child service: obeys orders hidden in queries, for tests of the protocol."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from app.core.errors import MediaError
from app.core.progress import Progress, Stage
from app.engine.messages import (
    Command,
    GetStatus,
    Inspect,
    ItemDetails,
    Job,
    Level,
    Microphones,
    Outcome,
    Recommend,
    Reply,
)
from app.engine.service import Channel, Lane, Outbox, serve_jobs


def serve(home: Path, connection: Connection[Reply, Command]) -> None:
    outbox = Outbox(connection)
    serve_jobs("toy", connection, outbox, lambda: ToyHost(home, outbox))


class ToyHost:
    def __init__(self, home: Path, outbox: Outbox) -> None:
        self._home = home
        self._newest = Lane("newest", self._execute, outbox.send, newest_only=True)
        self._ordered = Lane("ordered", self._execute, outbox.send)

    @property
    def lanes(self) -> Sequence[Lane]:
        return (self._newest, self._ordered)

    def lane_of(self, job: Job) -> Lane:
        return self._newest if isinstance(job, Recommend) else self._ordered

    def _execute(self, job: Job, channel: Channel) -> Outcome:
        if isinstance(job, GetStatus):
            print("a library that is chatty on standard output")  # noqa: T201
            return Microphones((), f"nice {os.nice(0)}")
        if isinstance(job, Inspect):
            raise MediaError(job.path, "cannot be read; choose another file")
        if isinstance(job, Recommend):
            return self._obey(job.query.texts[0], channel)
        raise ZeroDivisionError("a fault of our own")

    def _obey(self, order: str, channel: Channel) -> Outcome:
        """``hang`` waits for a cancel, ``stuck`` never looks; all else is answered at once."""
        channel.report(Progress(Stage.ENCODE, 1, 2, order))
        channel.partial(Level(0.5, 0.5, 0.0))
        if order == "hang":
            _wait_for_cancel(channel)
        if order == "stuck":
            threading.Event().wait()
        return Microphones((), f"{order} in {self._home.name}")


def _wait_for_cancel(channel: Channel) -> ItemDetails:
    asked = threading.Event()
    while not channel.cancellation.requested:
        asked.wait(0.005)
    channel.cancellation.check()
    raise AssertionError("unreachable")
