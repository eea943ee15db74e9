from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from app.core.lab import FusionKind
from app.core.modality import Modality
from app.evaluate.baseline import Baseline
from app.evaluate.bootstrap import paired_bootstrap
from app.evaluate.columns import EVERYTHING, Condition, strained
from app.evaluate.conclusions import conclusions
from app.evaluate.figures import AGAINST_DEFAULT, ONE_LESS, ROBUSTNESS, Figure, figures_of
from app.evaluate.results import best_single_by_category
from app.evaluate.systems import (
    CLASSICAL,
    CLASSICAL_BASELINE,
    DEFAULT,
    PRETRAINED,
    Group,
    System,
    full_design,
    quick_design,
)
from tests.evaluate.small_comparison import measured

METHODS = (FusionKind.TOWERS, *Baseline)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cells")


def one(figures: tuple[Figure, ...], row: str, group: str, column: str) -> Figure:
    (found,) = [
        figure
        for figure in figures
        if (figure.row, figure.group, figure.column, figure.measure)
        == (row, group, column, "ndcg@10")
    ]
    return found


def test_mean_spread_gain_and_p_are_those_of_the_cells(folder: Path) -> None:
    results, _, groups = measured(folder, METHODS, (0, 1))
    figures = figures_of(results, quick_design(), resamples=500)
    found = one(figures, DEFAULT.name, Group.FUSIONS.value, EVERYTHING.name)
    own = results.by_item(DEFAULT, EVERYTHING)
    assert found.mean == pytest.approx(np.nanmean(own))
    assert found.mean == results.summary(DEFAULT, EVERYTHING).mean and found.spread > 0
    alone = [System(PRETRAINED, b) for b in Baseline if b is not Baseline.NEIGHBOURS]
    rival = best_single_by_category(results, DEFAULT, alone)
    (expected,) = paired_bootstrap((own - rival.values)[:, None], groups, 500)
    assert found.against == rival.name
    assert (found.gain, found.p_value) == pytest.approx((expected.mean, expected.p_value))


def test_the_best_single_modality_is_the_best_of_all_ways_to_use_one(folder: Path) -> None:
    results, _, _ = measured(folder, METHODS, (0, 1))
    figures = figures_of(results, quick_design(), resamples=100)
    alone = [System(PRETRAINED, b) for b in Baseline if b is not Baseline.NEIGHBOURS]
    best = float(np.nanmean(best_single_by_category(results, DEFAULT, alone).values))
    for system in alone[:2]:  # everybody has pictures and words
        group = Group.BASELINES.value
        assert best >= one(figures, system.name, group, EVERYTHING.name).mean
    for column in ("image", "text"):
        assert best >= one(figures, DEFAULT.name, Group.FUSIONS.value, column).mean


def test_gains_over_the_default_and_one_modality_less(folder: Path) -> None:
    results, _, _ = measured(folder, METHODS, (0, 1))
    figures = figures_of(results, quick_design(), resamples=100)
    neighbours = System(PRETRAINED, Baseline.NEIGHBOURS).name
    gain = one(figures, neighbours, AGAINST_DEFAULT, EVERYTHING.name)
    own = one(figures, DEFAULT.name, Group.FUSIONS.value, EVERYTHING.name)
    assert gain.against == DEFAULT.name and gain.gain == pytest.approx(gain.mean - own.mean)
    triple = one(figures, DEFAULT.name, ONE_LESS, "image+text+audio")
    assert "+" in triple.against and triple.gain is not None


def test_robustness_is_measured_against_the_same_clean_queries(folder: Path) -> None:
    results, _, _ = measured(folder, METHODS, (0, 1))
    figures = figures_of(results, quick_design(), resamples=100)
    clean = one(figures, DEFAULT.name, ROBUSTNESS, "text clean")
    noisy = one(figures, DEFAULT.name, ROBUSTNESS, "text noisy")
    assert noisy.gain == pytest.approx(noisy.mean - clean.mean, abs=1e-12)
    assert noisy.mean != clean.mean
    assert clean.gain is None and noisy.against == "text clean"
    values = results.by_item(DEFAULT, strained(Modality.AUDIO, Condition.CLEAN))
    assert (~np.isnan(values)).sum() == 40


def test_sentences_follow_the_figures() -> None:
    def figure(row: str, group: str, mean: float, p: float | None, gain: float | None) -> Figure:
        against = "" if gain is None else "text alone"
        return Figure(row, group, "all available", "ndcg@10", mean, 0.01, p, against, gain)

    group, simple = Group.FUSIONS.value, Group.BASELINES.value
    good = (figure(DEFAULT.name, group, 0.6, 0.001, 0.1), figure("plain", simple, 0.5, 0.3, 0.0))
    bad = (figure(DEFAULT.name, group, 0.4, 0.001, -0.1), figure("plain", simple, 0.5, 0.3, 0.0))
    chance = (figure(DEFAULT.name, group, 0.6, 0.4, 0.1),)
    said = " ".join(conclusions(good))
    assert f"{DEFAULT.name} is best with ndcg@10 0.600 ± 0.010" in said
    assert "beats text alone" in said and "A simple method wins" not in said
    said = " ".join(conclusions(bad))
    assert "is beaten by text alone" in said
    assert (
        f"A simple method wins: plain (0.500 ± 0.010 by category) is ahead of {DEFAULT.name}"
        in said
    )
    assert "no more than chance from text alone" in " ".join(conclusions(chance))
    assert conclusions(()) == ()


def test_sentences_warn_of_a_high_control() -> None:
    group = Group.FUSIONS.value
    (said,) = conclusions([Figure("cheat", group, "text", "control", 0.5, 0.1)])
    assert "cheat is not to be believed" in said and "0.500" in said
    assert conclusions([Figure("small catalog", group, "text", "control", 0.5, 0.1)], 40) == ()
    assert conclusions([Figure("honest", group, "text", "control", 0.02, 0.1)]) == ()


def test_sentences_say_where_three_are_worse_than_two() -> None:
    def triple(gain: float, p: float) -> Figure:
        return Figure(
            DEFAULT.name, ONE_LESS, "image+text+audio", "ndcg@10", 0.5, math.nan, p, "x+y", gain
        )

    assert f"worse than the best two for: {DEFAULT.name}." in conclusions([triple(-0.1, 0.01)])[1]
    assert "worse than the best two for: no system." in conclusions([triple(-0.1, 0.2)])[1]
    assert "that helps: +0.100" in conclusions([triple(0.1, 0.01)])[0]


def test_the_full_design_has_every_feature_and_fusion() -> None:
    design = full_design()
    systems = [system for _, system in design]
    assert {s.method for s in systems if s.features == PRETRAINED} >= {
        *(kind for kind in FusionKind if kind is not FusionKind.REFERENCE),
        *Baseline,
    }
    assert {s.method for s in systems if s.features == CLASSICAL} >= {
        *(kind for kind in FusionKind if kind is not FusionKind.REFERENCE)
    }
    assert CLASSICAL_BASELINE in systems and DEFAULT in systems
    (network,) = [s for s in systems if s.method is FusionKind.REFERENCE]
    assert network.name == "pixels + tokens + mel-frames, reference"
    for group, kinds in (
        (Group.IMAGE_FEATURES, {s.features.image for g, s in design if g is Group.IMAGE_FEATURES}),
        (Group.AUDIO_FEATURES, {s.features.audio for g, s in design if g is Group.AUDIO_FEATURES}),
    ):
        assert len(kinds) >= 6, group
