"""Measure recommenders on a folder of interactions, each in a process of its own.

What is measured is kept by the digest of data, settings and seed, so that a kill loses no
more than the model at hand.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from app.catalog.examine import write_atomically
from app.core.errors import InputError
from app.core.home import Home
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.core.recommender import RecommenderKind
from app.encoders.device import usable_cores
from app.engine.benchmark_clock import BenchmarkClock
from app.engine.side_by_side import run_side_by_side
from app.engine.worker import Tell, run_apart
from app.evaluate.benchmark import (
    LIST_LENGTH,
    BenchmarkCell,
    best_lists,
    content_of,
    histories_of,
    measure_cell,
)
from app.evaluate.benchmark_table import cells_of, table_of
from app.evaluate.interactions import Interactions, read_interactions
from app.recommend.build import available, recommender_of
from app.recommend.histories import Ids

CORES = 1
"""That linear algebra may use, so that a model comes out the same whatever else runs."""
MOST_PROCESSES = 4
"""Measured at a time unless asked; one takes up to 800 MiB."""


@dataclass(frozen=True)
class BenchmarkPlan:
    """What is measured.

    Attributes
    ----------
    folder
        With ``train.npz``, ``validation.npz``, ``image.npy`` and ``audio.npy``.
    kinds
        Recommenders; all when empty.
    seeds
        Of those that have any.
    users
        So many are drawn; 0 takes all.
    export
        File for the lists of all users by what is best on validation, fitted with the first
        seed: arrays ``users``, shape (n,), and ``items``, shape (n, 20), int32, none of them
        in train or validation. ``None`` writes none.
    processes
        How many are measured at a time, each on one core; ``None`` takes as many as there are
        cores, up to :data:`MOST_PROCESSES`.
    """

    folder: Path
    kinds: tuple[RecommenderKind, ...] = ()
    seeds: tuple[int, ...] = (0, 1, 2)
    users: int = 0
    export: Path | None = None
    processes: int | None = None

    @property
    def workers(self) -> int:
        """How many are measured at a time."""
        return self.processes or min(MOST_PROCESSES, usable_cores())

    @property
    def measured(self) -> tuple[RecommenderKind, ...]:
        """The recommenders, in the order of the enum."""
        return tuple(kind for kind in available() if not self.kinds or kind in self.kinds)

    def read(self) -> Interactions:
        """Read the interactions of the drawn users.

        Raises
        ------
        InputError
            When the folder cannot be used, or the drawn users have too few interactions.
        """
        data = read_interactions(self.folder).of_some_users(self.users, 0)
        if not (len(data.train) and len(data.validation)):
            why = (
                f"leaves {len(data.train)} interactions known and {len(data.validation)} to foresee"
            )
            raise InputError(f"drawing {self.users} users", f"{why}; draw more")
        return data


def kind_named(name: str) -> RecommenderKind:
    """Return a recommender by its name.

    Raises
    ------
    InputError
        When there is none.
    """
    for kind in available():
        if kind.value == name:
            return kind
    names = ", ".join(kind.value for kind in available())
    raise InputError(f"recommender {name!r}", f"is not known; use one of {names}")


def measure_recommenders(
    plan: BenchmarkPlan, home: Home, report: ReportProgress, cancellation: Cancellation
) -> dict[str, Any]:
    """Measure every recommender that is not measured yet, export lists, and return the table.

    Raises
    ------
    InputError
        When the folder cannot be used, or no lists can be exported as asked; nothing is
        measured then.
    StorageError
        When a file cannot be written.
    Cancelled
        When asked to stop; what is finished is kept.
    """
    data = plan.read()
    _check_export(plan, data)
    key, store = data_key(data), home.cache / "benchmark"
    cells = cells_of(plan.measured, plan.seeds)
    found = {cell: kept for cell in cells if (kept := _kept(store, cell.digest(key)))}

    clock = BenchmarkClock(len(cells), len(found), report)

    def measure(cell: BenchmarkCell, stop: Cancellation) -> Mapping[str, Any]:
        return run_apart(_measure_apart, plan, cell, cancellation=stop, hear=clock.hear(cell))

    def keep(cell: BenchmarkCell, measured: Mapping[str, Any]) -> None:
        _keep(store, cell.digest(key), measured)
        found[cell] = measured
        clock.finish()

    missing = [cell for cell in cells if cell not in found]
    run_side_by_side(missing, measure, keep, workers=plan.workers, cancellation=cancellation)
    report(Progress(Stage.EVALUATE, len(cells), len(cells), "", 0.0))
    table = table_of({cell: found[cell] for cell in cells})
    if plan.export is not None:
        best = kind_named(table["best_on_validation"])
        lists = run_apart(_lists_apart, plan, best, cancellation=cancellation, hear=report)
        _write_lists(plan.export, lists)
    return {**_facts(data, plan), **table}


def _check_export(plan: BenchmarkPlan, data: Interactions) -> None:
    """Refuse, before anything is measured, what could not be exported afterwards."""
    if plan.export is None:
        return
    if plan.users:
        raise InputError(plan.export, "would number the drawn users anew; export those of all")
    known = np.bincount(np.concatenate([data.train.users, data.validation.users]))
    if data.item_count - int(known.max()) < LIST_LENGTH:
        why = f"has users with under {LIST_LENGTH} items left; add items"
        raise InputError(plan.folder, why)
    if plan.export.is_dir():
        raise InputError(plan.export, "is a folder; name a file to write the lists to")
    above = next(one for one in plan.export.absolute().parents if one.exists())
    try:
        with TemporaryFile(dir=above):
            pass
    except OSError as error:
        why = f"cannot be written into {above} ({error.strerror}); allow writing there"
        raise InputError(plan.export, why) from error


def _write_lists(path: Path, lists: Ids) -> None:
    content, users = io.BytesIO(), np.arange(len(lists), dtype=np.int32)
    np.savez_compressed(content, users=users, items=lists.astype(np.int32))
    write_atomically(path, content.getvalue())


def data_key(data: Interactions) -> str:
    """Return the sha256 of all interactions and features, hexadecimal."""
    digest = hashlib.sha256(repr((data.user_count, data.item_count)).encode())
    pairs = (data.train.users, data.train.items, data.validation.users, data.validation.items)
    for array in (*pairs, data.image, data.audio):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def _facts(data: Interactions, plan: BenchmarkPlan) -> dict[str, Any]:
    return {
        "users": data.user_count,
        "items": data.item_count,
        "known_interactions": len(data.train),
        "interactions_to_foresee": len(data.validation),
        "seeds": list(plan.seeds),
    }


def _measure_apart(plan: BenchmarkPlan, cell: BenchmarkCell, tell: Tell) -> dict[str, Any]:
    with threadpool_limits(CORES):
        return measure_cell(plan.read(), cell, tell)


def _lists_apart(plan: BenchmarkPlan, kind: RecommenderKind, tell: Tell) -> Ids:
    """Return the lists of all users; runs in a process of its own."""
    data = plan.read()
    histories, known = histories_of(data, data.train), histories_of(data, data.validation)
    with threadpool_limits(CORES):
        model = recommender_of(kind).fit(histories, content_of(data), plan.seeds[0], tell)

        def ranked(done: int) -> None:
            tell(Progress(Stage.INDEX, done, len(histories), kind.value))

        return best_lists(model, histories, histories.seen() + known.seen(), each=ranked)


def _kept(store: Path, digest: str) -> Mapping[str, Any] | None:
    """Return a finished cell; ``None`` when it is not there or damaged, to measure again."""
    try:
        kept: Any = json.loads((store / f"{digest[:32]}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None


def _keep(store: Path, digest: str, measured: Mapping[str, Any]) -> None:
    write_atomically(store / f"{digest[:32]}.json", json.dumps(measured).encode())
