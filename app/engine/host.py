"""The engine's child process: which lane runs which job, and how."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import EngineError
from app.core.home import Home
from app.core.settings import Settings
from app.engine.messages import (
    AddWeights,
    ChooseDevice,
    Command,
    FetchWeights,
    GetItem,
    GetStatus,
    Inspect,
    Job,
    Outcome,
    PrepareCatalog,
    Recommend,
    Reply,
    VerifyWeights,
)
from app.engine.service import Channel, Lane, Outbox, serve_jobs

if TYPE_CHECKING:
    from app.engine.engine import Engine


def serve(home: Path, connection: Connection[Reply, Command]) -> None:
    """Host the engine until the parent ends it or dies.

    Parameters
    ----------
    home
        Root of the state folder.
    connection
        The child's end of the pipe.
    """
    outbox = Outbox(connection)
    serve_jobs("engine", connection, outbox, lambda: EngineHost(Home(home), outbox))


class EngineHost:
    """Three lanes over one engine.

    Queries supersede each other. Looking things up never waits for a query, and neither
    waits for long work.

    Parameters
    ----------
    home
        The state folder.
    outbox
        Where replies go.
    """

    def __init__(self, home: Home, outbox: Outbox) -> None:
        from app.engine.engine import Engine

        self._engine: Engine = Engine(home, Settings.read(home.settings_file))
        threading.Thread(target=self._engine.warm_up, name="warm up", daemon=True).start()
        self._queries = Lane("queries", self._execute, outbox.send, newest_only=True)
        self._details = Lane("details", self._execute, outbox.send)
        self._long = Lane("long work", self._execute, outbox.send)

    @property
    def lanes(self) -> Sequence[Lane]:
        """All lanes."""
        return (self._queries, self._details, self._long)

    def lane_of(self, job: Job) -> Lane:
        """Return the lane that runs ``job``."""
        if isinstance(job, Recommend):
            return self._queries
        if isinstance(job, (PrepareCatalog, FetchWeights, AddWeights, VerifyWeights)):
            return self._long
        return self._details

    def _execute(self, job: Job, channel: Channel) -> Outcome:  # noqa: PLR0911
        engine = self._engine
        if isinstance(job, Recommend):
            return engine.recommend(job, channel.partial, channel.report, channel.cancellation)
        if isinstance(job, GetStatus):
            return engine.status()
        if isinstance(job, Inspect):
            return engine.inspect(job.path, job.modality)
        if isinstance(job, GetItem):
            return engine.item(job.catalog, job.item_id)
        if isinstance(job, ChooseDevice):
            return engine.choose_device(job.device)
        if isinstance(job, PrepareCatalog):
            return engine.prepare_catalog(job, channel.report, channel.cancellation)
        if isinstance(job, FetchWeights):
            return engine.fetch_weights(job.names, channel.report, channel.cancellation)
        if isinstance(job, AddWeights):
            return engine.add_weights(job.path, channel.report, channel.cancellation)
        if isinstance(job, VerifyWeights):
            return engine.verified_status(channel.report, channel.cancellation)
        raise EngineError(type(job).__name__, "belongs to the microphone's process")
