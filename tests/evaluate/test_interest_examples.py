from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.core.errors import InputError
from app.evaluate.interactions import Interactions, Pairs, read_interactions
from app.evaluate.interest_examples import HISTORY, Examples, split_interactions
from tests.evaluate.taste import ITEMS, arrays, write


@pytest.fixture(name="data")
def taste(tmp_path: Path) -> Interactions:
    return read_interactions(write(tmp_path, arrays()))


def _pairs(pairs: Pairs | Examples) -> set[tuple[int, int]]:
    return set(zip(pairs.users.tolist(), pairs.items.tolist(), strict=True))


def _labelled(examples: Examples, label: int) -> set[tuple[int, int]]:
    rows = examples.labels == label
    return _pairs(Pairs(examples.users[rows], examples.items[rows]))


def test_a_negative_is_never_what_interests_the_user(data: Interactions) -> None:
    split = split_interactions(data, 5, 0)
    known, wanted = _pairs(data.train), _pairs(data.validation)
    for examples in (split.fit, split.development, split.test):
        assert not _labelled(examples, 0) & known
        assert examples.labels.mean() == pytest.approx(1 / 6)
    assert not _labelled(split.test, 0) & wanted
    # Training may not be told what is to be foreseen, not even by what it never draws.
    assert _labelled(split.fit, 0) & wanted


def test_positives_are_the_interactions_each_on_one_side(data: Interactions) -> None:
    split = split_interactions(data, 2, 0)
    fit, held = _labelled(split.fit, 1), _labelled(split.development, 1)
    assert fit | held == _pairs(data.train) and not fit & held
    assert fit == _pairs(split.known)
    assert _labelled(split.test, 1) == _pairs(data.validation)
    users = [user for user, _ in held]
    assert len(users) == len(set(users)) == 18


def test_negatives_hide_of_the_history_what_their_positive_hides(data: Interactions) -> None:
    split = split_interactions(data, 3, 0)
    hidden = split.fit.hidden.reshape(-1, 4)
    assert (hidden == split.fit.items.reshape(-1, 4)[:, :1]).all()
    assert (split.development.hidden == -1).all() and (split.test.hidden == -1).all()


def test_histories_hold_what_is_known_and_nothing_held_out(data: Interactions) -> None:
    split = split_interactions(data, 1, 0)
    known = _pairs(split.known)
    rows, places = np.nonzero(split.history >= 0)
    found = set(zip(rows.tolist(), split.history[rows, places].tolist(), strict=True))
    assert found == known and split.history.shape == (data.user_count, HISTORY)


def test_the_seed_decides(data: Interactions) -> None:
    one, same, other = (split_interactions(data, 4, seed).test.items for seed in (1, 1, 2))
    assert np.array_equal(one, same) and not np.array_equal(one, other)


def test_a_user_whom_all_interests(data: Interactions) -> None:
    everything = Pairs(np.zeros(ITEMS, np.int64), np.arange(ITEMS))
    greedy = Interactions(
        data.user_count, ITEMS, everything, data.validation, data.image, data.audio
    )
    with pytest.raises(InputError, match="user 0"):
        split_interactions(greedy, 1, 0)


def test_too_few_interactions(data: Interactions) -> None:
    few = data.of_some_users(2, 0)
    with pytest.raises(InputError, match="too few"):
        split_interactions(few, 1, 0)
