from __future__ import annotations

import numpy as np
import pytest

from app.core.modality import Modality
from app.recommend.personal import (
    category_changes,
    closest_liked,
    diverse_rows,
    teach,
)
from tests.recommend.persons import COUNT, GROUP, small_world

WORLD = small_world(Modality.AUDIO, seed=1)


def test_likes_raise_what_is_alike_and_dislikes_lower_it() -> None:
    liked = [0, 6, 12]
    taste = WORLD.learn([*liked, 1, 7], [1.0, 1.0, 1.0, -1.0, -1.0])
    total = taste.history + taste.feedback
    unseen = np.setdiff1d(np.arange(COUNT), taste.seen)
    means = [total[unseen[GROUP[unseen] == group]].mean() for group in range(6)]
    assert means[0] > np.mean(total[unseen])
    assert np.argmin(means) == 1
    assert taste.seen.tolist() == [0, 1, 6, 7, 12]
    assert taste.liked.tolist() == liked


def test_a_dislike_after_a_like_counts_against_it() -> None:
    taste = WORLD.learn([0, 0, 0], [1.0, -1.0, -1.0])
    assert taste.liked.tolist() == []
    assert taste.history[0] < 0
    assert taste.feedback[0] < 0


def test_taking_back_leaves_exactly_what_was_there() -> None:
    chance = np.random.default_rng(0)
    items = chance.integers(0, COUNT, 40).tolist()
    likes = chance.choice([-1.0, -0.2, 0.2, 1.0], 40).tolist()
    before = WORLD.learn(items, likes)
    WORLD.learn([*items, 3], [*likes, 1.0])
    after = WORLD.learn(items, likes)
    assert np.array_equal(before.profiles, after.profiles)
    assert np.array_equal(before.history, after.history)
    assert np.array_equal(before.feedback, after.feedback)
    assert (before.shares, before.exploration) == (after.shares, after.exploration)


def test_nothing_is_known_without_a_history() -> None:
    taste = WORLD.learn([], [])
    assert not taste.knows_something
    assert not taste.history.any() and not taste.feedback.any()
    assert taste.exploration == pytest.approx(1.0)
    taste = WORLD.learn([0], [1.0])
    assert taste.knows_something and 0 < taste.exploration < 1


def test_items_that_are_not_ranked_teach_nothing() -> None:
    taste = WORLD.learn([-1, 4], [1.0, 1.0])
    assert np.array_equal(taste.history, WORLD.learn([4], [1.0]).history)
    assert taste.interactions == 2


def test_many_rewards_at_once_teach_as_much_as_one_by_one() -> None:
    items, rewards = [4, 9, 4, 30], [1.0, -1.0, 0.2, 1.0]
    slowly = WORLD.untaught
    for item, reward in zip(items, rewards, strict=True):
        slowly = slowly.update(item, reward)
    rows, sums, counts = np.array([4, 9, 30]), np.array([1.2, -1.0, 1.0]), np.array([2, 1, 1])
    quickly = teach(WORLD.untaught, rows, sums, counts)
    np.testing.assert_allclose(quickly.mean(), slowly.mean(), atol=1e-5)
    np.testing.assert_allclose(quickly.deviation(), slowly.deviation(), atol=1e-5)
    assert quickly.rewards == slowly.rewards


def test_the_closest_liked_item_speaks_for_another() -> None:
    vectors = np.eye(3, dtype=np.float32)[[0, 1, 0, 2]]
    liked, rows = np.array([0, 1]), np.array([2, 3])
    assert closest_liked(vectors, liked, rows).tolist() == [0, -1]
    assert closest_liked(vectors, liked[:0], rows).tolist() == [-1, -1]


def test_categories_go_up_and_down_by_their_mean() -> None:
    scores = np.array([1.0, 0.5, 0.6, -1.0, -0.2, -0.9, 0.0, 0.0, 0.0, 9.0], dtype=np.float32)
    scores -= scores.mean()
    codes = np.array([1, 1, 1, 2, 2, 2, 3, 3, 3, 0])
    up, down = category_changes(scores, codes, ("", "birds", "cars", "rare"))
    assert [name for name, _ in up + down] == ["cars", "rare", "birds"]
    assert -1 <= down[0][1] < down[1][1] < 0
    assert category_changes(np.zeros(10, dtype=np.float32), codes, ("", "a", "b", "c")) == ((), ())


def test_a_diverse_start_goes_on_with_what_is_least_like_all_before() -> None:
    contexts = WORLD.untaught.contexts
    rows = diverse_rows(contexts, 8).tolist()
    cosines = contexts @ contexts.T
    for count in range(1, 8):
        nearest = cosines[:, rows[:count]].max(axis=1)
        assert nearest[rows[count]] == np.delete(nearest, rows[:count]).min()
    assert len(set(diverse_rows(contexts, 100).tolist())) == COUNT
    assert len(diverse_rows(contexts[:0], 5)) == 0
