"""What a fitted text feature keeps: its digest, and checks of what is read back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.encoders.text.vocabulary import Vocabulary

_WAY_OUT = "fit the feature again"


def digest_of(recipe: str, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]) -> str:
    """Return the sha256 over a recipe's name, every number and every setting, hexadecimal."""
    seen = hashlib.sha256(recipe.encode())
    seen.update(json.dumps(dict(settings), sort_keys=True).encode())
    for name, array in sorted(arrays.items()):
        seen.update(f"{name} {array.dtype.str} {array.shape}".encode())
        seen.update(np.ascontiguousarray(array).tobytes())
    return seen.hexdigest()


def vocabulary_settings(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return a vocabulary as JSON values."""
    return {"words": list(vocabulary.words), "counts": list(vocabulary.counts)}


def read_vocabulary(settings: Mapping[str, Any], what: str) -> Vocabulary:
    """Return the vocabulary in ``settings``.

    Raises
    ------
    FusionError
        When words are missing, twice there or no words, or counts do not fit to them.
    """
    words, counts = settings.get("words"), settings.get("counts")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise FusionError(what, f"has no list of words; {_WAY_OUT}")
    if not words or len(set(words)) != len(words):
        raise FusionError(what, f"has no words or some twice; {_WAY_OUT}")
    fits = isinstance(counts, list) and len(counts) == len(words)
    if not fits or not all(type(count) is int and count > 0 for count in counts or ()):
        raise FusionError(what, f"has counts that do not fit its words; {_WAY_OUT}")
    return Vocabulary(tuple(words), tuple(counts or ()))


def read_number(settings: Mapping[str, Any], name: str, what: str) -> int:
    """Return a whole number above 0 in ``settings``.

    Raises
    ------
    FusionError
        When it is missing or something else.
    """
    number = settings.get(name)
    if type(number) is not int or number < 1:
        raise FusionError(what, f"has no {name} above 0; {_WAY_OUT}")
    return number


def read_array(
    arrays: Mapping[str, NDArray[Any]], name: str, shape: tuple[int | None, ...], what: str
) -> NDArray[np.float32]:
    """Return an array of float32 with that shape; ``None`` stands for any length.

    Raises
    ------
    FusionError
        When it is missing, of another shape or kind, or not finite.
    """
    array = arrays.get(name)
    if array is None or array.dtype != np.float32:
        raise FusionError(what, f"has no numbers called {name}; {_WAY_OUT}")
    fits = len(array.shape) == len(shape) and all(
        wanted in (None, there) for wanted, there in zip(shape, array.shape, strict=True)
    )
    if not fits or not np.isfinite(array).all():
        raise FusionError(what, f"has {name} of the wrong shape or not finite; {_WAY_OUT}")
    return array
