from __future__ import annotations

import numpy as np

from app.recommend.histories import Histories
from app.recommend.preferences import by_likeness, disliked, preferred, unit_rows

MIXED = Histories.of_one([0, 0, 1, 2, 3, 3], [1.0, 0.2, -1.0, 0.2, 1.0, -1.0], 5)


def test_likes_and_dislikes_are_apart_and_within_one() -> None:
    np.testing.assert_allclose(preferred(MIXED).toarray(), [[1, 0, 0.2, 0, 0]], atol=1e-6)
    np.testing.assert_allclose(disliked(MIXED).toarray(), [[0, 1, 0, 0, 0]], atol=1e-6)


def test_likeness_is_to_the_disliked_alone_and_more_dislikes_never_lower_it() -> None:
    vectors = unit_rows(np.random.default_rng(0).normal(size=(30, 4)).astype(np.float32))
    one = by_likeness(disliked(Histories.of_one([3], [-1.0], 30)), vectors)[0]
    np.testing.assert_allclose(one, np.clip(vectors @ vectors[3], 0, 0.999), atol=1e-4)
    two = by_likeness(disliked(Histories.of_one([3, 9], [-1.0, -0.5], 30)), vectors)[0]
    assert (two >= one - 1e-6).all() and two.max() <= 1
    assert two[9] > 0.9 > one[9]
