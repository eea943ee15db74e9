"""Reductions: which directions of a modality's features vary in a catalog."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.fusion.tower import Array, Reduction, compress, unit_rows

COMPONENTS = 256
"""At most this many principal components of a part."""
CENTRING_PRIOR = 8.0
"""Centres are shrunk toward zero as if this many items of mean zero had been seen."""


def reduce_present(reduction: Reduction, values: Array, present: NDArray[np.bool_]) -> Array:
    """Return reduced features, zeros where absent; shape (n, r), float32."""
    reduced = np.zeros((len(values), reduction.basis.shape[1]), dtype=np.float32)
    if present.any():
        reduced[present] = reduction.apply(values[present])
    return reduced


def fit_reduction(values: Array, parts: tuple[int, ...], dimension: int) -> Reduction:
    """Fit one modality's reduction; each part's reduced rows have unit length on average."""
    rooted = tuple(_is_activation(piece) for piece in _split(values, parts))
    compressed = compress(values, parts, rooted)
    count = len(compressed)
    mean = compressed.sum(axis=0) / np.float32(count + CENTRING_PRIOR)
    blocks = [_block(piece, dimension) for piece in _split(compressed - mean, parts)]
    basis = np.zeros((sum(parts), sum(block.shape[1] for block in blocks)), dtype=np.float32)
    row = column = 0
    for block in blocks:
        basis[row : row + block.shape[0], column : column + block.shape[1]] = block
        row, column = row + block.shape[0], column + block.shape[1]
    return Reduction(parts, rooted, mean.astype(np.float32), basis)


def _split(values: Array, parts: tuple[int, ...]) -> list[Array]:
    return np.split(values, np.cumsum(parts)[:-1], axis=1) if parts else []


def _is_activation(values: Array) -> bool:
    """Tell rectified activations, which profit from the root, from signed embeddings."""
    return bool(values.size) and bool(values.min() >= 0)


def _block(centred: Array, dimension: int) -> Array:
    """Return a part's basis: principal components, or the whole part when it is aligned."""
    size = centred.shape[1]
    lengths = np.einsum("nd,nd->n", centred, centred)
    scale = np.float32(1 / np.sqrt(max(float(lengths.mean()), 1e-6))) if len(lengths) else 1.0
    if size == dimension or size <= COMPONENTS or len(centred) <= 1:
        directions: Array = np.eye(size, dtype=np.float32)
    else:
        directions = _signed(_principal_directions(centred)).T
    scaled: Array = directions * np.float32(scale)
    return scaled


def _principal_directions(centred: Array) -> Array:
    """Return at most :data:`COMPONENTS` orthonormal rows, from the smaller Gram matrix."""
    wide = centred.astype(np.float64)
    is_tall = len(wide) > wide.shape[1]
    variances, vectors = np.linalg.eigh(wide.T @ wide if is_tall else wide @ wide.T)
    kept = min(COMPONENTS, max(int((variances > 1e-9 * variances[-1]).sum()), 1))
    best = vectors[:, ::-1][:, :kept]
    rows = best.T if is_tall else (best.T @ wide)
    directions: Array = unit_rows(rows.astype(np.float32))
    return directions


def _signed(directions: Array) -> Array:
    """Fix the sign that singular vectors leave open, so that equal data give equal models."""
    largest = np.abs(directions).argmax(axis=1)
    signed: Array = directions * np.sign(directions[np.arange(len(directions)), largest])[:, None]
    return signed
