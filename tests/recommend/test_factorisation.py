from __future__ import annotations

import numpy as np

from app.recommend.factorisation import AlternatingLeastSquares, BayesianRanking
from app.recommend.histories import Histories
from tests.recommend.circles import ITEMS, circles, looks


def test_a_history_is_folded_in_by_the_normal_equations() -> None:
    model = AlternatingLeastSquares(factors=8, iterations=5).fit(circles()[0], looks())
    liked, factors = [3, 7, 20], model.factors.astype(np.float64)
    confidence = np.ones(ITEMS)
    confidence[liked] = model.confidence
    target = np.isin(np.arange(ITEMS), liked).astype(float)
    system = factors.T @ (confidence[:, None] * factors) + model.regularisation * np.eye(8)
    best = np.linalg.solve(system, factors.T @ (confidence * target))
    found = model.fold_in(Histories.of_one(liked, [1.0] * 3, ITEMS).liked())[0]
    np.testing.assert_allclose(found, best, rtol=1e-3, atol=1e-6)


def test_another_seed_makes_another_model() -> None:
    histories, content = circles()[0], looks()
    for maker in (AlternatingLeastSquares(factors=8), BayesianRanking(factors=8, iterations=5)):
        first, second = (maker.fit(histories, content, seed).factors for seed in (0, 1))
        assert not np.allclose(first, second)
