from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import InputError
from app.core.recommender import RecommenderKind
from app.recommend import autoencoder
from app.recommend.autoencoder import Autoencoder, AutoencoderModel
from app.recommend.content_neighbours import content_neighbours
from app.recommend.histories import Histories
from tests.recommend.circles import ITEMS, circles, looks


def test_weights_are_the_constrained_least_squares_of_the_paper() -> None:
    histories = circles()[0]
    plain = Autoencoder(regularisation=5.0, users_power=0.0, items_power=0.0)
    weights = plain.fit(histories, looks()).weights
    likes = histories.liked().toarray().astype(np.float64)
    for item in (0, 17, 59):
        others = np.delete(np.arange(likes.shape[1]), item)
        known = likes[:, others]
        system = known.T @ known + 5.0 * np.eye(len(others))
        best = np.linalg.solve(system, known.T @ likes[:, item])
        np.testing.assert_allclose(weights[others, item], best, atol=1e-4)
        assert weights[item, item] == 0


def test_the_more_users_and_items_have_the_less_they_count() -> None:
    """EASE on likes that are divided, given back for likes as they are."""
    histories = uneven()
    plain = Autoencoder(regularisation=2.0, users_power=-0.7, items_power=-0.4)
    np.testing.assert_allclose(plain.fit(histories, looks()).weights, ease(plain), atol=1e-4)


def test_neighbours_are_weighed_in_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """By what they are foreseen by and by themselves, more so where nobody liked an item."""
    rates = Autoencoder(multimodal=True, through=0.8, direct=0.2, direct_unknown=0.6)
    monkeypatch.setattr(autoencoder, "_BLOCK", 16)
    alike = content_neighbours(looks(), rates.neighbours).toarray()
    weights = ease(rates)
    wanted = weights + 0.8 * weights @ alike
    wanted += alike * np.where(uneven().liked().toarray().any(axis=0), 0.2, 0.6)
    np.fill_diagonal(wanted, 0)
    np.testing.assert_allclose(rates.fit(uneven(), looks()).weights, wanted, atol=1e-4)


def uneven() -> Histories:
    """Users who like two things or many, items that few like or many, and four that nobody does."""
    chance = np.random.default_rng(0)
    likes = chance.random((80, ITEMS)) < np.linspace(0.05, 0.6, 80)[:, None] * chance.random(ITEMS)
    likes[:, :4] = False
    users, items = np.nonzero(likes)
    return Histories.from_pairs(users, items, 80, ITEMS)


def ease(rates: Autoencoder) -> NDArray[np.float64]:
    """Return the published weights of divided likes, undivided again."""
    likes = uneven().liked().toarray().astype(np.float64)
    users, items = likes.sum(axis=1, keepdims=True), np.maximum(likes.sum(axis=0), 1)
    divided = likes * np.maximum(users, 1) ** (rates.users_power / 2) * items**rates.items_power
    inverse = np.linalg.inv(divided.T @ divided + rates.regularisation * np.eye(ITEMS))
    published = -inverse / np.diag(inverse)
    np.fill_diagonal(published, 0)
    powers = items**rates.items_power
    undivided: NDArray[np.float64] = published * powers[:, None] / powers
    return undivided


def test_a_dislike_praises_nothing_even_where_a_weight_is_below_nothing() -> None:
    weights = np.array([[0, -1, 0.5], [0, 0, 0], [0, 0, 0]], dtype=np.float32)
    model = AutoencoderModel(weights, RecommenderKind.AUTOENCODER)
    assert model.score(Histories.of_one([0], [-1.0], 3)).tolist() == [[-1.0, 0.0, -0.5]]
    assert model.score(Histories.of_one([0], [1.0], 3)).tolist() == [[0.0, -1.0, 0.5]]


def test_too_many_items_for_a_dense_matrix_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autoencoder, "MOST_ITEMS", 10)
    histories: Histories = circles()[0]
    with pytest.raises(InputError, match="10 at most; use als or graph"):
        Autoencoder().fit(histories, looks())
