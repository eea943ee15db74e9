"""What fusion networks see: each modality, taken to common spaces in closed form.

The maps are those of the default fusion (see :mod:`app.fusion.alignment`). They fit their
own training items almost perfectly, which no new item will repeat; so training items are
seen through maps that were fitted without their caption group (Wolpert 1992, stacking).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.modality import MODALITIES, PerModality
from app.fusion.alignment import Aligner
from app.fusion.features import FeatureLayout, FeatureTable
from app.fusion.model import TowerFusion
from app.fusion.reduction import fit_reduction
from app.fusion.settings import TrainingConfig
from app.fusion.stacking import fit_members, group_folds
from app.fusion.tower import Array

_FOLDS = 5
_ROWS_AT_ONCE = 4096


def fit_front(table: FeatureTable, layout: FeatureLayout, seed: int) -> TowerFusion:
    """Fit normalisation and maps; both know nothing but the items of ``table``.

    Each part of the features is brought to unit length, centred and turned into its
    principal components, then each modality is mapped into the words' and the pictures'
    space.
    """
    parts = layout.fitted(table.sizes).parts
    reductions = PerModality.of(
        lambda m: fit_reduction(table.values[m][table.present[m]], parts[m], table.sizes.text)
    )
    config = TrainingConfig(seed=seed)
    looks = Aligner(table, reductions, config).has_looks()
    return TowerFusion(reductions, fit_members(table, reductions, config, looks=looks))


def untrained_front(table: FeatureTable, layout: FeatureLayout, seed: int) -> TowerFusion:
    """Return a front that is normalised on ``table`` but has not seen one pair."""
    reductions = fit_front(table, layout, seed).reductions
    config = TrainingConfig(seed=seed)
    looks = Aligner(table, reductions, config).has_looks()
    return TowerFusion(reductions, fit_members(table.only(0), reductions, config, looks=looks))


def aligned(front: TowerFusion, table: FeatureTable) -> list[Array]:
    """Return each modality in all spaces of a front, zeros where absent; (n, k), float32."""
    found = []
    for modality in MODALITIES:
        vectors = np.zeros((len(table), front.dimension), dtype=np.float32)
        rows = np.flatnonzero(table.present[modality])
        # Kernels have a column for each landmark: not all rows at once.
        for some in np.array_split(rows, max(-(-len(rows) // _ROWS_AT_ONCE), 1)):
            if len(some):
                reduced = front.reductions[modality].apply(table.values[modality][some])
                pieces = [member.towers[modality].apply(reduced) for member in front.members]
                vectors[some] = np.concatenate(pieces, axis=1)
        found.append(vectors)
    return found


def cross_aligned(
    front: TowerFusion, table: FeatureTable, groups: NDArray[np.int64], seed: int
) -> list[Array]:
    """Return the front's own training items as maps see them that do not know them.

    Parameters
    ----------
    front
        Fitted on ``table``.
    table, groups
        Training items and their caption groups, shape (n,).
    seed
        Draws the folds.
    """
    found = aligned(front, table)
    folds = min(_FOLDS, len(np.unique(groups)))
    config, looks = TrainingConfig(seed=seed), len(front.members) > 1
    for held_out in group_folds(groups, folds, seed) if folds > 1 else []:
        others = table.rows(np.setdiff1d(np.arange(len(table)), held_out))
        members = fit_members(others, front.reductions, config, looks=looks)
        seen = aligned(TowerFusion(front.reductions, members), table.rows(held_out))
        for vectors, fresh in zip(found, seen, strict=True):
            vectors[held_out] = fresh
    return found


def space_map(front: TowerFusion, inputs: list[Array], dimension: int) -> Array:
    """Return a map into the fused vector that keeps what varies most in each space.

    Half of the dimensions are the words' space and half the pictures'; all are the words'
    when there are no pictures.

    Returns
    -------
    numpy.ndarray
        Shape (k, dimension), float32.
    """
    found = np.zeros((front.dimension, dimension), dtype=np.float32)
    row = column = 0
    for place, member in enumerate(front.members):
        rows = slice(row, row + member.dimension)
        width = (dimension - column) // (len(front.members) - place)
        directions = _principal(sum(one[:, rows].T @ one[:, rows] for one in inputs))
        kept = directions[:, :width]
        found[rows, column : column + kept.shape[1]] = kept
        row, column = row + member.dimension, column + width
    return found


def _principal(products: Array) -> Array:
    """Return orthonormal columns, the direction of most variance first; signs are fixed."""
    _, vectors = np.linalg.eigh(products.astype(np.float64))
    best = vectors[:, ::-1]
    signs = np.sign(best[np.abs(best).argmax(axis=0), np.arange(best.shape[1])])
    return np.asarray(best * signs, dtype=np.float32)
