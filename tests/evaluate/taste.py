"""A small world of tastes: users like the items of their kind, which looks and sounds tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

USERS, ITEMS, KINDS = 90, 60, 3


def arrays(seed: int = 0) -> dict[str, dict[str, Any]]:
    """Return the content of the four files; pictures tell an item's kind, sounds hardly do."""
    chance = np.random.default_rng(seed)
    liked = np.concatenate(
        [
            chance.choice(np.arange(user % KINDS, ITEMS, KINDS), 8, replace=False)
            for user in range(USERS)
        ]
    )
    users = np.repeat(np.arange(USERS), 8)
    counts = {"n_users": np.int32(USERS), "n_items": np.int32(ITEMS)}
    held = np.arange(len(users)) % 8 == 0
    kinds = np.eye(KINDS)[np.arange(ITEMS) % KINDS]
    look = kinds @ chance.normal(size=(KINDS, 32)) + 0.3 * chance.normal(size=(ITEMS, 32))
    return {
        "train.npz": {"user": users[~held].astype("i4"), "item": liked[~held].astype("i4")}
        | counts,
        "validation.npz": {"user": users[held].astype("i4"), "item": liked[held].astype("i4")}
        | counts,
        "image.npy": {"": look.astype("f2")},
        "audio.npy": {"": chance.normal(size=(ITEMS, 10)).astype("f2")},
    }


def write(folder: Path, content: dict[str, dict[str, Any]]) -> Path:
    """Write the four files, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, named in content.items():
        if name.endswith(".npz"):
            np.savez(folder / name, **named)
        else:
            np.save(folder / name, named[""])
    return folder
