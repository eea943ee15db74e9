from __future__ import annotations

import numpy as np

from app.core.modality import PerModality
from app.explain.counterfactual import dense_ranks, ranks_if_muted


def test_ranks_come_from_the_subset_without_the_modality() -> None:
    scores = np.zeros((8, 3))
    scores[7] = [3, 2, 1]
    scores[6] = [1, 3, 2]
    scores[5] = [1, 2, 3]
    ranks = ranks_if_muted(scores, PerModality(True, True, False))
    assert ranks.image is not None and ranks.image.tolist() == [3, 1, 2]
    assert ranks.text is not None and ranks.text.tolist() == [3, 2, 1]
    assert ranks.audio is None


def test_muting_the_only_modality_leaves_no_ranks() -> None:
    ranks = ranks_if_muted(np.ones((8, 2)), PerModality(False, True, False))
    assert ranks == PerModality(None, None, None)


def test_ties_are_broken_by_column() -> None:
    assert dense_ranks(np.array([0.5, 0.9, 0.5])).tolist() == [2, 1, 3]
