"""Runs at rest: what was written comes back, one writer at a time, kills are noticed."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import CatalogError, FusionError
from app.core.lab import FusionKind, NetworkSettings, RunPlan, RunState, TrainingPoint
from app.engine.messages import RunSummary
from app.engine.run_store import RunStore

PLAN = RunPlan(fusion=FusionKind.LSTM, network=NetworkSettings(dimension=16), name="mine")


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


def test_a_run_comes_back_as_it_was(store: RunStore) -> None:
    run = replace(
        store.begin(PLAN),
        state=RunState.FINISHED,
        points=(TrainingPoint(0, math.inf, 2.5, 0.25), TrainingPoint(1, 1.5, 2.0, 0.5, 1e-3, 0.7)),
        figures=(("validation_recall@10", 0.5),),
        seconds=2.5,
    )
    store.write(run)
    assert store.read(run.run_id) == run
    assert store.all() == (run,)


def test_runs_have_names_of_their_own_the_newest_first(store: RunStore) -> None:
    first, second = store.begin(PLAN), store.begin(PLAN)
    assert first.run_id != second.run_id
    assert {run.run_id for run in store.all()} == {first.run_id, second.run_id}
    assert store.all()[0].run_id == max(first.run_id, second.run_id)


def test_a_run_that_nobody_works_on_is_interrupted(store: RunStore) -> None:
    run = store.begin(PLAN)
    assert store.read(run.run_id).state is RunState.INTERRUPTED
    with store.hold(run.run_id):
        assert store.read(run.run_id).state is RunState.RUNNING
        with pytest.raises(FusionError, match="another window"), store.hold(run.run_id):
            pass
        with pytest.raises(FusionError, match="another window"):
            store.remove(run.run_id)


def test_a_removed_run_is_gone(store: RunStore) -> None:
    run = store.begin(PLAN)
    store.remove(run.run_id)
    assert store.all() == ()
    with pytest.raises(CatalogError, match="is not in this catalog"):
        store.read(run.run_id)


@pytest.mark.parametrize("name", ["../elsewhere", "", "a/b", "never"])
def test_a_name_that_is_no_run_is_refused(store: RunStore, name: str) -> None:
    with pytest.raises(CatalogError, match="run"):
        store.read(name)


@pytest.mark.parametrize("damage", ["", "{", '{"run_id": 3}', "[]"])
def test_a_damaged_run_is_named_and_left_out(store: RunStore, tmp_path: Path, damage: str) -> None:
    whole, broken = store.begin(PLAN), store.begin(PLAN)
    (store.folder_of(broken.run_id) / "run.json").write_text(damage)
    with pytest.raises(CatalogError, match=f"run {broken.run_id}: is damaged"):
        store.read(broken.run_id)
    assert [run.run_id for run in store.all()] == [whole.run_id]


def test_settings_out_of_bounds_on_disk_are_damage(store: RunStore) -> None:
    run = store.begin(PLAN)
    file = store.folder_of(run.run_id) / "run.json"
    stored = json.loads(file.read_text())
    stored["plan"]["network"]["dropout"] = 7
    file.write_text(json.dumps(stored))
    with pytest.raises(CatalogError, match="damaged"):
        store.read(run.run_id)


def test_a_summary_is_plain(store: RunStore) -> None:
    assert isinstance(store.read(store.begin(PLAN).run_id), RunSummary)
