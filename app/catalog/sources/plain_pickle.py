"""Reading the pickles of published data sets as data: nothing in them is ever called.

A pickle is a program. Before anything runs, every instruction is compared with the few
that Python 2 wrote for dictionaries, lists, texts, numbers and numpy arrays; whatever
else is in the file, the file is refused. The three names that numpy's arrays need lead
to classes of this module that only remember what they were given, so no code of numpy
or of anybody else is reached from the file.
"""

from __future__ import annotations

import io
import math
import pickle
import pickletools
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.core.errors import ImportSourceError, MediaError
from app.media.file import printable, read_file

LARGEST_FILE = 64 << 20
"""Bytes; the published batches have 31 million."""

_MOST_NOTES = 1 << 20
"""Places in the pickle's memory; a published batch uses about ten thousand."""

_CONTAINERS = "MARK EMPTY_DICT SETITEM SETITEMS EMPTY_LIST APPEND APPENDS EMPTY_TUPLE"
_TUPLES = "TUPLE TUPLE1 TUPLE2 TUPLE3 BINPUT LONG_BINPUT BINGET LONG_BINGET"
_VALUES = "NONE NEWTRUE NEWFALSE BININT BININT1 BININT2 SHORT_BINSTRING BINSTRING BINUNICODE"
_FRAME = "PROTO STOP GLOBAL REDUCE BUILD"
_ALLOWED = frozenset(" ".join((_CONTAINERS, _TUPLES, _VALUES, _FRAME)).split())
_MEMORY = frozenset({"BINPUT", "LONG_BINPUT", "BINGET", "LONG_BINGET"})
_DAMAGE = (pickle.UnpicklingError, ValueError, TypeError, KeyError, IndexError, EOFError)
_ATTACK = (AttributeError, OverflowError, RecursionError, MemoryError, UnicodeError)


class _Kind:
    """Stands for the class ``numpy.ndarray``."""

    def __setstate__(self, state: object) -> None:
        """Nothing is ever set on it."""


class _NumberType:
    """What a pickle says about the type of an array's numbers."""

    def __init__(self, code: object, *_: object) -> None:
        self.code = code

    def __setstate__(self, state: object) -> None:
        """Byte order and alignment of single bytes say nothing."""


class _Numbers:
    """What a pickle says about an array; ``state`` is version, shape, type, order, bytes."""

    def __init__(self, *_: object) -> None:
        self.state: object = None

    def __setstate__(self, state: object) -> None:
        self.state = state


_NAMES: Mapping[tuple[str, str], type] = {
    ("numpy.core.multiarray", "_reconstruct"): _Numbers,
    ("numpy", "ndarray"): _Kind,
    ("numpy", "dtype"): _NumberType,
}


class _DataOnly(pickle.Unpickler):
    """Finds no class but the three stand-ins."""

    def find_class(self, module: str, name: str, /) -> type:
        found = _NAMES.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"names {module}.{name}")
        return found


def read_plain_pickle(file: Path) -> dict[bytes, object]:
    """Return the dictionary in a pickle that Python 2 wrote; its texts are bytes.

    Raises
    ------
    ImportSourceError
        When it cannot be read, is larger than 64 MB, is damaged or cut off, holds anything
        but plain data, or is no dictionary. Nothing that it names was run.
    """
    try:
        data = read_file(file, LARGEST_FILE)
    except MediaError as error:
        raise ImportSourceError(error.what, error.why) from error
    name = printable(file)
    try:
        _check_instructions(name, data)
        found: object = _DataOnly(io.BytesIO(data), encoding="bytes").load()
    except (*_DAMAGE, *_ATTACK) as error:
        raise ImportSourceError(
            name, f"is damaged, cut off or no batch ({_reason(error)}); download it again"
        ) from error
    if not isinstance(found, dict):
        raise ImportSourceError(name, "holds no dictionary; choose the files as published")
    return {key: value for key, value in found.items() if isinstance(key, bytes)}


def _check_instructions(name: str, data: bytes) -> None:
    for instruction, argument, _ in pickletools.genops(data):
        if instruction.name == "GLOBAL" and tuple(str(argument).split(" ")) not in _NAMES:
            raise _refusal(name, str(argument).replace(" ", "."))
        if instruction.name not in _ALLOWED:
            raise _refusal(name, f"the pickle instruction {instruction.name}")
        if instruction.name in _MEMORY and int(argument or 0) >= _MOST_NOTES:
            raise _refusal(name, "an unreasonable amount of memory")


def _refusal(name: str, what: str) -> ImportSourceError:
    return ImportSourceError(
        name, f"is a pickle that asks for {what}; only plain data is read, so nothing of it was run"
    )


def _reason(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def byte_matrix(value: object, columns: int) -> NDArray[np.uint8] | None:
    """Return an array of a plain pickle as (n, columns) uint8, read only.

    ``None`` when it is no such array: another type or shape, columns before rows, or
    another number of bytes than its shape says.
    """
    if not isinstance(value, _Numbers) or not isinstance(value.state, tuple):
        return None
    if len(value.state) != 5:
        return None
    _, shape, kind, is_columns_first, content = value.state
    if not isinstance(kind, _NumberType) or kind.code != b"u1":
        return None
    if not isinstance(content, bytes) or not _is_shape(shape, columns) or is_columns_first:
        return None
    if math.prod(shape) != len(content):
        return None
    matrix: NDArray[np.uint8] = np.frombuffer(content, np.uint8).reshape(shape)
    return matrix


def _is_shape(shape: object, columns: int) -> bool:
    if not isinstance(shape, tuple) or len(shape) != 2 or shape[1] != columns:
        return False
    return isinstance(shape[0], int) and shape[0] >= 0
