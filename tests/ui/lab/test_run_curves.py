from __future__ import annotations

import math
from dataclasses import replace

from app.core.lab import FusionKind, RunPlan
from app.ui.lab.run_curves import compared, curves_of
from tests.ui.scripted_lab import first_runs, points_of

RUNS = tuple(first_runs())


def test_a_run_has_two_losses_and_a_score() -> None:
    points = points_of(RunPlan())
    curves = curves_of(points)
    assert [curve.name for curve in curves.losses] == ["training", "validation"]
    assert curves.losses[0].ys == tuple(point.training_loss for point in points)
    assert curves.losses[1].ys == tuple(point.validation_loss for point in points)
    assert curves.scores[0].ys == tuple(point.validation_score for point in points)
    assert curves.scores[0].xs == tuple(float(point.epoch) for point in points)
    assert curves.sides == ()


def test_an_adversarial_run_shows_both_sides() -> None:
    points = points_of(RunPlan(fusion=FusionKind.ADVERSARIAL))
    sides = curves_of(points).sides
    assert [curve.name for curve in sides] == ["generators", "discriminators"]
    assert sides[0].ys == tuple(point.generator_loss for point in points)
    assert sides[1].ys == tuple(point.discriminator_loss for point in points)


def test_what_was_not_measured_leaves_a_gap() -> None:
    points = [*points_of(RunPlan())]
    points[3] = replace(points[3], training_loss=math.nan)
    training = curves_of(tuple(points)).losses[0]
    assert training.at(4.0) is None
    assert training.at(5.0) == points[4].training_loss


def test_compared_runs_have_names_and_places_of_their_own() -> None:
    twins = (RUNS[2], replace(RUNS[2], run_id="twin"), RUNS[3])
    curves = compared(twins)
    assert [curve.name for curve in curves.losses] == ["tokens (1)", "tokens (2)", "classical"]
    assert [curve.place for curve in curves.scores] == [0, 1, 2]
    assert curves.losses[2].ys == tuple(point.validation_loss for point in RUNS[3].points)
    assert curves.scores[2].ys == tuple(point.validation_score for point in RUNS[3].points)


def test_nothing_to_draw_is_not_in_the_legend() -> None:
    assert curves_of(()).all == ()
    assert len(compared(RUNS).all) == 2 * sum(bool(run.points) for run in RUNS)
