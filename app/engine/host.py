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
    BrowsingJob,
    ChooseDevice,
    CleanCatalog,
    CleaningJob,
    Command,
    EvaluationJob,
    FetchWeights,
    FitRecommender,
    ForYouJob,
    GetItem,
    GetStatus,
    ImportInteractions,
    Inspect,
    Job,
    LabelAutomatically,
    LabellingJob,
    LabJob,
    MapCatalog,
    MapJob,
    Outcome,
    PeopleJob,
    PrepareCatalog,
    PromoteRun,
    Recommend,
    RecommendForYou,
    RepairMedia,
    Reply,
    RunEvaluation,
    SpreadLabels,
    TrainRun,
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


LONG_WORK = (
    PrepareCatalog,
    FetchWeights,
    AddWeights,
    VerifyWeights,
    CleanCatalog,
    RepairMedia,
    LabelAutomatically,
    SpreadLabels,
    MapCatalog,
    ImportInteractions,
)
"""Jobs that take long and may be waited for one after the other."""

EXPERIMENTS = (TrainRun, PromoteRun, RunEvaluation)
"""Jobs that take minutes to an hour."""


class EngineHost:
    """Five lanes over one engine.

    Queries supersede each other. Looking things up never waits for a query, and neither
    waits for long work; long work does not wait for the lab, nor either for a recommender
    that learns.

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
        self._experiments = Lane("experiments", self._execute, outbox.send)
        self._fits = Lane("fits", self._execute, outbox.send)

    @property
    def lanes(self) -> Sequence[Lane]:
        """All lanes."""
        return (self._queries, self._details, self._long, self._experiments, self._fits)

    def lane_of(self, job: Job) -> Lane:
        """Return the lane that runs ``job``."""
        if isinstance(job, (Recommend, ForYouJob)):
            return self._queries
        if isinstance(job, EXPERIMENTS):
            return self._experiments
        if isinstance(job, FitRecommender):
            return self._fits
        if isinstance(job, LONG_WORK):
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
        return self._execute_at_desk(job, channel)

    def _execute_at_desk(self, job: Job, channel: Channel) -> Outcome:  # noqa: PLR0911
        engine = self._engine
        if isinstance(job, BrowsingJob):
            return engine.browsing.execute(job, channel)
        if isinstance(job, CleaningJob):
            return engine.cleaning.execute(job, channel)
        if isinstance(job, LabellingJob):
            return engine.labelling.execute(job, channel)
        if isinstance(job, LabJob):
            return engine.lab.execute(job, channel)
        if isinstance(job, EvaluationJob):
            return engine.evaluating.execute(job, channel)
        if isinstance(job, MapJob):
            return engine.mapping.execute(job, channel)
        if isinstance(job, PeopleJob):
            return engine.people.execute(job, channel)
        if isinstance(job, (RecommendForYou, FitRecommender)):
            return engine.for_you.execute(job, channel)
        raise EngineError(type(job).__name__, "belongs to the microphone's process")
