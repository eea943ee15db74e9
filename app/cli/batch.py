"""Many queries from a JSON Lines file: one answer a line, in order, as soon as it is done."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from app.cli.answer_json import answer_as_json
from app.cli.output import print_json
from app.core.errors import Cancelled, InputError, QueryError, TriadError
from app.core.modality import MODALITIES, Modality, PerModality
from app.core.query import Query, Weights, check_weights
from app.core.recommendation import Answer
from app.engine.messages import Recommend

LONGEST_LINE = 1 << 20
"""Bytes of one line at most, so that a file without line ends cannot fill the memory."""

KEYS = frozenset({"id", "image", "text", "audio", "transcript", "weights", "top", "leave_out"})

Answerer = Callable[[Recommend], Answer]


@dataclass(frozen=True)
class BatchLine:
    """One line: its number from 1, its identifier, and its query or what is wrong."""

    number: int
    identifier: Any
    job: Recommend | None
    error: str = ""


def answer_batch(path: Path, defaults: Recommend, answer: Answerer) -> None:
    """Answer every line of ``path`` and print one JSON object for each.

    Parameters
    ----------
    path
        JSON Lines; ``-`` reads standard input.
    defaults
        What a line does not say.
    answer
        Answers one query.

    Raises
    ------
    InputError
        When the file cannot be read at all.
    """
    with _opened(path) as stream:
        for line in read_lines(stream, defaults):
            print_json(_answer_line(line, answer), indent=None)


def read_lines(stream: BinaryIO, defaults: Recommend) -> Iterator[BatchLine]:
    """Yield one :class:`BatchLine` for each line that is not blank, holding one at a time."""
    number = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(raw) > LONGEST_LINE:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(LONGEST_LINE + 1)
            yield BatchLine(number, None, None, f"longer than {LONGEST_LINE} bytes; split it")
        elif raw.strip():
            yield _parsed(number, raw, defaults)


def _parsed(number: int, raw: bytes, defaults: Recommend) -> BatchLine:
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return BatchLine(number, None, None, f"line {number}: not JSON: {error}")
    if not isinstance(value, dict):
        return BatchLine(number, None, None, f"line {number}: not a JSON object")
    try:
        return BatchLine(number, value.get("id"), _job(value, defaults))
    except InputError as error:
        return BatchLine(number, value.get("id"), None, str(error))


def _answer_line(line: BatchLine, answer: Answerer) -> dict[str, Any]:
    if line.job is None:
        return _failed(line, line.error)
    try:
        return {"id": line.identifier, **answer_as_json(answer(line.job))}
    except Cancelled:
        raise
    except TriadError as error:
        return _failed(line, str(error))
    except Exception as error:  # one query's fault of ours must not end the others
        return _failed(line, f"triad: unexpected {type(error).__name__}: {error}")


def _failed(line: BatchLine, why: str) -> dict[str, Any]:
    numbered = {"line": line.number} if line.identifier is None else {}
    return {"id": line.identifier, **numbered, "error": " ".join(why.split())}


def _job(value: dict[str, Any], defaults: Recommend) -> Recommend:
    unknown = sorted(set(value) - KEYS)
    if unknown:
        raise QueryError(f"key {unknown[0]}", f"unknown; use {', '.join(sorted(KEYS))}")
    query = Query(
        images=_strings(value, "image"),
        texts=_strings(value, "text"),
        sounds=_strings(value, "audio"),
        transcript=_transcript(value),
        weights=_weights(value.get("weights"), defaults.query.weights),
    )
    return replace(
        defaults,
        query=query,
        top=_top(value.get("top"), defaults.top),
        leave_out=defaults.leave_out + _strings(value, "leave_out"),
    )


def _strings(value: dict[str, Any], key: str) -> tuple[str, ...]:
    given = value.get(key)
    if given is None:
        return ()
    if isinstance(given, str):
        return (given,)
    if isinstance(given, list) and all(isinstance(one, str) for one in given):
        return tuple(given)
    raise QueryError(f"key {key}", "must be a string or a list of strings")


def _transcript(value: dict[str, Any]) -> str | None:
    given = value.get("transcript")
    if given is None or isinstance(given, str):
        return given
    raise QueryError("key transcript", "must be a string or null")


def _weights(given: Any, default: Weights) -> Weights:
    if given is None:
        return default
    if not isinstance(given, dict) or set(given) - {str(modality) for modality in MODALITIES}:
        raise QueryError("key weights", 'must be an object such as {"image": 1, "text": 0.5}')
    return check_weights(PerModality.of(lambda m: _weight(given, m, default)))


def _weight(given: dict[str, Any], modality: Modality, default: Weights) -> float:
    weight = given.get(modality.value, default[modality])
    if isinstance(weight, bool) or not isinstance(weight, (int, float)):
        raise QueryError(f"weight {modality}", "use a number from 0 to 2")
    return float(weight)


def _top(given: Any, default: int) -> int:
    if given is None:
        return default
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise QueryError("key top", "must be a whole number of 1 or more")
    return given


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = path.open("rb")
    except OSError as error:
        why = f"cannot be read ({error.strerror}); name a JSON Lines file or - for standard input"
        raise QueryError(path, why) from error
    with stream:
        yield stream
