from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from app.evaluate.bootstrap import paired_bootstrap


def test_agrees_with_scipy_where_every_query_is_its_own_group() -> None:
    values = np.random.default_rng(1).normal(0.2, 1.0, 60)
    (found,) = paired_bootstrap(values[:, None], np.arange(60), 4000)
    expected = stats.bootstrap(
        (values,), np.mean, n_resamples=4000, method="percentile", rng=np.random.default_rng(2)
    ).confidence_interval
    assert found.low == pytest.approx(expected.low, abs=0.03)
    assert found.high == pytest.approx(expected.high, abs=0.03)
    assert found.p_value == pytest.approx(stats.ttest_1samp(values, 0).pvalue, abs=0.03)
    assert found.mean == pytest.approx(values.mean()) and found.queries == 60


def test_queries_of_one_group_count_once() -> None:
    """Ten copies of six queries are as sure as the six alone, not ten times as sure."""
    few = np.array([0.4, -0.1, 0.5, 0.3, -0.2, 0.6])
    (alone,) = paired_bootstrap(few[:, None], np.arange(6), 2000)
    copied, groups = np.repeat(few, 10)[:, None], np.repeat(np.arange(6), 10)
    (together,) = paired_bootstrap(copied, groups, 2000)
    (apart,) = paired_bootstrap(copied, np.arange(60), 2000)
    assert together.p_value == pytest.approx(alone.p_value, abs=0.01)
    assert together.low == pytest.approx(alone.low)
    assert apart.high - apart.low < 0.6 * (together.high - together.low)


def test_the_same_seed_draws_the_same_and_signs_mirror() -> None:
    values = np.random.default_rng(3).normal(0.3, 1.0, (40, 1))
    both = np.concatenate([values, -values], axis=1)
    first, mirrored = paired_bootstrap(both, np.arange(40), 1000, seed=5)
    assert [first, mirrored] == paired_bootstrap(both, np.arange(40), 1000, seed=5)
    assert first.p_value == mirrored.p_value and first.low == pytest.approx(-mirrored.high)
    assert first != paired_bootstrap(values, np.arange(40), 1000, seed=6)[0]


def test_what_was_not_asked_is_left_out() -> None:
    values = np.full((8, 2), np.nan)
    values[:4, 0] = [1.0, 2.0, 3.0, 4.0]
    some, none = paired_bootstrap(values, np.arange(8) // 2, 500)
    assert some.mean == 2.5 and some.queries == 4 and some.p_value == pytest.approx(2 / 501, rel=2)
    assert np.isnan(none.mean) and none.queries == 0 and none.p_value == 1


def test_no_difference_is_no_discovery() -> None:
    (found,) = paired_bootstrap(np.zeros((30, 1)), np.arange(30), 500)
    assert found.mean == 0 and found.p_value == 1
