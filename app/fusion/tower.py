"""One modality's way from its features into the fused space, in plain NumPy.

Features are taken apart by parts, compressed by a signed square root (Perronnin et al.
2010, for features that are mostly small with a few peaks), brought to unit length, centred
and reduced by principal components; then a linear map and a kernel regression take them
into a member's space.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_TINY = np.float32(1e-9)
_ROUNDING = np.float32(8 * np.finfo(np.float32).eps)
"""How far a difference of squared lengths can be off, as a part of their sum."""


def unit_rows(values: Array) -> Array:
    """Return rows of length 1; rows of zeros stay zeros. Shape (n, d), float32."""
    lengths = np.sqrt(np.einsum("nd,nd->n", values, values))[:, None]
    scaled: Array = np.zeros_like(values)
    np.divide(values, lengths, out=scaled, where=lengths > _TINY)
    return scaled


def compress(values: Array, parts: tuple[int, ...], rooted: tuple[bool, ...]) -> Array:
    """Return each part rooted where asked, and of unit length.

    Parameters
    ----------
    values
        Shape (n, d), float32.
    parts
        Sizes of the parts; they sum to d.
    rooted
        For each part, whether the signed square root is taken first.
    """
    pieces = np.split(values, np.cumsum(parts)[:-1], axis=1) if parts else []
    blocks: list[Array] = [np.zeros((len(values), 0), dtype=np.float32)]
    for piece, root in zip(pieces, rooted, strict=True):
        blocks.append(unit_rows(_signed_root(piece) if root else piece))
    return np.concatenate(blocks, axis=1)


def _signed_root(values: Array) -> Array:
    root: Array = np.sqrt(np.abs(values))
    return np.copysign(root, values)


@dataclass(frozen=True)
class Reduction:
    """Compression, centring and principal components of one modality's features.

    Attributes
    ----------
    parts, rooted
        See :func:`compress`.
    mean
        Shape (d,), float32, of the compressed features.
    basis
        Shape (d, r), float32; all that enters the tower is ``(compressed - mean) @ basis``.
    """

    parts: tuple[int, ...]
    rooted: tuple[bool, ...]
    mean: Array
    basis: Array

    def apply(self, values: Array) -> Array:
        """Return reduced features, shape (n, r), float32."""
        centred = compress(values, self.parts, self.rooted) - self.mean
        return (centred @ self.basis).astype(np.float32, copy=False)


@dataclass(frozen=True)
class TowerWeights:
    """``x @ linear + exp(-width * |x - landmark|) @ coefficients``.

    The second term is kernel ridge regression with the Laplacian kernel of the Euclidean
    distance.

    Attributes
    ----------
    linear
        Shape (r, k), float32.
    landmarks, coefficients
        Shapes (l, r) and (l, k), float32; l may be 0.
    width
        Shape (1,), float32, above 0.
    """

    linear: Array
    landmarks: Array
    coefficients: Array
    width: Array

    @property
    def dimension(self) -> int:
        """Length of the vectors that come out."""
        return int(self.linear.shape[1])

    def apply(self, reduced: Array) -> Array:
        """Return vectors in the fused space, shape (n, k), float32, not of unit length."""
        straight = self.straight(reduced)
        return straight + self.bent(reduced) if len(self.landmarks) else straight

    def straight(self, reduced: Array) -> Array:
        """Return the linear term, shape (n, k), float32."""
        vectors: Array = reduced @ self.linear
        return vectors

    def bent(self, reduced: Array) -> Array:
        """Return the kernel's term, shape (n, k), float32."""
        kernel = _kernel(reduced, self.landmarks, self._landmark_squares, self.width)
        vectors: Array = kernel @ self.coefficients
        return vectors

    @cached_property
    def _landmark_squares(self) -> Array:
        return squared_lengths(self.landmarks)

    def adjusted(self, straight: float, bent: float, gains: Array) -> TowerWeights:
        """Return the tower with its two terms and its dimensions stretched.

        Parameters
        ----------
        straight, bent
            Factors of the linear term and of the kernel's.
        gains
            Factors of the dimensions, shape (k,), float32.
        """
        return TowerWeights(
            self.linear * (np.float32(straight) * gains),
            self.landmarks,
            self.coefficients * (np.float32(bent) * gains),
            self.width,
        )


def laplacian_kernel(rows: Array, landmarks: Array, width: Array) -> Array:
    """Return ``exp(-width * |row - landmark|)``, shape (n, l), float32."""
    return _kernel(rows, landmarks, squared_lengths(landmarks), width)


def squared_lengths(rows: Array) -> Array:
    """Return each row's squared length, shape (n,), float32."""
    squares: Array = np.einsum("nd,nd->n", rows, rows)
    return squares


def _kernel(rows: Array, landmarks: Array, landmark_squares: Array, width: Array) -> Array:
    lengths = squared_lengths(rows)[:, None] + landmark_squares
    squares = lengths - 2 * rows @ landmarks.T
    # The root would make a visible distance of what is rounding, and another one on each CPU.
    distances = np.sqrt(np.where(squares > _ROUNDING * lengths, squares, 0))
    closeness: Array = np.exp(-width * distances).astype(np.float32, copy=False)
    return closeness


TOWER_ARRAYS = tuple(field.name for field in fields(TowerWeights))
