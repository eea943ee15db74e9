from __future__ import annotations

import numpy as np
import pytest

from app.core.modality import MODALITIES, Modality, PerModality
from app.explain.shapley import SUBSETS
from app.fusion.features import BIT
from app.recommend.profile import (
    HALF_LIFE,
    NEWEST,
    active_modalities,
    modality_shares,
    profile_vectors,
    separation,
    weigh,
)
from tests.recommend.persons import small_world


def test_recent_interactions_weigh_more() -> None:
    half = int(HALF_LIFE)
    items = np.array([3] + [-1] * (half - 1) + [1, 3, 5], dtype=np.int64)
    likes = np.ones(len(items), dtype=np.float32)
    likes[-1] = -1.0
    found = weigh(items, likes)
    per_step = 0.5 ** (1 / HALF_LIFE)
    assert found.rows.tolist() == [1, 3, 5]
    expected = [per_step**2, per_step + 0.5 * per_step**2, -1.0]
    np.testing.assert_allclose(found.weights, expected, rtol=1e-5)


def test_what_is_old_or_speaks_for_nothing_is_left_out() -> None:
    items = np.array([9] + [2] * NEWEST, dtype=np.int64)
    likes = np.ones(len(items), dtype=np.float32)
    assert weigh(items, likes).rows.tolist() == [2]
    assert len(weigh(np.array([4]), np.zeros(1, dtype=np.float32)).rows) == 0
    assert len(weigh(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)).rows) == 0


def test_profiles_are_weighted_sums_of_what_each_subset_gives() -> None:
    world = small_world(Modality.TEXT)
    embedded = world.embed(np.array([1, 2]))
    weights = np.array([1.0, -0.5], dtype=np.float32)
    found = profile_vectors(embedded, weights)
    assert not found[0].any()
    for subset in range(1, len(SUBSETS)):
        plain = embedded[0, subset] - 0.5 * embedded[1, subset]
        np.testing.assert_allclose(found[subset], plain / np.linalg.norm(plain), atol=1e-6)


@pytest.mark.parametrize("follows", MODALITIES)
def test_shares_name_the_modality_that_likes_follow(follows: Modality) -> None:
    world = small_world(follows, seed=3)
    liked = np.arange(0, 48, 6)
    taste = world.learn(liked.tolist(), [1.0] * len(liked))
    assert sum(share for _, share in taste.shares.items()) == pytest.approx(1.0)
    assert taste.shares[follows] > 0.5
    unseen = np.setdiff1d(np.arange(60), liked)
    best = unseen[np.argsort(-taste.history[unseen])[:6]]
    assert {48, 54} <= set(best.tolist())


def test_each_item_is_scored_by_the_others_alone() -> None:
    world = small_world(Modality.IMAGE)
    rows = np.array([0, 6, 12, 7])
    weights = np.array([1.0, 0.5, 0.25, -1.0], dtype=np.float32)
    embedded, vectors = world.embed(rows), world.index.vectors[rows]
    averages = np.full(8, 0.125, dtype=np.float32)
    found = separation(embedded, weights, vectors, averages)
    for subset in range(1, len(SUBSETS)):
        scores = []
        for one in range(len(rows)):
            others = [other for other in range(len(rows)) if other != one]
            total = (weights[others, None] * embedded[others, subset]).sum(axis=0)
            scores.append(float(total @ vectors[one] / np.linalg.norm(total)))
        expected = np.mean(scores[:3]) - (0.125 + scores[3]) / 2
        assert found[subset] == pytest.approx(expected, abs=1e-5)


def test_a_single_like_is_scored_by_itself_and_none_by_nothing() -> None:
    world = small_world(Modality.AUDIO)
    embedded = world.embed(np.array([5]))
    one = np.ones(1, dtype=np.float32)
    apart = separation(embedded, one, world.index.vectors[[5]], np.zeros(8, dtype=np.float32))
    assert apart[7] == pytest.approx(1.0, abs=1e-5)
    assert modality_shares(np.zeros(8, dtype=np.float32)) == PerModality(0.0, 0.0, 0.0)


def test_a_sound_that_only_one_item_has_says_nothing_of_the_others() -> None:
    world = small_world(Modality.IMAGE)
    rows = np.array([0, 6, 7])
    weights = np.array([1.0, 1.0, -1.0], dtype=np.float32)
    embedded = world.embed(rows)
    without_sound = np.arange(8) & ~BIT[Modality.AUDIO]
    embedded[:2] = embedded[:2][:, without_sound]
    averages = np.full(8, 0.25, dtype=np.float32)
    vectors = np.stack([*embedded[:2, 7], world.index.vectors[7]])
    apart = separation(embedded, weights, vectors, averages)
    alone = BIT[Modality.AUDIO]
    profile = -embedded[2, alone]
    liked = float((vectors[:2] @ profile).mean())
    assert apart[alone] == pytest.approx(liked - 0.25, abs=1e-5)


def test_modalities_that_no_item_has_are_not_active() -> None:
    world = small_world(Modality.AUDIO)
    embedded = world.embed(np.array([1, 2]))
    assert active_modalities(embedded) == 7
    embedded[:, BIT[Modality.TEXT]] = 0
    assert active_modalities(embedded) == 5
    assert active_modalities(embedded[:0]) == 0
