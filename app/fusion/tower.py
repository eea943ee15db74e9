"""One modality's way from its features into the fused space, in plain NumPy.

Features are taken apart by parts, compressed by a signed square root (Perronnin et al.
2010, for features that are mostly small with a few peaks), brought to unit length, centred
and reduced by principal components; then a linear map with a small residual network
takes them into the fused space.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_TINY = np.float32(1e-9)


def unit_rows(values: Array) -> Array:
    """Return rows of length 1; rows of zeros stay zeros. Shape (n, d), float32."""
    lengths = np.sqrt(np.einsum("nd,nd->n", values, values))[:, None]
    scaled: Array = np.divide(values, lengths, out=np.zeros_like(values), where=lengths > _TINY)
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
    return np.concatenate(
        [
            unit_rows(np.sign(piece) * np.sqrt(np.abs(piece)) if root else piece)
            for piece, root in zip(pieces, rooted, strict=True)
        ]
        or [np.zeros((len(values), 0), dtype=np.float32)],
        axis=1,
        dtype=np.float32,
    )


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
        reduced: Array = (compress(values, self.parts, self.rooted) - self.mean) @ self.basis
        return reduced


@dataclass(frozen=True)
class TowerWeights:
    """``x @ linear + bias + relu(x @ hidden + hidden_bias) @ output``.

    Attributes
    ----------
    linear, bias
        Shapes (r, k) and (k,), float32.
    hidden, hidden_bias, output
        Shapes (r, h), (h,) and (h, k), float32; h may be 0.
    """

    linear: Array
    bias: Array
    hidden: Array
    hidden_bias: Array
    output: Array

    def apply(self, reduced: Array) -> Array:
        """Return vectors in the fused space, shape (n, k), float32, not of unit length."""
        straight = reduced @ self.linear + self.bias
        bent = np.maximum(reduced @ self.hidden + self.hidden_bias, np.float32(0)) @ self.output
        total: Array = straight + bent
        return total


TOWER_ARRAYS = tuple(field.name for field in fields(TowerWeights))
