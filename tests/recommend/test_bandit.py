from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import InputError
from app.recommend.bandit import LinearBandit, narrow_contexts

Floats = NDArray[np.float32]


def unit_rows(count: int, width: int, seed: int = 0) -> Floats:
    rows = np.random.default_rng(seed).normal(size=(count, width))
    units: Floats = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return units


def taught(bandit: LinearBandit, taste: NDArray[np.float64], rounds: int) -> LinearBandit:
    chance = np.random.default_rng(5)
    for _ in range(rounds):
        item = int(bandit.sample(chance).argmax())
        reward = float(bandit.contexts[item] @ taste) + chance.normal(0, 0.1)
        bandit = bandit.update(item, reward)
    return bandit


def test_equals_bayesian_linear_regression_in_closed_form() -> None:
    contexts, chance = unit_rows(50, 8), np.random.default_rng(1)
    items, rewards = chance.integers(50, size=400), chance.uniform(-1, 1, 400)
    bandit = LinearBandit.start(contexts, noise=0.3, prior=2.0)
    for item, reward in zip(items, rewards, strict=True):
        bandit = bandit.update(int(item), float(reward))
    seen = contexts[items].astype(np.float64)
    precision = np.eye(8) / 4 + seen.T @ seen / 0.09
    taste = np.linalg.solve(precision, seen.T @ rewards / 0.09)
    variance = np.diag(contexts @ np.linalg.inv(precision) @ contexts.T)
    assert bandit.rewards == 400
    np.testing.assert_allclose(bandit.precision, precision, rtol=1e-9)
    np.testing.assert_allclose(bandit.covariance @ precision, np.eye(8), atol=1e-9)
    np.testing.assert_allclose(bandit.mean(), contexts @ taste, atol=1e-5)
    np.testing.assert_allclose(bandit.deviation(), np.sqrt(variance), rtol=1e-4)
    np.testing.assert_allclose(bandit.upper(1.5), contexts @ taste + 1.5 * np.sqrt(variance), 1e-3)


def test_samples_have_the_mean_and_the_deviation_that_are_said() -> None:
    bandit = LinearBandit.start(unit_rows(20, 4)).update(3, 1.0).update(7, -1.0)
    chance = np.random.default_rng(2)
    drawn = np.stack([bandit.sample(chance) for _ in range(4000)])
    np.testing.assert_allclose(drawn.mean(axis=0), bandit.mean(), atol=0.06)
    np.testing.assert_allclose(drawn.std(axis=0), bandit.deviation(), rtol=0.06)


def test_two_people_of_opposite_taste_get_opposite_lists() -> None:
    contexts, taste = unit_rows(200, 8), np.eye(8)[0]
    start = LinearBandit.start(contexts)
    likes, dislikes = (taught(start, sign * taste, 60).mean() for sign in (1, -1))
    truth = np.argsort(contexts @ taste)
    assert len(set(truth[-20:]) & set(np.argsort(likes)[-20:])) >= 12
    assert len(set(truth[:20]) & set(np.argsort(dislikes)[-20:])) >= 12


def test_grows_surer_and_what_was_before_stays() -> None:
    first = LinearBandit.start(unit_rows(30, 4))
    assert first.exploration() == pytest.approx(1) and not first.mean().any()
    second = first.update(2, 1.0)
    assert first.exploration() == pytest.approx(1) and not first.mean().any()
    assert second.mean()[2] > 0 and second.deviation()[2] < first.deviation()[2]
    assert (second.deviation() <= first.deviation() + 1e-6).all()
    assert taught(second, np.ones(4), 200).exploration() < 0.3


@pytest.mark.parametrize(("item", "reward"), [(-1, 1.0), (5, 1.0), (0, float("nan"))])
def test_refuses_what_it_cannot_learn_from(item: int, reward: float) -> None:
    with pytest.raises(InputError):
        LinearBandit.start(unit_rows(5, 3)).update(item, reward)


def test_refuses_unusable_contexts_and_settings() -> None:
    spoilt = unit_rows(5, 3)
    spoilt[2, 1] = np.nan
    for contexts, noise in ((spoilt, 0.5), (unit_rows(5, 3)[0], 0.5), (unit_rows(5, 3), 0.0)):
        with pytest.raises(InputError):
            LinearBandit.start(contexts, noise)


def test_narrow_contexts_keep_what_tells_items_apart() -> None:
    chance = np.random.default_rng(3)
    vectors = (chance.normal(size=(60, 4)) @ chance.normal(size=(4, 24))).astype(np.float32)
    narrow = narrow_contexts(vectors + 3, 4)
    np.testing.assert_allclose(np.linalg.norm(narrow, axis=1), 1, rtol=1e-5)
    centred = vectors - vectors.mean(axis=0)
    lengths = np.linalg.norm(centred, axis=1)
    cosines = centred @ centred.T / np.outer(lengths, lengths)
    np.testing.assert_allclose(narrow @ narrow.T, cosines, atol=1e-4)
    assert narrow_contexts(vectors, 32).shape == (60, 24)
    assert not narrow_contexts(np.ones((3, 5), dtype=np.float32)).any()
