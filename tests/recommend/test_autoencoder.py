from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import InputError
from app.recommend import autoencoder
from app.recommend.autoencoder import Autoencoder
from app.recommend.histories import Histories
from tests.recommend.circles import circles, looks


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


def test_too_many_items_for_a_dense_matrix_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autoencoder, "MOST_ITEMS", 10)
    histories: Histories = circles()[0]
    with pytest.raises(InputError, match="10 at most; use als or graph"):
        Autoencoder().fit(histories, looks())
