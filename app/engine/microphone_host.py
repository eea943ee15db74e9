"""The microphone's child process.

It is a process of its own so that nothing the engine does can make a recording stutter,
and so that a crash of the engine leaves what was recorded.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from app.core.errors import EngineError
from app.core.home import Home
from app.engine.messages import (
    Command,
    Job,
    Level,
    ListMicrophones,
    Microphone,
    Microphones,
    Outcome,
    Record,
    Recording,
    Reply,
)
from app.engine.service import Channel, Lane, Outbox, serve_jobs


def serve(home: Path, connection: Connection[Reply, Command]) -> None:
    """Host the microphone until the parent ends it or dies.

    Parameters
    ----------
    home
        Root of the state folder; recordings go below it.
    connection
        The child's end of the pipe.
    """
    outbox = Outbox(connection)
    serve_jobs("microphone", connection, outbox, lambda: MicrophoneHost(Home(home), outbox))


class MicrophoneHost:
    """Two lanes, so that devices can be listed while one records.

    Parameters
    ----------
    home
        The state folder.
    outbox
        Where replies go.
    """

    def __init__(self, home: Home, outbox: Outbox) -> None:
        self._home = home
        self._devices = Lane("devices", self._execute, outbox.send)
        self._recordings = Lane("recording", self._execute, outbox.send)

    @property
    def lanes(self) -> Sequence[Lane]:
        """All lanes."""
        return (self._recordings, self._devices)

    def lane_of(self, job: Job) -> Lane:
        """Return the lane that runs ``job``."""
        return self._recordings if isinstance(job, Record) else self._devices

    def _execute(self, job: Job, channel: Channel) -> Outcome:
        if isinstance(job, ListMicrophones):
            return _microphones()
        if isinstance(job, Record):
            return self._record(job, channel)
        raise EngineError(type(job).__name__, "belongs to the engine's process")

    def _record(self, job: Record, channel: Channel) -> Recording:
        """Record; a cancel ends it like a stop by hand, and what was recorded is kept."""
        from app.media.microphone import record

        stop = threading.Event()
        channel.cancellation.when_cancelled(stop.set)
        finished = record(
            self._new_file(),
            stop,
            lambda level: channel.partial(Level(level.rms, level.peak, level.seconds)),
            device=job.device,
            stop_on_silence=job.stop_on_silence,
            longest_seconds=job.longest_seconds,
        )
        return Recording(
            str(finished.path), finished.seconds, finished.ended_by.value, finished.notices
        )

    def _new_file(self) -> Path:
        folder = self._home.ensure(self._home.recordings)
        now = datetime.datetime.now().astimezone()
        return folder / f"recording {now:%Y-%m-%d %H.%M.%S.%f}.wav"


def _microphones() -> Microphones:
    from app.media.microphone import list_microphones

    found = list_microphones()
    return Microphones(
        tuple(Microphone(one.name, one.is_default) for one in found.devices), found.problem
    )
