"""Vectors as little-endian float32 bytes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

_STORED = np.dtype("<f4")


def to_blob(vector: ArrayLike) -> bytes:
    """Return the bytes of a one-dimensional vector of finite numbers.

    Raises
    ------
    ValueError
        When it is not one-dimensional, is empty, or holds NaN or infinity.
    """
    array = np.asarray(vector, dtype=_STORED)
    if array.ndim != 1 or array.size == 0 or not np.isfinite(array).all():
        raise ValueError(f"not a finite, non-empty vector: shape {array.shape}")
    return array.tobytes()


def from_blobs(blobs: Sequence[bytes], dimension: int) -> NDArray[np.float32]:
    """Return blobs of one length as rows, shape (n, dimension), float32."""
    flat = np.frombuffer(b"".join(blobs), dtype=_STORED)
    return flat.reshape(len(blobs), dimension).astype(np.float32, copy=False)


def dimension_of(blob: bytes) -> int:
    """Return how many numbers a blob holds."""
    return len(blob) // _STORED.itemsize
