"""A training run at rest: ``last.safetensors`` to go on from, ``best.safetensors`` to use.

What is no tensor (epoch, curve, settings) is JSON in the file's own header, so that one
rename replaces everything at once and a kill at any moment leaves a whole checkpoint.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save as tensors_to_bytes
from torch import Tensor

from app.core.errors import FusionError, StorageError
from app.core.lab import TrainingPoint

SCHEMA = 1
LAST = "last.safetensors"
BEST = "best.safetensors"
_KEY = "triad"
_AGAIN = "start a new run, or remove the file"


@dataclass(frozen=True)
class Saved:
    """One file of a checkpoint.

    Attributes
    ----------
    tensors
        By name, on the CPU.
    facts
        JSON values.
    """

    tensors: dict[str, Tensor]
    facts: dict[str, Any]


def write_saved(path: Path, saved: Saved) -> None:
    """Write a file so that either the new one or the old one is there, whole.

    Raises
    ------
    StorageError
        When the disk is full or may not be written to; the old file stays.
    """
    header = {_KEY: json.dumps({"schema": SCHEMA, **saved.facts}, allow_nan=False)}
    tensors = {name: tensor.contiguous() for name, tensor in saved.tensors.items()}
    # One name always, so that what a kill left of a draft is overwritten.
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(tensors_to_bytes(tensors, header))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise StorageError(
            path,
            f"checkpoint not saved ({error.strerror}); the last good one stays: "
            "free space or make it writable, then resume",
        ) from error


def read_saved(path: Path) -> Saved:
    """Read a file.

    Raises
    ------
    FusionError
        When it is missing, damaged or of another schema.
    """
    try:
        with safe_open(path, framework="pt") as file:
            facts = json.loads((file.metadata() or {})[_KEY])
            tensors = {name: file.get_tensor(name).clone() for name in file.keys()}  # noqa: SIM118
    except FileNotFoundError as error:
        raise FusionError(path, f"is missing; {_AGAIN}") from error
    except (OSError, SafetensorError, ValueError, KeyError) as error:
        raise FusionError(path, f"is no checkpoint or is damaged ({error}); {_AGAIN}") from error
    if not isinstance(facts, dict) or facts.get("schema") != SCHEMA:
        raise FusionError(path, f"was written by another version of Triad; {_AGAIN}")
    return Saved(tensors, facts)


def facts_of(points: tuple[TrainingPoint, ...]) -> list[dict[str, Any]]:
    """Return points as JSON values; ``None`` for what is not a number."""
    return [
        {
            name: None if isinstance(value, float) and math.isnan(value) else value
            for name, value in asdict(point).items()
        }
        for point in points
    ]


def points_of(path: Path, facts: Mapping[str, Any]) -> tuple[TrainingPoint, ...]:
    """Return the points that :func:`facts_of` described.

    Raises
    ------
    FusionError
        When they are not there as they should be.
    """
    try:
        return tuple(_point(one) for one in facts["points"])
    except (KeyError, TypeError) as error:
        raise FusionError(path, f"lacks its curve ({error}); {_AGAIN}") from error


def _point(facts: Mapping[str, Any]) -> TrainingPoint:
    is_optional = {one.name: one.default is None for one in fields(TrainingPoint)}
    known: dict[str, Any] = {
        name: math.nan if value is None and not is_optional[name] else value
        for name, value in facts.items()
    }
    return TrainingPoint(**known)
