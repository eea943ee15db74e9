from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.errors import InputError
from app.evaluate.interactions import read_interactions
from tests.evaluate.taste import ITEMS, USERS, arrays, write

Content = dict[str, dict[str, Any]]


def test_reads_what_the_files_hold(tmp_path: Path) -> None:
    content = arrays()
    data = read_interactions(write(tmp_path, content))
    assert (data.user_count, data.item_count) == (USERS, ITEMS)
    pairs = set(zip(data.train.users.tolist(), data.train.items.tolist(), strict=True))
    train = content["train.npz"]
    assert pairs == set(zip(train["user"].tolist(), train["item"].tolist(), strict=True))
    assert np.array_equal(data.image, content["image.npy"][""].astype(np.float32))


def test_what_is_known_twice_counts_once_and_is_not_to_be_foreseen(tmp_path: Path) -> None:
    content = arrays()
    train, validation = content["train.npz"], content["validation.npz"]
    for name in ("user", "item"):
        known = train[name][:3]
        train[name] = np.concatenate([train[name], known])
        validation[name] = np.concatenate([validation[name], known])
    data = read_interactions(write(tmp_path, content))
    before = read_interactions(write(tmp_path / "before", arrays()))
    assert len(data.train) == len(before.train)
    assert len(data.validation) == len(before.validation)


def test_drawn_users_keep_all_their_interactions(tmp_path: Path) -> None:
    data = read_interactions(write(tmp_path, arrays()))
    some = data.of_some_users(20, 3)
    assert some.user_count == 20
    assert set(np.unique(some.train.users)) == set(range(20))
    assert len(some.train) == 20 * 7 and len(some.validation) == 20
    again = data.of_some_users(20, 3)
    assert np.array_equal(some.train.items, again.train.items)
    assert data.of_some_users(0, 3) is data


def _remove(name: str) -> Callable[[Content], None]:
    return lambda content: void(content.pop(name))


def void(_: object) -> None:
    """Take a value for nothing."""


def _set(name: str, key: str, value: Any) -> Callable[[Content], None]:
    return lambda content: content[name].update({key: value})


def _foresee_what_is_known(content: Content) -> None:
    content["validation.npz"] = content["train.npz"]


def _spoil(name: str, key: str, place: Any, value: Any) -> Callable[[Content], None]:
    def spoil(content: Content) -> None:
        content[name][key][place] = value

    return spoil


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_remove("train.npz"), "train.npz: is missing"),
        (_remove("audio.npy"), "audio.npy: is missing"),
        (_spoil("train.npz", "item", 5, ITEMS), f"row 5 names item {ITEMS}"),
        (_spoil("validation.npz", "user", 2, -1), "row 2 names user -1"),
        (_spoil("image.npy", "", (7, 3), np.nan), "item 7 are not finite"),
        (_spoil("audio.npy", "", (0, 0), np.inf), "item 0 are not finite"),
        (_set("image.npy", "", np.zeros((ITEMS - 1, 4), "f4")), "one row of features an item"),
        (_set("audio.npy", "", np.zeros((ITEMS, 0), "f4")), "one row of features an item"),
        (_set("audio.npy", "", np.zeros(ITEMS, "f4")), "no matrix of numbers"),
        (_set("audio.npy", "", np.full((ITEMS, 2), "a")), "no matrix of numbers"),
        (_set("train.npz", "user", np.zeros(3, "i4")), "3 users for"),
        (_set("train.npz", "user", np.zeros(630, "f4")), "whole number a row"),
        (_set("train.npz", "n_users", np.int64(10**12)), "n_users is no whole number"),
        (_set("validation.npz", "n_items", np.int64(ITEMS + 1)), "take both from one data set"),
        (_foresee_what_is_known, "validation.npz: holds nothing that train.npz does not hold"),
        (_set("audio.npy", "", np.full((ITEMS, 2), 1e300)), "item 0 are not finite"),
        (_set("train.npz", "user", np.array([None] * 630)), "cannot be read"),
    ],
)
def test_files_that_do_not_fit_are_refused_in_one_line(
    tmp_path: Path, spoil: Callable[[Content], None], says: str
) -> None:
    content = arrays()
    spoil(content)
    with pytest.raises(InputError) as caught:
        read_interactions(write(tmp_path, content))
    assert says in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["train.npz", "image.npy"])
@pytest.mark.parametrize("keep", [0, 5, 200])
def test_files_cut_short_are_refused(tmp_path: Path, name: str, keep: int) -> None:
    path = write(tmp_path, arrays()) / name
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(InputError, match="cannot be read"):
        read_interactions(tmp_path)


def test_matrix_in_the_place_of_an_archive(tmp_path: Path) -> None:
    write(tmp_path, arrays())
    (tmp_path / "train.npz").write_bytes((tmp_path / "image.npy").read_bytes())
    with pytest.raises(InputError, match="no archive of arrays"):
        read_interactions(tmp_path)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a folder"):
        read_interactions(tmp_path / "nowhere")
