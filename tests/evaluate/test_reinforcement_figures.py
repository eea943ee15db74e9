from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from app.evaluate.reinforcement_figures import (
    Band,
    PolicyFigures,
    Variant,
    VariantFigures,
    conclusions,
    figures_of,
)
from app.evaluate.reinforcement_policies import PolicyKind

FLAT = Band(0.5, 0.4, 0.6)


def with_regret(regret: float, growth: float) -> PolicyFigures:
    missed, grows = (Band(value, 0.9 * value, 1.1 * value) for value in (regret, growth))
    return PolicyFigures(missed, grows, FLAT, FLAT, ())


def test_band_is_the_interval_of_a_t_test() -> None:
    values = np.random.default_rng(0).normal(3, 2, size=12)
    band = Band.over(values)
    assert band.mean == pytest.approx(values.mean())
    # At the ends of a 95 % interval the two-sided t-test has a p-value of 0.05.
    for end in (band.low, band.high):
        assert stats.ttest_1samp(values, end).pvalue == pytest.approx(0.05)
    assert Band(1, 0, 2).is_below(Band(4, 3, 5)) and not Band(1, 0, 2).is_below(Band(2, 1, 3))


@pytest.mark.parametrize("power", [0.5, 1.0])
def test_growth_is_the_power_of_time(power: float) -> None:
    missed = np.diff(np.arange(101) ** power) * np.array([[1.0], [3.0]])
    best = np.array([10.0, 12.0])
    figures = figures_of(best[:, None] - missed, best, session=24)
    assert figures.growth.mean == pytest.approx(power)
    assert figures.regret.mean == pytest.approx(2 * 100**power)
    assert figures.curve[-1] == (2400, figures.regret)
    assert figures.likes.mean == pytest.approx((11 - 2 * 100**power / 100) / 24)
    assert figures.late_likes.mean >= figures.likes.mean - 1e-12


def test_conclusions_follow_the_figures() -> None:
    good, bad = with_regret(10, 0.5), with_regret(100, 1.2)

    def said(bandit: PolicyFigures, dqn: PolicyFigures, late: Band) -> str:
        rows = {kind: with_regret(50, 1.0) for kind in PolicyKind}
        rows |= {PolicyKind.LINUCB: bandit, PolicyKind.DQN: replace(dqn, late_likes=late)}
        figures = VariantFigures(Band(0.9, 0.9, 0.9), FLAT, rows)
        return "\n".join(conclusions(dict.fromkeys(Variant, figures), 240))

    one = said(good, bad, Band(0.5, 0.4, 0.6))
    assert "The regret of linucb grows sublinearly" in one
    assert "linucb beats greedy: 10 (9 to 11) against 50 (45 to 55)" in one
    assert "linucb beats dqn" in one and "dqn is beaten by thompson" in one
    assert "56 % of the best plan; that is not surely" in one
    other = said(bad, good, Band(0.8, 0.7, 0.9))
    assert "The regret of linucb grows faster than time" in other
    assert "linucb is beaten by random" in other and "dqn beats linucb" in other
    assert "that is surely more" in other
    assert "thompson is not told apart from greedy" in other
