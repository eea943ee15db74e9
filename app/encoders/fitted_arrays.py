"""What feature models have in common: a digest, and checks of what is fitted or restored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.lab import AudioFeature, ImageFeature
from app.core.modality import Modality
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FeatureKind, Vector

_AGAIN = "fit the features again"


def modality_of(kind: FeatureKind) -> Modality:
    """Return what a feature kind looks at."""
    if isinstance(kind, ImageFeature):
        return Modality.IMAGE
    return Modality.AUDIO if isinstance(kind, AudioFeature) else Modality.TEXT


def name_of(kind: FeatureKind) -> str:
    """Return how errors name a feature kind, such as ``image features hog``."""
    return f"{modality_of(kind)} features {kind.value}"


def digest_of_recipe(recipe: str) -> str:
    """Return the digest of how media are described: of its recipe in words and numbers."""
    return hashlib.sha256(recipe.encode()).hexdigest()


def digest_of_model(
    kind: FeatureKind, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
) -> str:
    """Return a sha256 over everything that was fitted and every setting, hexadecimal.

    It depends neither on the order of the mappings nor on the byte order of the machine.
    """
    digest = hashlib.sha256(f"{modality_of(kind)}\n{kind.value}\n".encode())
    digest.update(json.dumps(dict(settings), sort_keys=True).encode())
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        plain = array.astype(array.dtype.newbyteorder("<"), copy=False)
        digest.update(f"\n{name} {plain.dtype.str} {plain.shape}\n".encode())
        digest.update(plain.tobytes())
    return digest.hexdigest()


def rows_of(
    descriptions: Sequence[Vector], kind: FeatureKind, columns: int | None = None
) -> NDArray[np.float32]:
    """Stack descriptions to ``(n, columns)`` float32.

    Parameters
    ----------
    columns
        How long each must be; the length of the first when not given.

    Raises
    ------
    FusionError
        When their lengths differ.
    """
    wanted = columns if columns is not None else (len(descriptions[0]) if descriptions else 0)
    lengths = {len(description) for description in descriptions} - {wanted}
    if lengths:
        raise FusionError(
            name_of(kind),
            f"need descriptions of {wanted} numbers, not {min(lengths)}; describe the media again",
        )
    rows = np.empty((len(descriptions), wanted), np.float32)
    for row, description in enumerate(descriptions):
        rows[row] = description
    return rows


def check_enough(count: int, needed: int, kind: FeatureKind, things: str = "items") -> None:
    """Refuse to fit to too little.

    Raises
    ------
    FusionError
        When there are fewer than ``needed``; it says how many are needed.
    """
    if count < needed:
        raise FusionError(
            name_of(kind),
            f"need at least {needed} {things} to be fitted to, and there are {count}; "
            "add more or choose other features",
        )


def array_of(
    arrays: Mapping[str, NDArray[Any]], name: str, shape: Sequence[int | None], kind: FeatureKind
) -> NDArray[np.float32]:
    """Return a stored array as float32 when it has the shape; ``None`` there is any size.

    Raises
    ------
    FusionError
        When it is missing, of another shape, or has numbers that are not finite.
    """
    if name not in arrays:
        raise FusionError(name_of(kind), f"lack the array {name}; {_AGAIN}")
    array = arrays[name]
    fits = len(array.shape) == len(shape) and all(
        wanted is None or size == wanted for size, wanted in zip(array.shape, shape, strict=True)
    )
    if not fits:
        raise FusionError(
            name_of(kind), f"have the array {name} of shape {tuple(array.shape)}; {_AGAIN}"
        )
    if not np.isfinite(array).all():
        raise FusionError(name_of(kind), f"have numbers in {name} that are not finite; {_AGAIN}")
    return array.astype(np.float32)


def setting_of(settings: Mapping[str, Any], name: str, kind: FeatureKind) -> Any:
    """Return a stored setting.

    Raises
    ------
    FusionError
        When it is missing.
    """
    if name not in settings:
        raise FusionError(name_of(kind), f"lack the setting {name}; {_AGAIN}")
    return settings[name]


def parts_of(
    settings: Mapping[str, Any], columns: int, kind: FeatureKind
) -> tuple[FeaturePart, ...]:
    """Return the stored parts (``[[name, size], ...]``) when they add up to ``columns``.

    Raises
    ------
    FusionError
        When they do not, or are none.
    """
    stored = setting_of(settings, "parts", kind)
    try:
        parts = tuple(FeaturePart(str(name), int(size)) for name, size in stored)
    except (TypeError, ValueError) as error:
        raise FusionError(name_of(kind), f"have unreadable parts ({error}); {_AGAIN}") from error
    if sum(part.size for part in parts) != columns:
        raise FusionError(
            name_of(kind), f"have parts that do not add up to {columns} columns; {_AGAIN}"
        )
    return parts


def as_setting(parts: Sequence[FeaturePart]) -> list[list[str | int]]:
    """Return parts as JSON values, as :func:`parts_of` reads them."""
    return [[part.name, part.size] for part in parts]
