from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.fusion.splitting import split_items
from app.fusion.training import caption_groups

CAPTIONS = [f"thing {place // 2}" for place in range(40)]
ALL = np.arange(40)


def test_no_caption_is_on_both_sides() -> None:
    training, validation = split_items(CAPTIONS, ALL, 0.3, 0)
    groups = caption_groups(CAPTIONS)
    assert len(validation) == 12 and len(training) == 28
    assert not set(groups[training]) & set(groups[validation])


def test_an_item_that_cannot_be_used_moves_no_other() -> None:
    training, validation = split_items(CAPTIONS, ALL, 0.3, 1)
    fewer = split_items(CAPTIONS, ALL[3:], 0.3, 1)
    np.testing.assert_array_equal(fewer[0], training[training >= 3])
    np.testing.assert_array_equal(fewer[1], validation[validation >= 3])


@pytest.mark.parametrize("usable", [ALL[:9], ALL[11:], ALL])
def test_one_caption_for_all_is_divided_by_items(usable: NDArray[np.int64]) -> None:
    training, validation = split_items(["same"] * 40, usable, 0.2, 0)
    assert len(training) and len(validation)
    np.testing.assert_array_equal(np.sort(np.concatenate([training, validation])), usable)


def test_neither_side_is_empty_when_what_was_drawn_cannot_be_used() -> None:
    drawn = split_items(CAPTIONS, ALL, 0.05, 0)[1]
    training, validation = split_items(CAPTIONS, np.setdiff1d(ALL, drawn)[:16], 0.05, 0)
    assert (len(training), len(validation)) == (14, 2)
