from __future__ import annotations

import numpy as np
import pytest

from app.core.modality import Modality, PerModality
from app.fusion.alignment import Aligner
from app.fusion.features import FeatureTable
from app.fusion.reduction import fit_reduction, reduce_present
from app.fusion.settings import TrainingConfig
from app.fusion.tower import unit_rows
from tests.fusion.small_catalog import LAYOUT, small_catalog

TABLE = small_catalog(180).table
REDUCTIONS = PerModality.of(
    lambda m: fit_reduction(TABLE.values[m][TABLE.present[m]], LAYOUT.parts[m], 16)
)


def aligner(table: FeatureTable) -> Aligner:
    return Aligner(table, REDUCTIONS, TrainingConfig())


@pytest.mark.parametrize("own", [Modality.TEXT, Modality.IMAGE])
def test_what_an_unseen_item_would_have_is_near_what_it_has(own: Modality) -> None:
    """Maps from 90 items; others find their own captions by what another modality tells."""
    known = aligner(TABLE.rows(np.arange(90)))
    member = known.semantic() if own is Modality.TEXT else known.visual()
    rows = 90 + np.flatnonzero(TABLE.present.audio[90:])
    vectors = {
        modality: unit_rows(
            member.towers[modality].apply(
                reduce_present(REDUCTIONS[modality], values[rows], np.ones(len(rows), np.bool_))
            )
        )
        for modality, values in TABLE.values.items()
    }
    for modality in set(Modality) - {own}:
        best = (vectors[modality] @ vectors[own].T).argmax(axis=1)
        assert (rows[best] // 2 == rows // 2).mean() > 0.5


def test_without_pictures_there_is_no_space_of_theirs() -> None:
    assert aligner(TABLE).has_looks()
    assert not aligner(TABLE.only(6)).has_looks()


def test_shares_of_both_spaces_sum_to_one() -> None:
    semantic, visual = aligner(TABLE).semantic(), aligner(TABLE).visual()
    assert float(semantic.share[0] + visual.share[0]) == pytest.approx(1)
