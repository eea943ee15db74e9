from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from app.core.evaluation import Claim, EvaluationCell
from app.core.lab import FusionKind
from app.core.modality import Modality
from app.evaluate.baseline import Baseline
from app.evaluate.bootstrap import paired_bootstrap
from app.evaluate.columns import EVERYTHING, Condition, strained
from app.evaluate.conclusions import conclusions
from app.evaluate.figures import AGAINST_DEFAULT, ONE_LESS, ROBUSTNESS, figures_of
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


def one(figures: tuple[EvaluationCell, ...], row: str, group: str, column: str) -> EvaluationCell:
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


def claims(figures: Sequence[EvaluationCell], items: int = 0) -> dict[Claim, list[str]]:
    """Return what is concluded, each with the rows that it is said of."""
    return {one.claim: [cell.row for cell in one.cells] for one in conclusions(figures, items)}


def test_conclusions_follow_the_figures() -> None:
    def figure(row: str, group: str, mean: float, p: float, gain: float) -> EvaluationCell:
        names = row, group, "all available", "ndcg@10"
        return EvaluationCell(*names, mean, 0.01, p, "text alone", gain)

    def found(default: float, gain: float, p: float) -> dict[Claim, list[str]]:
        group = Group.FUSIONS.value
        return claims(
            (
                figure(DEFAULT.name, group, default, p, gain),
                figure("other", group, 0.45, 0.3, 0.0),
                figure("plain", Group.BASELINES.value, 0.5, 0.3, 0.0),
            )
        )

    good, bad, chance = found(0.6, 0.1, 0.001), found(0.4, -0.1, 0.001), found(0.6, 0.1, 0.4)
    assert good[Claim.BEST_BY_CATEGORY] == [DEFAULT.name, "other"]
    assert bad[Claim.BEST_BY_CATEGORY] == ["other", DEFAULT.name]
    assert Claim.DEFAULT_WINS in good and Claim.DEFAULT_LOSES in bad
    assert Claim.DEFAULT_EVEN in chance and Claim.DEFAULT_WINS not in chance
    assert good[Claim.SIMPLE_WINS] == ["plain", "other"]
    assert bad[Claim.SIMPLE_WINS] == ["plain", "other", DEFAULT.name]
    assert conclusions(()) == ()


def test_a_high_control_is_not_believed() -> None:
    def control(value: float, items: int = 0) -> dict[Claim, list[str]]:
        group = Group.FUSIONS.value
        return claims([EvaluationCell("cheat", group, "text", "control", value, 0.1)], items)

    assert control(0.5) == {Claim.UNRELIABLE: ["cheat"]}
    assert control(0.5, items=40) == {}
    assert control(0.02) == {}


def test_three_modalities_are_held_against_two() -> None:
    def triple(gain: float, p: float) -> dict[Claim, list[str]]:
        names = DEFAULT.name, ONE_LESS, "image+text+audio", "ndcg@10"
        return claims([EvaluationCell(*names, 0.5, math.nan, p, "x+y", gain)])

    assert triple(-0.1, 0.01) == {
        Claim.MORE_HURTS: [DEFAULT.name],
        Claim.THREE_WORSE: [DEFAULT.name],
    }
    assert triple(-0.1, 0.2) == {Claim.MORE_EVEN: [DEFAULT.name], Claim.THREE_FINE: []}
    assert triple(0.1, 0.01) == {Claim.MORE_HELPS: [DEFAULT.name], Claim.THREE_FINE: []}


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
