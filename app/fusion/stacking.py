"""What the closed-form maps say of items that they have not seen (Wolpert 1992, stacking).

Maps fit their own training items almost perfectly, so those items teach nothing about how
far each map is to be believed. Caption groups are therefore split into inner folds; for
each fold the maps are fitted on the others and applied to all items. Queries come from the
fold that was left out, the gallery is everything: just the situation of a new query.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.modality import MODALITIES, PerModality
from app.fusion.alignment import Aligner
from app.fusion.features import FeatureTable
from app.fusion.model import Member
from app.fusion.reduction import reduce_present
from app.fusion.settings import TrainingConfig
from app.fusion.tower import Array, Reduction

STRAIGHT, BENT = 0, 1
"""The two terms of a tower."""


@dataclass(frozen=True)
class Piece:
    """One term of one modality's tower in one member, for all items.

    Attributes
    ----------
    member, modality, term
        Their places; the term is :data:`STRAIGHT` or :data:`BENT`.
    vectors
        Shape (n, k), float32; zeros where the modality is absent.
    """

    member: int
    modality: int
    term: int
    vectors: Array


@dataclass(frozen=True)
class InnerFold:
    """All items as seen by maps that were fitted without ``held_out``.

    Attributes
    ----------
    held_out
        Rows of the items of this fold's caption groups, int64.
    pieces
        The terms that are not zero throughout.
    """

    held_out: NDArray[np.int64]
    pieces: tuple[Piece, ...]


def group_folds(groups: NDArray[np.int64], folds: int, seed: int) -> list[NDArray[np.int64]]:
    """Return the rows of each fold; no group is in two.

    Parameters
    ----------
    groups
        Number of each item's group, shape (n,).
    folds
        How many.
    seed
        Draws them.
    """
    order = np.random.default_rng(seed).permutation(np.unique(groups))
    return [np.flatnonzero(np.isin(groups, order[fold::folds])) for fold in range(folds)]


def sample_groups(groups: NDArray[np.int64], most: int, seed: int) -> NDArray[np.int64]:
    """Return the rows of whole groups, about ``most`` of them, in their order."""
    if len(groups) <= most:
        return np.arange(len(groups), dtype=np.int64)
    return group_folds(groups, -(-len(groups) // most), seed)[0]


def fit_members(
    table: FeatureTable, reductions: PerModality[Reduction], config: TrainingConfig, *, looks: bool
) -> tuple[Member, ...]:
    """Fit the closed-form maps of each space; the visual one only with ``looks``."""
    aligner = Aligner(table, reductions, config)
    return (aligner.semantic(), aligner.visual()) if looks else (aligner.semantic(),)


def inner_fold(
    table: FeatureTable,
    reductions: PerModality[Reduction],
    config: TrainingConfig,
    held_out: NDArray[np.int64],
    *,
    looks: bool,
) -> InnerFold:
    """Fit maps on everything but ``held_out`` and apply them to all items."""
    others = np.setdiff1d(np.arange(len(table)), held_out)
    members = fit_members(table.rows(others), reductions, config, looks=looks)
    reduced = [reduce_present(reductions[m], table.values[m], table.present[m]) for m in MODALITIES]
    pieces = [
        piece
        for place, member in enumerate(members)
        for number, modality in enumerate(MODALITIES)
        for piece in _pieces(member, place, number, reduced[number], table.present[modality])
    ]
    return InnerFold(held_out, tuple(pieces))


def _pieces(
    member: Member, place: int, number: int, reduced: Array, present: NDArray[np.bool_]
) -> list[Piece]:
    tower, there = member.towers[MODALITIES[number]], present[:, None]
    found = []
    if tower.linear.any():
        found.append(Piece(place, number, STRAIGHT, tower.straight(reduced) * there))
    if tower.coefficients.any():
        found.append(Piece(place, number, BENT, tower.bent(reduced) * there))
    return found
