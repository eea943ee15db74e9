"""Reads the hyper-parameters that ``triad train --set NAME=VALUE`` gives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from enum import Enum
from typing import Any, TypeVar

from app.core.errors import FusionError
from app.core.lab import NetworkSettings, TrainerSettings

S = TypeVar("S", NetworkSettings, TrainerSettings)


def parse_settings(given: Sequence[str], seed: int) -> tuple[NetworkSettings, TrainerSettings]:
    """Read ``NAME=VALUE`` pairs into settings.

    Raises
    ------
    FusionError
        When a name is unknown, or a value is of another kind or out of bounds.
    """
    values: dict[str, str] = {}
    for pair in given:
        name, equals, value = (piece.strip() for piece in pair.partition("="))
        if not equals or name not in _names():
            known = ", ".join(sorted(_names()))
            raise FusionError(f"--set {pair}", f"write it as NAME=VALUE; names: {known}")
        values[name] = value
    values.setdefault("seed", str(seed))
    return _with_values(NetworkSettings(), values), _with_values(TrainerSettings(), values)


def _names() -> set[str]:
    return {one.name for kind in (NetworkSettings, TrainerSettings) for one in fields(kind)}


def _with_values(defaults: S, values: dict[str, str]) -> S:
    changed = {
        one.name: _as_kind_of(getattr(defaults, one.name), values[one.name], one.name)
        for one in fields(defaults)
        if one.name in values
    }
    return type(defaults)(**changed)


def _as_kind_of(default: Any, text: str, name: str) -> Any:
    """Return ``text`` as a value of the kind that the default has."""
    try:
        if isinstance(default, Enum):
            return type(default)(text)
        if isinstance(default, bool):
            return bool({"true": True, "false": False}[text.lower()])
        value = json.loads(text)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return type(default)(value)
    except (ValueError, KeyError):
        pass
    raise FusionError(f"--set {name}={text}", f"write a value like {name}={_shown(default)}")


def _shown(default: Any) -> str:
    return str(default.value if isinstance(default, Enum) else default).lower()
