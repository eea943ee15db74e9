"""``--set NAME=VALUE`` becomes typed settings, or one clear line."""

from __future__ import annotations

import pytest

from app.cli.plan_options import parse_settings
from app.core.errors import FusionError
from app.core.lab import NetworkSettings, Schedule, TrainerSettings


def test_pairs_reach_the_settings_that_they_name() -> None:
    given = ["dimension=64", "batch_norm=false", "learning_rate=0.01", "schedule=plateau"]
    network, trainer = parse_settings(given, seed=3)
    assert network == NetworkSettings(dimension=64, batch_norm=False)
    assert trainer == TrainerSettings(seed=3, learning_rate=0.01, schedule=Schedule.PLATEAU)


def test_without_pairs_the_defaults_hold() -> None:
    assert parse_settings([], seed=0) == (NetworkSettings(), TrainerSettings())
    assert parse_settings(["seed=9"], seed=1)[1].seed == 9


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        ("epochs", "NAME=VALUE"),
        ("speed=3", "names: adversarial_weight"),
        ("epochs=many", "epochs=60"),
        ("batch_norm=1", "batch_norm=true"),
        ("schedule=steep", "schedule=cosine"),
        ("dropout=1.5", "from 0 to 0.9"),
        ("learning_rate=nan", "write a value like learning_rate=0"),
        ("hidden=30", "do not divide"),
    ],
)
def test_what_cannot_be_used_is_named(pair: str, why: str) -> None:
    with pytest.raises(FusionError, match=why):
        parse_settings([pair], seed=0)
