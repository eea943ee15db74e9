from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import FusionError
from app.core.modality import PerModality
from app.fusion.features import FeatureTable
from tests.fusion.small_catalog import small_catalog

TABLE = small_catalog(6).table


def test_subsets_in_bit_order() -> None:
    assert TABLE.subsets.tolist() == [7, 3, 3, 7, 3, 3]
    assert TABLE.only(np.array([1, 2, 4, 4, 6, 0])).subsets.tolist() == [1, 2, 0, 4, 2, 0]


def test_rows_keep_their_order() -> None:
    some = TABLE.rows(np.array([3, 1]))
    assert some.subsets.tolist() == [7, 3]
    np.testing.assert_array_equal(some.values.text, TABLE.values.text[[3, 1]])


def test_rows_that_disagree_are_refused() -> None:
    shorter = PerModality(*(one[:5] for _, one in TABLE.values.items()))
    with pytest.raises(FusionError, match="for 6 rows"):
        FeatureTable(shorter, TABLE.present).checked()
