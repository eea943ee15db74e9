"""A query as a JSON file: what ``triad gui --query`` takes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.errors import QueryError
from app.core.modality import MODALITIES, PerModality
from app.core.query import EQUAL_WEIGHTS, Query, Weights, check_weights


def read_query(path: Path) -> Query:
    """Read ``{"image", "text", "audio", "weights"}``; values are strings or lists of them.

    Raises
    ------
    QueryError
        When the file cannot be read or is not such an object.
    """
    try:
        given = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise QueryError(path, f"cannot be read ({error.strerror}); name a JSON file") from error
    except ValueError as error:
        raise QueryError(path, f"is not JSON ({error}); write one object") from error
    if not isinstance(given, dict):
        raise QueryError(path, 'write one object such as {"text": "a red fruit"}')
    query = Query(
        images=_strings(path, given, "image"),
        texts=_strings(path, given, "text"),
        sounds=_strings(path, given, "audio"),
        weights=_weights(path, given.get("weights", {})),
    )
    transcript = given.get("transcript")
    return replace(query, transcript=transcript) if isinstance(transcript, str) else query


def _strings(path: Path, given: dict[str, Any], name: str) -> tuple[str, ...]:
    value = given.get(name) or []
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(entry, str) for entry in values):
        raise QueryError(path, f'"{name}" must be a string or a list of strings')
    return tuple(values)


def _weights(path: Path, given: Any) -> Weights:
    if not isinstance(given, dict):
        raise QueryError(path, '"weights" must be an object such as {"image": 1}')
    try:
        weights = {name: float(given.get(name.value, EQUAL_WEIGHTS[name])) for name in MODALITIES}
    except (TypeError, ValueError) as error:
        raise QueryError(path, "weights must be numbers from 0 to 2") from error
    return check_weights(PerModality.of(weights.__getitem__))
