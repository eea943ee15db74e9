from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.core.errors import Cancelled, InputError
from app.core.home import Home
from app.core.progress import Cancellation, Progress, ignore_progress
from app.core.recommender import RecommenderKind
from app.engine.benchmarking import BenchmarkPlan, kind_named, measure_recommenders
from app.evaluate.interactions import read_interactions
from tests.evaluate.taste import ITEMS, USERS, arrays, write

NEIGHBOURS = RecommenderKind.ITEM_NEIGHBOURS


@pytest.fixture
def plan(tmp_path: Path) -> BenchmarkPlan:
    return BenchmarkPlan(write(tmp_path / "taste", arrays()), (NEIGHBOURS,), (0,))


def test_what_is_measured_is_kept_and_a_damaged_cell_is_measured_again(
    plan: BenchmarkPlan, tmp_path: Path
) -> None:
    home, reports = Home(tmp_path / "home"), list[Progress]()
    first = measure_recommenders(plan, home, reports.append, Cancellation())
    assert reports[-1].done == reports[-1].total == 2
    cells = sorted((home.cache / "benchmark").glob("*.json"))
    assert len(cells) == 2
    written = [cell.stat().st_mtime_ns for cell in cells]
    again = measure_recommenders(plan, home, ignore_progress, Cancellation())
    assert again == first
    assert [cell.stat().st_mtime_ns for cell in cells] == written
    cells[0].write_text("{", "utf-8")
    repaired = measure_recommenders(plan, home, ignore_progress, Cancellation())
    figures = [one["models"]["validation"][NEIGHBOURS.value]["all"] for one in (first, repaired)]
    assert figures[0] == figures[1] and figures[0]["recall@10"]["mean"] > 0.3


def test_side_by_side_the_same_comes_out(plan: BenchmarkPlan, tmp_path: Path) -> None:
    asked = replace(plan, kinds=(NEIGHBOURS, RecommenderKind.ALS))
    found = []
    for processes in (1, 2):
        home = Home(tmp_path / f"home-{processes}")
        one = replace(asked, processes=processes)
        found.append(measure_recommenders(one, home, ignore_progress, Cancellation())["models"])
    for task in found[0]:
        assert list(found[0][task]) == list(found[1][task]) == ["item-neighbours", "als"]
        for kind in found[0][task]:
            assert found[0][task][kind]["all"] == found[1][task][kind]["all"]


def test_a_cancelled_benchmark_stops(plan: BenchmarkPlan, tmp_path: Path) -> None:
    stop = Cancellation()
    stop.cancel()
    with pytest.raises(Cancelled):
        measure_recommenders(plan, Home(tmp_path / "home"), ignore_progress, stop)


def test_exported_lists_are_new_items_of_each_users_taste(
    plan: BenchmarkPlan, tmp_path: Path
) -> None:
    file = tmp_path / "lists.npz"
    exporting = replace(plan, export=file)
    measure_recommenders(exporting, Home(tmp_path / "home"), ignore_progress, Cancellation())
    with np.load(file) as stored:
        users, items = stored["users"], stored["items"]
    assert users.dtype == items.dtype == np.int32
    assert users.tolist() == list(range(USERS)) and items.shape == (USERS, 20)
    data = read_interactions(plan.folder)
    for pairs in (data.train, data.validation):
        assert not (items[pairs.users] == pairs.items[:, None]).any()
    assert all(len(set(row)) == 20 for row in items.tolist())
    kinds = items % 3 == (np.arange(USERS) % 3)[:, None]
    assert kinds[:, :10].mean() > 0.9
    assert items.min() >= 0 and items.max() < ITEMS


def test_names_of_recommenders() -> None:
    assert kind_named("item-neighbours") is NEIGHBOURS
    with pytest.raises(InputError, match="use one of popularity, user-neighbours"):
        kind_named("oracle")


def test_a_folder_that_is_none_is_refused(plan: BenchmarkPlan, tmp_path: Path) -> None:
    elsewhere = replace(plan, folder=tmp_path / "nowhere")
    with pytest.raises(InputError, match="is not a folder"):
        measure_recommenders(elsewhere, Home(tmp_path), ignore_progress, Cancellation())


@pytest.mark.parametrize(
    ("place", "users", "text"),
    [
        ("lists.npz", 50, "lists.npz: would number the drawn users anew"),
        (".", 0, "is a folder"),
        ("taste/train.npz/lists.npz", 0, "cannot be written into .*train.npz"),
        ("/proc/lists.npz", 0, "cannot be written into /proc"),
    ],
)
def test_what_cannot_be_exported_is_refused_before_anything_is_measured(
    plan: BenchmarkPlan, tmp_path: Path, place: str, users: int, text: str
) -> None:
    home, asked = Home(tmp_path / "home"), replace(plan, users=users, export=tmp_path / place)
    with pytest.raises(InputError, match=text):
        measure_recommenders(asked, home, ignore_progress, Cancellation())
    assert not (home.cache / "benchmark").exists()


def test_users_with_too_few_items_left_cannot_be_exported(tmp_path: Path) -> None:
    content = arrays()
    for name in ("train.npz", "validation.npz"):
        kept = content[name]["item"] < 24
        content[name] |= {one: content[name][one][kept] for one in ("user", "item")}
        content[name]["n_items"] = np.int32(24)
    for name in ("image.npy", "audio.npy"):
        content[name][""] = content[name][""][:24]
    folder = write(tmp_path / "few", content)
    asked = BenchmarkPlan(folder, (NEIGHBOURS,), (0,), export=tmp_path / "lists.npz")
    with pytest.raises(InputError, match="under 20 items left"):
        measure_recommenders(asked, Home(tmp_path), ignore_progress, Cancellation())


def test_drawn_users_without_anything_to_foresee_are_refused(tmp_path: Path) -> None:
    content = arrays()
    few = content["validation.npz"]["user"] == 0
    content["validation.npz"] |= {
        one: content["validation.npz"][one][few] for one in ("user", "item")
    }
    asked = BenchmarkPlan(write(tmp_path / "taste", content), (NEIGHBOURS,), (0,), users=2)
    with pytest.raises(InputError, match=r"drawing 2 users: leaves 14 .* known and 0 to foresee"):
        measure_recommenders(asked, Home(tmp_path), ignore_progress, Cancellation())
