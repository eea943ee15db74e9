"""One recommender on a folder of interactions: fitted to what is known, asked for the rest.

Every item that a user is not known to have interacted with competes (Krichene & Rendle
2020 say why samples of them mislead); means are over the users that have something to be
foreseen. The same is asked apart for items with training interactions and for those
without. Because few items have none, a second protocol takes all training interactions of a
random tenth of the items away, and asks for those.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.core.modality import PerModality
from app.core.progress import Cancellation, ReportProgress
from app.core.recommender import RecommenderKind
from app.evaluate.interactions import Interactions, Pairs
from app.evaluate.list_metrics import DEPTHS, ListMeasures, measure_lists, spread_of_lists
from app.evaluate.peak_memory import PeakMemory
from app.recommend.build import recommender_of
from app.recommend.content_neighbours import modality_vectors
from app.recommend.histories import Histories, Ids
from app.recommend.preferences import unit_rows
from app.recommend.recommender import ItemContent, RecommenderModel, Scores, rank

PROTOCOL = 2
"""Raised whenever what a cell holds, or how it is measured, changes."""

HIDDEN_SHARE = 0.1
"""Of the known items, whose interactions the cold protocol takes away."""

COSTS = ("fit_seconds", "rank_seconds", "fit_peak_mib", "rank_peak_mib")
"""What a cell costs; the memory is all that its process has at most, data included."""

LIST_LENGTH = DEPTHS[-1]
_BLOCK = 512
"""Users scored at once."""


class Task(str, Enum):
    """What is to be foreseen."""

    VALIDATION = "validation"
    HIDDEN = "hidden items"
    """Interactions with items of which all training interactions were taken away."""


@dataclass(frozen=True)
class BenchmarkCell:
    """What is measured at once.

    Attributes
    ----------
    kind
        The recommender, with its default settings.
    seed
        Of its fit.
    task
        What is to be foreseen.
    """

    kind: RecommenderKind
    seed: int
    task: Task

    def digest(self, data_key: str) -> str:
        """Return the sha256 over data, settings and protocol, hexadecimal."""
        told = (PROTOCOL, data_key, repr(recommender_of(self.kind)), self.seed, self.task.value)
        return hashlib.sha256(repr((self.kind.value, *told)).encode()).hexdigest()


@dataclass(frozen=True)
class Asked:
    """Histories to fit to, and what is to be foreseen.

    Attributes
    ----------
    histories
        Of all users.
    users
        Those that are asked, shape (u,).
    wanted
        Items to be foreseen, shape (u, n), float32.
    cold
        Items without interactions in the histories, shape (n,), bool.
    """

    histories: Histories
    users: Ids
    wanted: sparse.csr_matrix
    cold: NDArray[np.bool_]


def content_of(data: Interactions) -> ItemContent:
    """Return the items' features; texts are not in such a folder."""
    every, none = np.ones(data.item_count, bool), np.zeros(data.item_count, bool)
    nothing = np.zeros((data.item_count, 0), dtype=np.float32)
    return ItemContent(
        PerModality(data.image, nothing, data.audio), PerModality(every, none, every)
    )


def histories_of(data: Interactions, pairs: Pairs) -> Histories:
    """Return interactions as histories of likes."""
    return Histories.from_pairs(pairs.users, pairs.items, data.user_count, data.item_count)


def asked_of(data: Interactions, task: Task) -> Asked:
    """Return what a task is made of; the hidden items are always the same."""
    known, wanted = data.train, data.validation
    if task is Task.HIDDEN:
        popular = np.unique(known.items)
        count = max(1, round(HIDDEN_SHARE * len(popular)))
        hidden = np.random.default_rng(0).choice(popular, count, replace=False)
        away = np.isin(known.items, hidden)
        known, wanted = known.rows(~away), known.rows(away)
        # Whoever has no history left cannot be known.
        wanted = wanted.rows(np.isin(wanted.users, known.users))
    histories = histories_of(data, known)
    users = np.unique(wanted.users)
    matrix = histories_of(data, wanted).rows(users).seen()
    cold = np.bincount(known.items, minlength=data.item_count) == 0
    return Asked(histories, users, matrix, cold)


def measure_cell(
    data: Interactions,
    cell: BenchmarkCell,
    report: ReportProgress,
    cancellation: Cancellation | None = None,
) -> dict[str, Any]:
    """Fit one recommender and measure its lists.

    Returns
    -------
    dict
        JSON values: seconds and memory (:data:`COSTS`; ``rank`` is scores and lists of all
        asked users), and measures of ``all``, ``warm`` and ``cold`` items, and of the cold
        ones when they compete among themselves.
    """
    asked, content = asked_of(data, cell.task), content_of(data)
    started, memory = time.perf_counter(), PeakMemory()
    model = recommender_of(cell.kind).fit(asked.histories, content, cell.seed, report, cancellation)
    fitted, fit_mib = time.perf_counter(), memory.mib()
    ranking, memory = time.perf_counter(), PeakMemory()
    mine = asked.histories.rows(asked.users)
    lists = best_lists(model, mine, mine.seen())
    costs = (fitted - started, time.perf_counter() - ranking, fit_mib, memory.mib())
    among = best_lists(model, mine, mine.seen(), only=asked.cold)
    vectors = np.concatenate([one for _, one in modality_vectors(content)], axis=1)
    parts = {
        "all": measure_lists(lists, asked.wanted),
        "warm": measure_lists(lists, _some(asked.wanted, ~asked.cold)),
        "cold": measure_lists(lists, _some(asked.wanted, asked.cold)),
        "cold_among_cold": measure_lists(among, _some(asked.wanted, asked.cold)),
    }
    return {
        **dict(zip(COSTS, costs, strict=True)),
        "ranked_users": len(asked.users),
        **spread_of_lists(lists, unit_rows(vectors)),
        **{name: _to_json(part) for name, part in parts.items()},
    }


def best_lists(
    model: RecommenderModel,
    histories: Histories,
    excluded: sparse.csr_matrix,
    only: NDArray[np.bool_] | None = None,
    each: Callable[[int], None] = lambda _: None,
) -> Ids:
    """Return the best items of each user that are not excluded, shape (u, 20).

    Parameters
    ----------
    only
        Items that may compete, shape (n,); all by default.
    each
        Told how many users are done, now and then.
    """
    found = []
    for start in range(0, len(histories), _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, len(histories)))
        scores = model.score(histories.rows(rows))
        lists = rank(_masked(scores, only), excluded[rows], LIST_LENGTH)
        found.append(lists if only is None else _within(lists, only))
        each(int(rows[-1]) + 1)
    return np.concatenate(found) if found else np.zeros((0, LIST_LENGTH), dtype=np.int64)


def _masked(scores: Scores, only: NDArray[np.bool_] | None) -> Scores:
    if only is None:
        return scores
    return np.where(only[None, :], scores, np.finfo(np.float32).min).astype(np.float32)


def _within(lists: Ids, only: NDArray[np.bool_]) -> Ids:
    """Return lists without the items that may not compete."""
    return np.where((lists >= 0) & only[lists], lists, -1)


def _some(wanted: sparse.csr_matrix, items: NDArray[np.bool_]) -> sparse.csr_matrix:
    kept = (wanted @ sparse.diags(items.astype(np.float32))).tocsr()
    kept.eliminate_zeros()
    return kept


def _to_json(part: ListMeasures) -> dict[str, Any]:
    each = {"recall": part.recall.tolist(), "ndcg": part.ndcg.tolist()}
    return {"users": part.users, **part.means, "each": each}
