"""What is known before any gradient: reductions, and closed-form maps into text space.

The fused space is the text encoder's own, centred. Parts of image features that have the
text's size are taken to be in that space already (the ConSE bridge of Norouzi et al. 2013;
a contrastive image encoder's output), and ridge regression learns from the catalog's pairs
only the correction, so that no pairs at all still gives the bridge itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.modality import PerModality
from app.fusion.features import FeatureTable
from app.fusion.model import Member
from app.fusion.tower import Array, Reduction, TowerWeights, compress

COMPONENTS = 256
"""At most this many principal components of a part."""
CENTRING_PRIOR = 8.0
"""Centres are shrunk toward zero as if this many items of mean zero had been seen."""
RIDGE = PerModality(1.0, 1.0, 3.0)
"""Penalty of the closed-form maps, in units of a feature vector's squared length."""


@dataclass(frozen=True)
class Alignment:
    """Reductions and closed-form linear maps, one a modality.

    Attributes
    ----------
    reductions
        Fitted on the training items only.
    maps
        Shapes (r_m, k), float32: reduced features to the fused space.
    dimension
        k, size of the fused space.
    """

    reductions: PerModality[Reduction]
    maps: PerModality[Array]
    dimension: int

    def member(self) -> Member:
        """Return towers that are the closed-form maps alone."""
        return self.maps.map(_linear_tower)


def _linear_tower(linear: Array) -> TowerWeights:
    size, dimension = linear.shape
    return TowerWeights(
        linear,
        np.zeros(dimension, dtype=np.float32),
        np.zeros((size, 0), dtype=np.float32),
        np.zeros(0, dtype=np.float32),
        np.zeros((0, dimension), dtype=np.float32),
    )


def align(
    table: FeatureTable,
    parts: PerModality[tuple[int, ...]],
    penalty: PerModality[float] = RIDGE,
    paired: NDArray[np.bool_] | None = None,
) -> Alignment:
    """Fit reductions and closed-form maps.

    Parameters
    ----------
    table
        Training items, any number of them, even none.
    parts
        Sizes of each modality's feature parts; they sum to its columns.
    penalty
        Of the closed-form maps.
    paired
        Items whose pairing of modalities may be learnt from, shape (n,); all by default.
        Reductions, which pair nothing, are fitted on every item.
    """
    if paired is None:
        paired = np.ones(len(table), dtype=np.bool_)
    dimension = table.sizes.text or max(table.sizes.image, table.sizes.audio, 1)
    reductions = PerModality.of(
        lambda m: _reduction(table.values[m][table.present[m]], parts[m], dimension)
    )
    reduced = PerModality.of(lambda m: _apply(reductions[m], table.values[m], table.present[m]))
    image_prior = _aligned_columns(reductions.image, dimension)
    text = np.eye(reduced.text.shape[1], dimension, dtype=np.float32)
    image = image_prior + _ridge_pairs(
        reduced.image, reduced.text @ text - reduced.image @ image_prior, penalty.image,
        table.present.image & table.present.text & paired,
    )
    anchor = np.where(table.present.text[:, None], reduced.text @ text, reduced.image @ image)
    audio_pairs = paired & table.present.audio & (table.present.text | table.present.image)
    audio = _ridge_pairs(reduced.audio, anchor, penalty.audio, audio_pairs)
    if not audio_pairs.any():
        audio = np.eye(reduced.audio.shape[1], dimension, dtype=np.float32)
    return Alignment(reductions, PerModality(image, text, audio), dimension)


def _apply(reduction: Reduction, values: Array, present: NDArray[np.bool_]) -> Array:
    reduced = np.zeros((len(values), reduction.basis.shape[1]), dtype=np.float32)
    if present.any():
        reduced[present] = reduction.apply(values[present])
    return reduced


def _reduction(values: Array, parts: tuple[int, ...], dimension: int) -> Reduction:
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
        return (np.eye(size) * scale).astype(np.float32)
    _, strengths, directions = np.linalg.svd(centred, full_matrices=False)
    kept = min(COMPONENTS, int((strengths > 1e-5 * strengths[0]).sum()) or 1)
    return (_signed(directions[:kept]).T * scale).astype(np.float32)


def _signed(directions: Array) -> Array:
    """Fix the sign that singular vectors leave open, so that equal data give equal models."""
    largest = np.abs(directions).argmax(axis=1)
    signed: Array = directions * np.sign(directions[np.arange(len(directions)), largest])[:, None]
    return signed


def _aligned_columns(reduction: Reduction, dimension: int) -> Array:
    """Return the map that reads a part of the fused space's size as a vector of it."""
    prior = np.zeros((reduction.basis.shape[1], dimension), dtype=np.float32)
    row = column = 0
    for part in reduction.parts:
        width = int(np.any(reduction.basis[row : row + part] != 0, axis=0).sum())
        if part == dimension and width == part:
            prior[column : column + width] = np.eye(dimension, dtype=np.float32)
        row, column = row + part, column + width
    return prior


def _ridge_pairs(
    features: Array, targets: Array, penalty: float, pairs: NDArray[np.bool_]
) -> Array:
    """Return the ridge solution in its dual form, shape (r, k); zeros without pairs."""
    x, y = features[pairs].astype(np.float64), targets[pairs].astype(np.float64)
    gram = x @ x.T + penalty * np.eye(len(x))
    solution: Array = (x.T @ np.linalg.solve(gram, y)).astype(np.float32)
    return solution
