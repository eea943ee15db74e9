from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest

from app.core.progress import ignore_progress
from app.core.recommender import RecommenderKind
from app.evaluate.benchmark import BenchmarkCell, Task, asked_of, best_lists, measure_cell
from app.evaluate.benchmark_table import cells_of, table_of
from app.evaluate.interactions import Interactions, read_interactions
from app.recommend.popularity import PopularityModel
from tests.evaluate.taste import ITEMS, arrays, write

KINDS = (
    RecommenderKind.POPULARITY,
    RecommenderKind.ITEM_NEIGHBOURS,
    RecommenderKind.AUTOENCODER,
    RecommenderKind.MULTIMODAL_AUTOENCODER,
    RecommenderKind.ALS,
)


@cache
def taste() -> Interactions:
    with TemporaryDirectory() as folder:
        return read_interactions(write(Path(folder) / "taste", arrays()))


@cache
def measured(kind: RecommenderKind, seed: int, task: Task) -> dict[str, Any]:
    return measure_cell(taste(), BenchmarkCell(kind, seed, task), ignore_progress)


def table() -> dict[str, Any]:
    cells = cells_of(KINDS, (0, 1))
    return table_of({cell: measured(cell.kind, cell.seed, cell.task) for cell in cells})


def test_whoever_learns_is_ahead_of_popularity_and_modalities_help_with_hidden_items() -> None:
    rows = table()["models"]
    warm, hidden = rows["validation"], rows["hidden items"]
    recall = {name: row["all"]["recall@10"]["mean"] for name, row in warm.items()}
    assert recall["item-neighbours"] > 2 * recall["popularity"]
    assert recall["autoencoder"] > 2 * recall["popularity"]
    apart = {name: row["cold_among_cold"]["recall@10"]["mean"] for name, row in hidden.items()}
    assert apart["multimodal-autoencoder"] >= apart["autoencoder"]
    gains = table()["gains_by_modalities"]
    cold = [one for one in gains if one["items"] == "cold" and one["measure"] == "ndcg@20"]
    assert cold[-1]["gain"] > 0.1 and cold[-1]["p_value"] < 0.05
    assert table()["best_on_validation"] in warm and table()["best_on_validation"] != "popularity"


def test_only_what_has_chance_is_repeated_and_has_a_spread() -> None:
    rows = table()["models"]["validation"]
    assert rows["als"]["seeds"] == 2 and rows["als"]["all"]["ndcg@20"]["spread"] is not None
    assert rows["autoencoder"]["seeds"] == 1
    assert rows["autoencoder"]["all"]["ndcg@20"]["spread"] is None
    assert all(rows["als"][cost]["mean"] > 0 for cost in ("fit_seconds", "rank_seconds"))
    if sys.platform == "linux":
        assert all(rows["als"][cost]["mean"] > 10 for cost in ("fit_peak_mib", "rank_peak_mib"))


def test_a_row_has_every_measure_of_lists() -> None:
    row = table()["models"]["validation"]["als"]
    measured = ("recall", "ndcg", "precision", "hit_rate")
    names = {f"{name}@{k}" for name in measured for k in (10, 20)} | {"mrr@20"}
    for part in ("all", "warm", "cold"):
        assert set(row[part]) - {"users"} == names
    assert 0 < row["all"]["mrr@20"]["mean"] < 1


def test_hidden_items_are_nowhere_in_the_histories_and_nobody_is_asked_without_one() -> None:
    data = taste()
    asked = asked_of(data, Task.HIDDEN)
    known = asked.histories.seen()
    hidden = np.unique(asked.wanted.indices)
    assert np.asarray(known.sum(0)).ravel()[hidden].sum() == 0
    assert asked.cold[hidden].all() and len(hidden) == round(0.1 * ITEMS)
    assert np.diff(known.indptr)[asked.users].min() > 0
    assert known.nnz + asked.wanted.nnz == len(data.train)
    again = asked_of(data, Task.HIDDEN)
    np.testing.assert_array_equal(again.wanted.toarray(), asked.wanted.toarray())


def test_all_items_compete_but_the_known_ones() -> None:
    asked = asked_of(taste(), Task.VALIDATION)
    histories = asked.histories.rows(asked.users)
    rising = PopularityModel(np.arange(ITEMS, dtype=np.float32))
    lists = best_lists(rising, histories, histories.seen())
    for row, items in enumerate(lists):
        mine = set(histories.items[histories.bounds[row] : histories.bounds[row + 1]].tolist())
        assert items.tolist() == [i for i in range(ITEMS - 1, -1, -1) if i not in mine][:20]


def test_a_few_may_compete_among_themselves() -> None:
    asked = asked_of(taste(), Task.VALIDATION)
    histories = asked.histories.rows(asked.users[:3])
    few = np.isin(np.arange(ITEMS), [4, 9, 40])
    model = PopularityModel(np.arange(ITEMS, dtype=np.float32))
    for row, items in enumerate(best_lists(model, histories, histories.seen(), only=few)):
        mine = histories.items[histories.bounds[row] : histories.bounds[row + 1]]
        left = [item for item in (40, 9, 4) if item not in mine]
        assert items[items >= 0].tolist() == left


@pytest.mark.parametrize("task", Task)
def test_a_cell_is_named_by_all_that_decides_it(task: Task) -> None:
    cells = [
        BenchmarkCell(kind, seed, task)
        for kind in (RecommenderKind.AUTOENCODER, RecommenderKind.MULTIMODAL_AUTOENCODER)
        for seed in (0, 1)
    ]
    names = {cell.digest(data) for cell in cells for data in ("one", "other")}
    assert len(names) == 8
