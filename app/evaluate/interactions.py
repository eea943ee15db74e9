"""Interactions of users with items, as the short-video data of MMSSL and DiffMM lays them out.

``train.npz`` and ``validation.npz`` hold the arrays ``user`` and ``item`` (one row an
interaction) and the numbers ``n_users`` and ``n_items``; ``image.npy`` and ``audio.npy``
hold one row of features an item. Whatever does not fit together is refused before
anything is computed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.core.errors import InputError

MOST_IDS = 50_000_000
"""More users or items than this are taken for damage."""

_UNREADABLE = (OSError, ValueError, EOFError, KeyError, MemoryError, zipfile.BadZipFile)
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Interactions, one row each.

    Attributes
    ----------
    users, items
        Shape (n,), int64.
    """

    users: Ids
    items: Ids

    def __len__(self) -> int:
        return len(self.users)

    def rows(self, rows: Ids | NDArray[np.bool_]) -> Pairs:
        """Return some of the interactions."""
        return Pairs(self.users[rows], self.items[rows])


@dataclass(frozen=True)
class Interactions:
    """Who interacted with what, and what the items look and sound like.

    Attributes
    ----------
    user_count, item_count
        Users are numbered from 0 to ``user_count - 1``, items likewise.
    train, validation
        Known interactions, and those to be foreseen.
    image, audio
        Features of the items, shapes (item_count, d), float32, finite.
    """

    user_count: int
    item_count: int
    train: Pairs
    validation: Pairs
    image: NDArray[np.float32]
    audio: NDArray[np.float32]

    def of_some_users(self, count: int, seed: int) -> Interactions:
        """Return all interactions of ``count`` users drawn by ``seed``; all items stay.

        The users are numbered anew. A count of 0, or one that is not below the number of
        users, keeps all.
        """
        if not 0 < count < self.user_count:
            return self
        drawn = np.random.default_rng(seed).choice(self.user_count, count, replace=False)
        numbers = np.full(self.user_count, -1, dtype=np.int64)
        numbers[np.sort(drawn)] = np.arange(count)

        def kept(pairs: Pairs) -> Pairs:
            users = numbers[pairs.users]
            return Pairs(users[users >= 0], pairs.items[users >= 0])

        train, validation = kept(self.train), kept(self.validation)
        return replace(self, user_count=count, train=train, validation=validation)


def read_interactions(folder: Path) -> Interactions:
    """Read and check a folder of interactions.

    Raises
    ------
    InputError
        When a file is missing or damaged, holds numbers that are not finite or ids that do
        not exist, or when the files do not fit each other.
    """
    if not folder.is_dir():
        raise InputError(folder, "is not a folder; name one with train.npz and image.npy")
    train, counts = _read_split(folder / "train.npz")
    validation, validation_counts = _read_split(folder / "validation.npz")
    if counts != validation_counts:
        raise InputError(
            folder / "validation.npz",
            f"counts {validation_counts[0]} users and {validation_counts[1]} items where "
            f"train.npz counts {counts[0]} and {counts[1]}; take both from one data set",
        )
    image, audio = (
        _read_features(folder / f"{name}.npy", counts[1]) for name in ("image", "audio")
    )
    train, validation = _without_repeats(train, validation, counts[1])
    if not len(validation):
        raise InputError(
            folder / "validation.npz", "holds nothing that train.npz does not hold; hold some out"
        )
    return Interactions(*counts, train, validation, image, audio)


def _without_repeats(train: Pairs, validation: Pairs, items: int) -> tuple[Pairs, Pairs]:
    """Return each interaction once; what is known already is not to be foreseen."""
    known, wanted = (np.unique(one.users * items + one.items) for one in (train, validation))
    wanted = np.setdiff1d(wanted, known)
    return Pairs(known // items, known % items), Pairs(wanted // items, wanted % items)


def _read_split(path: Path) -> tuple[Pairs, tuple[int, int]]:
    arrays = _load_archive(path)
    counts = _count(path, arrays, "n_users"), _count(path, arrays, "n_items")
    users = _ids(path, arrays, "user", counts[0])
    items = _ids(path, arrays, "item", counts[1])
    if len(users) != len(items):
        raise InputError(
            path, f"has {len(users)} users for {len(items)} items; write one of each a row"
        )
    if not len(users):
        raise InputError(path, "holds no interaction; add some")
    return Pairs(users, items), counts


def _load_archive(path: Path) -> Mapping[str, NDArray[np.generic]]:
    _check_file(path)
    try:
        # numpy leaves a file open that it opened itself and could not read.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            return {name: archive[name] for name in ("user", "item", "n_users", "n_items")}
    except _UNREADABLE as error:
        # Of what is no archive at all, numpy tells how to load it unsafely.
        why = "no archive of plain numbers" if "pickle" in str(error) else error
        raise InputError(path, f"cannot be read ({why}); {_WANTED}") from error
    except (AttributeError, TypeError) as error:
        raise InputError(path, f"is no archive of arrays; {_WANTED}") from error


_WANTED = "write user, item, n_users and n_items with numpy.savez"


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise InputError(path, "is missing; the folder needs it")


def _count(path: Path, arrays: Mapping[str, NDArray[np.generic]], name: str) -> int:
    array = arrays[name]
    if array.size != 1 or array.dtype.kind not in "iu" or not 1 <= int(array.item()) <= MOST_IDS:
        raise InputError(path, f"{name} is no whole number from 1 to {MOST_IDS}; correct it")
    return int(array.item())


def _ids(path: Path, arrays: Mapping[str, NDArray[np.generic]], name: str, count: int) -> Ids:
    array = arrays[name]
    if array.ndim != 1 or array.dtype.kind not in "iu":
        raise InputError(
            path, f"{name} is {array.dtype} of shape {array.shape}; write one whole number a row"
        )
    found = array.astype(np.int64)
    strange = np.flatnonzero((found < 0) | (found >= count))
    if len(strange):
        raise InputError(
            path,
            f"row {strange[0]} names {name} {found[strange[0]]}, but there are {count}; "
            f"use numbers from 0 to {count - 1}",
        )
    return found


def _read_features(path: Path, count: int) -> NDArray[np.float32]:
    _check_file(path)
    try:
        array = np.load(path, allow_pickle=False)
    except _UNREADABLE as error:
        raise InputError(path, f"cannot be read ({error}); write it with numpy.save") from error
    if not isinstance(array, np.ndarray) or array.dtype.kind not in "fiu" or array.ndim != 2:
        raise InputError(path, "is no matrix of numbers; write one row of features an item")
    if len(array) != count or not array.shape[1]:
        raise InputError(
            path, f"has shape {array.shape} for {count} items; write one row of features an item"
        )
    with np.errstate(over="ignore"):  # what is too large becomes infinite, and is refused
        features = array.astype(np.float32)
    broken = np.flatnonzero(~np.isfinite(features).all(axis=1))
    if len(broken):
        raise InputError(
            path, f"the features of item {broken[0]} are not finite; compute them again"
        )
    return features
