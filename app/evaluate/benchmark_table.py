"""Measured recommenders side by side: means and spreads over seeds, and what content gains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.core.recommender import RecommenderKind
from app.evaluate.benchmark import COSTS, BenchmarkCell, Task
from app.evaluate.bootstrap import paired_bootstrap

PARTS = ("all", "warm", "cold", "cold_among_cold")
MEASURES = (
    *(f"{name}@{k}" for name in ("recall", "ndcg", "precision", "hit_rate") for k in (10, 20)),
    "mrr@20",
)
SPREADS = ("coverage@20", "diversity@20")
PAIRS = (
    (RecommenderKind.AUTOENCODER, RecommenderKind.MULTIMODAL_AUTOENCODER),
    (RecommenderKind.GRAPH, RecommenderKind.MULTIMODAL_GRAPH),
    (RecommenderKind.COLLABORATIVE_GRU, RecommenderKind.GRU),
    (RecommenderKind.COLLABORATIVE_BLEND, RecommenderKind.BLEND),
)
"""The same model without and with modalities."""

SEEDLESS = frozenset(
    {
        RecommenderKind.POPULARITY,
        RecommenderKind.USER_NEIGHBOURS,
        RecommenderKind.ITEM_NEIGHBOURS,
        RecommenderKind.AUTOENCODER,
        RecommenderKind.MULTIMODAL_AUTOENCODER,
        RecommenderKind.CONTENT,
    }
)
"""One seed is as good as many."""

Found = Mapping[BenchmarkCell, Mapping[str, Any]]


def cells_of(kinds: Sequence[RecommenderKind], seeds: Sequence[int]) -> list[BenchmarkCell]:
    """Return what is to be measured, model by model; hidden items with the first seed alone."""
    cells = []
    for kind in kinds:
        mine = seeds[:1] if kind in SEEDLESS else seeds
        cells += [BenchmarkCell(kind, seed, Task.VALIDATION) for seed in mine]
        cells.append(BenchmarkCell(kind, seeds[0], Task.HIDDEN))
    return cells


def table_of(found: Found) -> dict[str, Any]:
    """Return one row a recommender and task, and the gains by modalities; JSON values."""
    tasks = {task: _rows(found, task) for task in Task}
    best = _best(tasks[Task.VALIDATION])
    return {
        "models": {task.value: rows for task, rows in tasks.items()},
        "best_on_validation": best,
        "gains_by_modalities": _gains(found),
    }


def _best(rows: Mapping[str, Any]) -> str:
    return max(rows, key=lambda kind: float(rows[kind]["all"]["ndcg@20"]["mean"]), default="")


def _rows(found: Found, task: Task) -> dict[str, Any]:
    rows = {}
    for kind in RecommenderKind:
        mine = [found[c] for c in found if c.kind is kind and c.task is task]
        if mine:
            rows[kind.value] = _row(mine)
    return rows


def _row(cells: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    row: dict[str, Any] = {"seeds": len(cells), "users": cells[0]["ranked_users"]}
    for name in (*COSTS, *SPREADS):
        row[name] = _over_seeds([cell[name] for cell in cells])
    for part in PARTS:
        means = {m: _over_seeds([cell[part][m] for cell in cells]) for m in MEASURES}
        row[part] = {"users": cells[0][part]["users"], **means}
    return row


def _over_seeds(values: Sequence[float | None]) -> dict[str, float | None]:
    known = [value for value in values if value is not None]
    return {
        "mean": float(np.mean(known)) if known else None,
        "spread": float(np.std(known, ddof=1)) if len(known) > 1 else None,
    }


def _gains(found: Found) -> list[dict[str, Any]]:
    """Return by how much modalities help each model, with a paired bootstrap over users."""
    gains = []
    for without, with_them in PAIRS:
        for task, part in (
            (Task.VALIDATION, "all"),
            (Task.VALIDATION, "warm"),
            (Task.VALIDATION, "cold"),
            (Task.HIDDEN, "cold"),
            (Task.HIDDEN, "cold_among_cold"),
        ):
            for measure in ("recall", "ndcg"):
                pair = [_each(found, kind, task, part, measure) for kind in (without, with_them)]
                if all(one is not None and len(one) for one in pair):
                    gains.append(_gain(with_them, task, part, measure, pair))
    return gains


def _each(found: Found, kind: RecommenderKind, task: Task, part: str, measure: str) -> Any:
    """Return a measure of each user, the mean over seeds."""
    mine = [found[c][part]["each"][measure] for c in found if (c.kind, c.task) == (kind, task)]
    return np.mean(np.array(mine), axis=0) if mine else None


def _gain(
    kind: RecommenderKind, task: Task, part: str, measure: str, pair: Sequence[Any]
) -> dict[str, Any]:
    difference = (pair[1] - pair[0])[:, None]
    users = np.arange(len(difference))
    (sure,) = paired_bootstrap(difference, users, resamples=2000)
    return {
        "model": kind.value,
        "task": task.value,
        "items": part,
        "measure": f"{measure}@20",
        "without": float(pair[0].mean()),
        "with": float(pair[1].mean()),
        "gain": sure.mean,
        "low": sure.low,
        "high": sure.high,
        "p_value": sure.p_value,
        "users": len(users),
    }
