"""The lab: train fusions by a plan, compare the runs, promote one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.errors import CatalogError, EngineError, FusionError
from app.core.home import Home
from app.core.lab import RunPlan, RunState, TrainingPoint
from app.core.progress import Cancellation, Progress, ReportProgress, ignore_progress
from app.core.settings import Settings
from app.engine.fusion_training import RUN, promoted_run
from app.engine.messages import (
    LabJob,
    ListRuns,
    Outcome,
    PromoteRun,
    RemoveRun,
    Runs,
    RunSummary,
    TrainRun,
)
from app.engine.preparation import WithTimeLeft
from app.engine.promotion import Promotion
from app.engine.run_store import RunStore
from app.engine.run_training import Observe, RunTraining
from app.engine.service import Channel
from app.engine.worker import Tell, run_apart
from app.engine.workspace import Workspace


def _ignore_point(_: TrainingPoint) -> None:
    """Show nobody the curve."""


class Lab:
    """Trains, lists, promotes and removes runs.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def execute(self, job: LabJob, channel: Channel) -> Outcome:
        """Run one job; training and promotion go on in a process of their own."""
        if isinstance(job, TrainRun):
            return self._train_apart(job, channel)
        if isinstance(job, PromoteRun):
            self._promote_apart(job, channel)
            return self.runs(job.catalog)
        if isinstance(job, RemoveRun):
            return self.remove(job.catalog, job.run_id)
        if isinstance(job, ListRuns):
            return self.runs(job.catalog)
        raise EngineError(type(job).__name__, "is not known to the lab")

    # --- what is there ----------------------------------------------------------------

    def runs(self, catalog: str) -> Runs:
        """Return all runs of a catalog, the newest first.

        Raises
        ------
        CatalogError
            When the catalog is missing or cannot be used.
        """
        with self._workspace.open_catalog(catalog) as opened:
            record = promoted_run(opened)
            promoted = record.metrics[RUN] if record is not None else ""
            found = RunStore(opened.folder / "runs").all()
            marked = (replace(run, is_promoted=run.run_id == promoted) for run in found)
            return Runs(opened.name, tuple(marked))

    def run(self, catalog: str, run_id: str) -> RunSummary:
        """Return one run.

        Raises
        ------
        CatalogError
            When there is no such run.
        """
        for run in self.runs(catalog).runs:
            if run.run_id == run_id:
                return run
        raise CatalogError(f"run {run_id}", "is not in this catalog; list the runs")

    def remove(self, catalog: str, run_id: str) -> Runs:
        """Delete a run.

        Raises
        ------
        CatalogError
            When there is no such run, or it is the one that ranks the catalog.
        """
        if self.run(catalog, run_id).is_promoted:
            raise CatalogError(
                f"run {run_id}", "ranks the catalog; promote another one, then remove it"
            )
        with self._workspace.open_catalog(catalog) as opened:
            RunStore(opened.folder / "runs").remove(run_id)
        return self.runs(catalog)

    # --- work -------------------------------------------------------------------------

    def train(
        self,
        catalog: str,
        plan: RunPlan,
        resume: str = "",
        *,
        observe: Observe = _ignore_point,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> RunSummary:
        """Train a run to its end.

        Parameters
        ----------
        catalog
            Its name; empty for the default.
        plan
            What is trained and how; an interrupted run keeps the plan that it has.
        resume
            The interrupted run to go on with, or empty for a new one.
        observe
            Told each epoch.

        Raises
        ------
        CatalogError
            When the run to go on with is not there.
        FusionError
            When that run is finished, or there is too little to train on.
        Cancelled
            When asked to stop; the run can be gone on with.
        """
        with self._workspace.open_catalog(catalog, read_only=False) as opened:
            store = RunStore(opened.folder / "runs")
            run = _resumable(store.read(resume)) if resume else store.begin(plan)
            stop = cancellation or Cancellation()
            training = RunTraining(
                self._workspace, opened, store, observe, WithTimeLeft(report), stop
            )
            ended = training.train(run)
        return replace(ended, is_promoted=False)

    def promote(
        self,
        catalog: str,
        run_id: str,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> RunSummary:
        """Make a finished run the catalog's fusion.

        Raises
        ------
        CatalogError
            When there is no such run.
        FusionError
            When it is not finished, or damaged.
        """
        with self._workspace.open_catalog(catalog, read_only=False) as opened:
            store = RunStore(opened.folder / "runs")
            stop = cancellation or Cancellation()
            promotion = Promotion(self._workspace, opened, WithTimeLeft(report), stop)
            promotion.promote(store, store.read(run_id))
        self._workspace.forget_catalogs()
        return self.run(catalog, run_id)

    # --- in a process of their own ----------------------------------------------------

    def _train_apart(self, job: TrainRun, channel: Channel) -> RunSummary:
        """Train where torch may take what memory it wants, and a cancel takes effect at once."""
        here = (self._workspace.home.root, self._workspace.settings, job)
        return run_apart(
            train_here, *here, cancellation=channel.cancellation, hear=_passing_on(channel)
        )

    def _promote_apart(self, job: PromoteRun, channel: Channel) -> None:
        here = (self._workspace.home.root, self._workspace.settings, job)
        run_apart(promote_here, *here, cancellation=channel.cancellation, hear=_passing_on(channel))
        self._workspace.forget_catalogs()


def _passing_on(channel: Channel) -> Tell:
    def hear(news: Any) -> None:
        if isinstance(news, Progress):
            channel.report(news)
        elif isinstance(news, TrainingPoint):
            channel.partial(news)

    return hear


def train_here(home: Path, settings: Settings, job: TrainRun, *, tell: Tell) -> RunSummary:
    """Train in this process, which does nothing else."""
    from app.engine.engine import Engine

    with Engine(Home(home), settings) as engine:
        return engine.lab.train(job.catalog, job.plan, job.run_id, observe=tell, report=tell)


def promote_here(home: Path, settings: Settings, job: PromoteRun, *, tell: Tell) -> None:
    """Promote in this process, which does nothing else."""
    from app.engine.engine import Engine

    with Engine(Home(home), settings) as engine:
        engine.lab.promote(job.catalog, job.run_id, tell)


def _resumable(run: RunSummary) -> RunSummary:
    if run.state is RunState.FINISHED:
        raise FusionError(f"run {run.run_id}", "is finished; train a new one")
    return run
