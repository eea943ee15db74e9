"""Compare systems on a catalog in several processes; what is finished is kept."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.catalog.catalog import Catalog
from app.core.home import Home
from app.core.lab import FeatureChoice
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.core.settings import Settings
from app.encoders.device import CPU, choose_device, usable_cores
from app.encoders.encoder import EncoderPack
from app.encoders.weights import WeightStore
from app.engine.describing import describe_catalog, open_extractors, open_source
from app.engine.encoding import CatalogEncoding
from app.engine.fusion_training import features_of, table_of
from app.engine.models import open_pack
from app.engine.process import set_environment
from app.engine.side_by_side import run_side_by_side
from app.engine.worker import run_apart
from app.evaluate.cells import Cell, CellStore, Conditions
from app.evaluate.corruption import spoilt_pack
from app.evaluate.measuring import Problem, Subject, measure_cells
from app.evaluate.systems import PRETRAINED, Design, Method

CELLS = "cells"
MOST_PROCESSES = 2
"""Each process holds torch and the features of all items."""


@dataclass(frozen=True)
class Place:
    """Where a comparison reads and writes; can be sent to another process.

    Attributes
    ----------
    home
        Root of the state folder.
    settings
        The pack of encoders and the device.
    catalog
        The catalog's folder.
    """

    home: Path
    settings: Settings
    catalog: Path

    @property
    def store(self) -> CellStore:
        """The finished cells."""
        return CellStore(self.catalog / "evaluations" / CELLS)

    @property
    def weights(self) -> WeightStore:
        """Where weights are."""
        return WeightStore(Home(self.home))

    def pack(self) -> EncoderPack:
        """Return the pack of encoders; nothing is loaded yet."""
        return open_pack(self.weights, self.settings, choose_device(self.settings.device))

    def subject(self, choice: FeatureChoice) -> Subject:
        """Return the items with features of a choice, as far as they are described.

        Raises
        ------
        CatalogError
            When no item has any feature.
        """
        pack = self.pack()
        with Catalog.open(self.catalog, read_only=True) as catalog:
            extractors = open_extractors(choice, self.weights, CPU)
            source = open_source(catalog, pack, choice, extractors)
            captions = features_of(catalog, pack).captions
            is_pretrained = choice == PRETRAINED
            spoilt = table_of(features_of(catalog, spoilt_pack(pack))) if is_pretrained else None
        return Subject(source, captions, spoilt)


@dataclass(frozen=True)
class Task:
    """The cells of one choice of features and one seed, for one process."""

    place: Place
    choice: FeatureChoice
    methods: tuple[Method, ...]
    seed: int
    conditions: Conditions


def run_task(task: Task) -> tuple[Problem, ...]:
    """Measure what is not finished of a task, in a process of its own, on one core."""
    import torch
    from threadpoolctl import threadpool_limits

    torch.set_num_threads(1)
    with threadpool_limits(limits=1):
        subject = task.place.subject(task.choice)
        cells = subject.cells(task.methods, (task.seed,), task.conditions)
        return measure_cells(subject, cells, task.place.store, Cancellation())


@dataclass(frozen=True)
class Plan:
    """What is compared, and how.

    Attributes
    ----------
    design
        The systems.
    seeds
        Each draws folds and trains anew.
    conditions
        How everything is trained.
    """

    design: Design
    seeds: tuple[int, ...] = (0,)
    conditions: Conditions = field(default_factory=Conditions)


@dataclass(frozen=True)
class Compared:
    """What a comparison gives.

    Attributes
    ----------
    cells
        All of the plan; those of systems without a problem are finished.
    problems
        Systems that could not be measured.
    """

    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...] = ()


class Comparison:
    """One run over all systems of a plan, doing only what is missing.

    Parameters
    ----------
    place
        The catalog; its media are encoded.
    plan
        The systems, seeds and conditions.
    report, cancellation
        Progress out, cancel in.
    """

    def __init__(
        self,
        place: Place,
        plan: Plan,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> None:
        self._place, self._plan = place, plan
        self._report, self._cancellation = report, cancellation

    def run(self) -> Compared:
        """Describe, spoil and measure what is missing.

        Raises
        ------
        CatalogError
            When the catalog has nothing to compare.
        FusionError
            When there are fewer different captions than folds.
        Cancelled
            When asked to stop; finished cells stay.
        """
        methods = self._methods()
        self._describe(list(methods))
        cells: list[Cell] = []
        tasks: list[Task] = []
        for choice, mine in methods.items():
            subject = self._place.subject(choice)
            for seed in self._plan.seeds:
                found = subject.cells(mine, (seed,), self._plan.conditions)
                cells += found
                if not all(self._place.store.has(cell) for cell in found):
                    tasks.append(Task(self._place, choice, mine, seed, self._plan.conditions))
        return Compared(tuple(cells), self._measure(tasks, cells))

    def _methods(self) -> dict[FeatureChoice, tuple[Method, ...]]:
        methods: dict[FeatureChoice, tuple[Method, ...]] = {}
        for _, system in self._plan.design:
            known = methods.get(system.features, ())
            if system.method not in known:
                methods[system.features] = (*known, system.method)
        return methods

    def _describe(self, choices: Sequence[FeatureChoice]) -> None:
        """Describe all media for all extractors, and encode the spoilt ones."""
        report, stop = self._report, self._cancellation
        seen: set[str] = set()
        with Catalog.open(self._place.catalog) as catalog:
            for choice in choices:
                for _, one in open_extractors(choice, self._place.weights, CPU).items():
                    if one is not None and one.description_digest not in seen:
                        seen.add(one.description_digest)
                        describe_catalog(catalog, one, report, stop)
            if PRETRAINED in choices:
                CatalogEncoding(catalog, spoilt_pack(self._place.pack()), report, stop).run()

    def _measure(self, tasks: Sequence[Task], cells: Sequence[Cell]) -> tuple[Problem, ...]:
        set_environment()
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        progress = _CellProgress(self._place.store, cells, self._report)
        problems = dict[Problem, None]()
        run_side_by_side(
            tasks,
            lambda task, stop: run_apart(run_task, task, cancellation=stop),
            lambda _, met: problems.update(dict.fromkeys(met)),
            workers=min(MOST_PROCESSES, usable_cores()),
            cancellation=self._cancellation,
            look=progress.tell,
        )
        progress.tell()
        return tuple(problems)


class _CellProgress:
    """Counts finished cells and estimates the time left from those of this run."""

    def __init__(self, store: CellStore, cells: Sequence[Cell], report: ReportProgress) -> None:
        self._store, self._report, self._total = store, report, len(cells)
        self._waiting = [cell for cell in cells if not store.has(cell)]
        self._at_start, self._started = self._total - len(self._waiting), time.monotonic()

    def tell(self) -> None:
        """Look what has been finished, and report it."""
        self._waiting = [cell for cell in self._waiting if not self._store.has(cell)]
        done = self._total - len(self._waiting)
        fresh, spent = done - self._at_start, time.monotonic() - self._started
        left = spent / fresh * len(self._waiting) if fresh else None
        self._report(Progress(Stage.EVALUATE, done, self._total, "", left))
