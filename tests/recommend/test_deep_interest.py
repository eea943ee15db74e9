from __future__ import annotations

import numpy as np
import pytest
import torch

from app.core.errors import InputError
from app.recommend.deep_interest import DeepInterestNetwork, deep_interest_recommender
from app.recommend.histories import Histories
from app.recommend.history_model import HistoryShape
from tests.recommend.history_checks import (
    check_alone,
    check_cold_items,
    check_people,
    check_restored,
    check_strangers,
    check_taste,
    quick,
)
from tests.recommend.small_histories import GROUPS, ITEMS, content, tastes


def test_sees_taste_and_people_and_comes_back_from_its_arrays() -> None:
    recommender = quick(deep_interest_recommender(), 20)
    model = check_taste(recommender)
    check_people(model)
    check_alone(model)
    check_restored(quick(deep_interest_recommender(), 1), model)


def test_whoever_is_new_gets_what_most_like() -> None:
    check_strangers(quick(deep_interest_recommender(), 4))


def test_finds_items_that_nobody_met() -> None:
    check_cold_items(quick(deep_interest_recommender(), 20))


def test_works_with_no_history_and_with_a_single_one() -> None:
    recommender = quick(deep_interest_recommender(), 2)
    nobody = recommender.fit(Histories.of_one([], [], ITEMS), content())
    assert np.isfinite(nobody.score(tastes(3))).all()
    single = recommender.fit(Histories.of_one([5], [1], ITEMS), content())
    assert single.score(Histories.of_one([], [], ITEMS))[0].argmax() == 5


def test_refuses_what_does_not_fit() -> None:
    recommender = quick(deep_interest_recommender(), 1)
    with pytest.raises(InputError, match="take both from one catalog"):
        recommender.fit(Histories.of_one([1], [1], 12), content())
    model = recommender.fit(tastes(12), content())
    with pytest.raises(InputError, match="fit it to this catalog"):
        model.score(Histories.of_one([1], [1], 12))
    arrays = {name: one for name, one in model.arrays().items() if name != "keys"}
    with pytest.raises(InputError, match="fit it again"):
        recommender.restore(arrays)


def test_an_item_is_asked_for_without_itself() -> None:
    """Of a history of one nothing is left to look at, so nobody learns how to look."""
    torch.manual_seed(0)
    counts, shape = torch.ones(ITEMS), HistoryShape(width=8)
    network = DeepInterestNetwork(torch.randn(ITEMS, 5), counts, shape, 0.0)
    for length, is_looked_at in ((1, False), (2, True)):
        network.zero_grad()
        windows = torch.arange(1, ITEMS + 1).view(-1, length)
        torch.autograd.backward(network.loss(windows))
        assert network.read.weight.grad is not None
        assert bool(network.read.weight.grad.any()) == is_looked_at


def test_a_candidate_tells_what_is_like_it_in_a_history() -> None:
    model = quick(deep_interest_recommender(), 20).fit(tastes(160), content(), seed=1)
    network = model.networks[0]
    assert isinstance(network, DeepInterestNetwork)
    table = network.items.table()[None]
    looks = network._weights(table[:, :GROUPS], network._candidates(table[:, GROUPS:]))[0].numpy()
    same = np.arange(GROUPS, ITEMS)[:, None] % GROUPS == np.arange(GROUPS)
    assert abs(looks[same].mean() - looks[~same].mean()) > 0.1
