from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from app.evaluate.interest import classification_measures
from app.evaluate.interest_comparison import MEASURES, Answers, compare, verdict

USERS = 120


def answers(skill: float, seed: int) -> Answers:
    """Return what somebody says to four examples a user, the better the more skilled."""
    chance = np.random.default_rng(seed)
    labels = np.tile([1, 0, 0, 0], USERS).astype(np.float32)
    # Whole numbers, so that there are ties.
    scores = np.round(2 * (skill * labels + chance.normal(size=len(labels))))
    return Answers(np.repeat(np.arange(USERS), 4), labels, scores, 1.0)


def test_gains_are_the_difference_of_the_measures_and_auc_is_that_of_an_oracle() -> None:
    good, bad = [answers(2.0, seed) for seed in (0, 1)], [answers(0.5, seed) for seed in (2, 3)]
    found = compare(good, bad)
    for measure in MEASURES:
        means = [
            np.mean([classification_measures(a.labels, a.scores, 1.0)[measure] for a in said])
            for said in (good, bad)
        ]
        assert found[measure]["points"] == pytest.approx(means[0] - means[1], abs=1e-6)
        assert found[measure]["percent"] == pytest.approx(100 * (means[0] / means[1] - 1), abs=1e-3)
        assert found[measure]["low"] < found[measure]["points"] < found[measure]["high"]
        assert found[measure]["p_value"] < 0.05
    oracle = [np.mean([roc_auc_score(a.labels, a.scores) for a in said]) for said in (good, bad)]
    assert found["auc"]["points"] == pytest.approx(oracle[0] - oracle[1], abs=1e-6)


def test_chance_is_told_apart_from_skill() -> None:
    one, other = [answers(1.0, seed) for seed in (0, 1, 2)], [answers(1.0, 3 + s) for s in range(3)]
    found = compare(one, other)
    assert found["auc"]["p_value"] > 0.05
    assert found["auc"]["as_points"] == "not told apart from chance"
    assert compare(one, one)["f1"]["p_value"] == 1


@pytest.mark.parametrize(
    ("gain", "p_value", "claim", "told"),
    [
        (0.16, 0.01, 0.15, "reached"),
        (0.14, 0.01, 0.15, "ahead, not reached"),
        (0.16, 0.2, 0.15, "not told apart from chance"),
        (-0.1, 0.01, 0.15, "behind"),
        (0.1, 0.01, None, "ahead"),
    ],
)
def test_verdicts(gain: float, p_value: float, claim: float | None, told: str) -> None:
    assert verdict(gain, p_value, claim) == told
