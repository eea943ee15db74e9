"""GloVe's text format: a line a word, ``word v1 v2 ...``, blanks between, no header."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.progress import Cancellation

_LONGEST_LINE = 1 << 17
"""Bytes; a vector of 2,000 numbers takes 20,000."""


def read_glove_file(
    path: Path,
    wanted: frozenset[str],
    first: int = 0,
    cancellation: Cancellation | None = None,
) -> dict[str, NDArray[np.float32]]:
    """Return the vectors of wanted words and of the first words; a word's first line counts.

    Every line is checked, but not every one is kept, so that a file of gigabytes needs little
    memory. A first line of two whole numbers, as word2vec writes it, is passed over.

    Parameters
    ----------
    path
        UTF-8 text.
    wanted
        Words as :func:`~app.encoders.text.tokenizing.tokenize` gives them.
    first
        So many words are kept whether wanted or not; such files begin with frequent words.

    Raises
    ------
    FusionError
        Naming file and line: a line of another length, something that is no finite number,
        no line at all, or a file that cannot be read.
    """
    found: dict[str, NDArray[np.float32]] = {}
    size = 0
    for number, fields in _lines(path):
        (cancellation or Cancellation()).check()
        if number == 1 and _is_header(fields):
            continue
        size = size or len(fields) - 1
        _check_length(path, number, fields, size)
        vector = _numbers(path, number, fields[1:])
        if fields[0] in wanted or number <= first:
            found.setdefault(fields[0], vector)
    if not size:
        raise FusionError(path, "has no word vectors; choose a file of lines like `word 0.1 0.2`")
    return found


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the fields of each line that is not empty."""
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(iter(lambda: stream.readline(_LONGEST_LINE), b""), 1):
                if len(line) >= _LONGEST_LINE:
                    raise FusionError(f"{path}, line {number}", "is too long for a word vector")
                fields = line.decode("utf-8").rstrip("\r\n").strip(" ").split(" ")
                if fields != [""]:
                    yield number, fields
    except OSError as error:
        raise FusionError(
            path, f"cannot be read ({error.strerror}); choose another file"
        ) from error
    except UnicodeDecodeError as error:
        raise FusionError(path, "is not text in UTF-8; choose a GloVe text file") from error


def _is_header(fields: list[str]) -> bool:
    return len(fields) == 2 and all(field.isdecimal() for field in fields)


def _check_length(path: Path, number: int, fields: list[str], size: int) -> None:
    if size < 1 or len(fields) - 1 != size:
        raise FusionError(
            f"{path}, line {number}",
            f"has {len(fields) - 1} numbers where {max(size, 1)} are expected; mend that line",
        )


def _numbers(path: Path, number: int, fields: list[str]) -> NDArray[np.float32]:
    try:
        vector = np.array([float(field) for field in fields], np.float64)
    except ValueError as error:
        raise FusionError(
            f"{path}, line {number}", f"has something that is no number ({error}); mend that line"
        ) from error
    largest = float(np.abs(vector).max())
    if not math.isfinite(largest) or largest > float(np.finfo(np.float32).max):
        raise FusionError(
            f"{path}, line {number}", "has a number that is not finite; mend that line"
        )
    return vector.astype(np.float32)
