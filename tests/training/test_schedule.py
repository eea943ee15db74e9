from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.lab import Schedule, TrainerSettings, TrainingPoint
from app.training.schedule import learning_rate

SETTINGS = TrainerSettings(learning_rate=0.1, warmup_epochs=2, epochs=10, patience=6)


def test_warm_up_is_linear_and_cosine_ends_at_zero() -> None:
    rates = [learning_rate(SETTINGS, [], epochs / 2) for epochs in range(21)]
    assert rates[1] == pytest.approx(0.1 / 4, rel=0.03) and rates[4] == 0.1
    assert rates[2] - rates[1] == pytest.approx(rates[3] - rates[2])
    assert rates[4:] == sorted(rates[4:], reverse=True)
    assert rates[12] == pytest.approx(0.05) and rates[20] == pytest.approx(0)


def test_a_plateau_halves_the_rate_and_a_rise_does_not() -> None:
    plateau = replace(SETTINGS, schedule=Schedule.PLATEAU, warmup_epochs=0)

    def rate(*scores: float) -> float:
        points = [TrainingPoint(place, 0, 0, score) for place, score in enumerate(scores)]
        return learning_rate(plateau, points, len(points))

    assert rate(0.1, 0.2, 0.3, 0.4) == 0.1
    assert rate(0.4, 0.2, 0.3) == 0.05
    assert rate(0.4, 0.2, 0.3, 0.5, 0.1, 0.1) == 0.025


def test_constant_stays() -> None:
    constant = replace(SETTINGS, schedule=Schedule.CONSTANT)
    assert learning_rate(constant, [], 9.5) == 0.1
