from __future__ import annotations

import numpy as np

from app.core.modality import MODALITIES, PerModality
from app.fusion.model import TowerFusion
from app.fusion.reduction import fit_reduction
from app.fusion.settings import TrainingConfig
from app.fusion.stacking import fit_members, group_folds, inner_fold, sample_groups
from app.fusion.training import caption_groups
from tests.fusion.small_catalog import LAYOUT, small_catalog

DATA = small_catalog()
GROUPS = caption_groups(DATA.captions)


def test_folds_share_no_caption_and_leave_none_out() -> None:
    folds = group_folds(GROUPS, 5, seed=1)
    assert sorted(np.concatenate(folds).tolist()) == list(range(len(GROUPS)))
    captions = [frozenset(GROUPS[fold].tolist()) for fold in folds]
    assert sum(len(one) for one in captions) == len(frozenset().union(*captions))


def test_a_sample_keeps_captions_whole() -> None:
    rows = sample_groups(GROUPS, 50, seed=0)
    assert 30 <= len(rows) <= 50
    assert np.isin(GROUPS, GROUPS[rows]).sum() == len(rows)
    assert sample_groups(GROUPS, 120, seed=0).tolist() == list(range(120))


def test_held_out_items_are_seen_by_maps_that_never_saw_them() -> None:
    """Maps fit their own items far better than those that were left out."""
    table, config = DATA.table, TrainingConfig(penalty=1e-3)
    reductions = PerModality.of(
        lambda m: fit_reduction(table.values[m][table.present[m]], LAYOUT.parts[m], 16)
    )
    held_out = group_folds(GROUPS, 5, seed=0)[0]
    fold = inner_fold(table, reductions, config, held_out, looks=True)
    others = np.setdiff1d(np.arange(len(table)), held_out)
    model = TowerFusion(reductions, fit_members(table.rows(others), reductions, config, looks=True))
    for number, modality in enumerate(MODALITIES):
        terms = [piece.vectors for piece in fold.pieces if piece.modality == number]
        assert terms and not any(term[~table.present[modality]].any() for term in terms)
    image, words = (
        sum(p.vectors for p in fold.pieces if (p.member, p.modality) == (0, number))
        for number in (0, 1)
    )
    away = np.linalg.norm(image / 0.2 - words, axis=1)
    assert away[held_out].mean() > 2 * away[others].mean()
    alone = model.members[0].towers.image.apply(reductions.image.apply(table.values.image))
    np.testing.assert_allclose(image, alone, atol=1e-5)
