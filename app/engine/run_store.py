"""Runs of the lab at rest: one folder a run, readable at any moment of its life."""

from __future__ import annotations

import contextlib
import datetime
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import cattrs
from filelock import FileLock, Timeout

from app.catalog.examine import write_atomically
from app.core.errors import CatalogError, FusionError
from app.core.lab import RunPlan, RunState
from app.engine.messages import RunSummary

SUMMARY = "run.json"
LOCK = "run.lock"
FUSION = "fusion"
CHECKPOINTS = "checkpoints"


class RunStore:
    """The runs of one catalog.

    Parameters
    ----------
    folder
        Where each run has its folder; made at the first run.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, plan: RunPlan) -> RunSummary:
        """Make a new run and return it.

        Raises
        ------
        StorageError
            When its folder cannot be written.
        """
        now = datetime.datetime.now().astimezone()
        stem = f"{now:%Y%m%d-%H%M%S}-{plan.fusion.value}"
        run_id, number = stem, 1
        while self.folder_of(run_id).exists():
            number += 1
            run_id = f"{stem}-{number}"
        summary = RunSummary(
            run_id, plan, RunState.RUNNING, started=now.isoformat(timespec="seconds")
        )
        self.write(summary)
        return summary

    def folder_of(self, run_id: str) -> Path:
        """Return a run's folder.

        Raises
        ------
        CatalogError
            When it cannot be the name of a run.
        """
        if not re.fullmatch(r"[\w-]+", run_id):
            raise CatalogError(f"run {run_id}", "is no run of this catalog; list the runs")
        return self._folder / run_id

    def write(self, summary: RunSummary) -> None:
        """Keep what is known of a run.

        Raises
        ------
        StorageError
            When the disk is full; what was there before stays.
        """
        text = json.dumps(cattrs.unstructure(summary), indent=1)
        write_atomically(self.folder_of(summary.run_id) / SUMMARY, text.encode())

    def read(self, run_id: str) -> RunSummary:
        """Return one run; a run that no process works on is interrupted, not running.

        Raises
        ------
        CatalogError
            When there is no such run, or its file is damaged.
        """
        file = self.folder_of(run_id) / SUMMARY
        try:
            summary = cattrs.structure(json.loads(file.read_text("utf-8")), RunSummary)
        except FileNotFoundError as error:
            raise CatalogError(
                f"run {run_id}", "is not in this catalog; list the runs to see what there is"
            ) from error
        except (OSError, ValueError, KeyError, cattrs.BaseValidationError) as error:
            raise CatalogError(f"run {run_id}", "is damaged; remove it and train again") from error
        if summary.state is RunState.RUNNING and not self._is_held(run_id):
            return replace(summary, state=RunState.INTERRUPTED)
        return summary

    def all(self) -> tuple[RunSummary, ...]:
        """Return all runs that can be read, the newest first."""
        runs = []
        for file in sorted(self._folder.glob(f"*/{SUMMARY}"), reverse=True):
            with contextlib.suppress(CatalogError):
                runs.append(self.read(file.parent.name))
        return tuple(runs)

    def remove(self, run_id: str) -> None:
        """Delete a run.

        Raises
        ------
        CatalogError
            When there is none, or it is running.
        """
        self.read(run_id)
        with self.hold(run_id):
            shutil.rmtree(self.folder_of(run_id), ignore_errors=True)

    @contextmanager
    def hold(self, run_id: str) -> Iterator[None]:
        """Keep other processes from working on a run.

        Raises
        ------
        FusionError
            When another one works on it.
        """
        lock = FileLock(self.folder_of(run_id) / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise FusionError(
                f"run {run_id}", "is being trained by another window or command; wait for it"
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _is_held(self, run_id: str) -> bool:
        try:
            with self.hold(run_id):
                return False
        except FusionError:
            return True
