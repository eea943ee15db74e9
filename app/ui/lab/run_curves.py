"""From the epochs of runs to curves."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.core.lab import TrainingPoint
from app.engine.messages import RunSummary
from app.ui.lab.run_text import run_name
from app.ui.plots.curve import Curve

Points = tuple[TrainingPoint, ...]


@dataclass(frozen=True)
class RunCurves:
    """What three plots show: losses, scores, and the two sides of adversarial training."""

    losses: tuple[Curve, ...]
    scores: tuple[Curve, ...]
    sides: tuple[Curve, ...] = ()

    @property
    def all(self) -> tuple[Curve, ...]:
        """All that can be drawn, for the legend."""
        curves = (*self.losses, *self.scores, *self.sides)
        return tuple(curve for curve in curves if not curve.is_empty)


def curves_of(points: Points) -> RunCurves:
    """Return the curves of one run."""
    training = QCoreApplication.translate("Lab", "training")
    validation = QCoreApplication.translate("Lab", "validation")
    generator = QCoreApplication.translate("Lab", "generators")
    discriminator = QCoreApplication.translate("Lab", "discriminators")
    sides = (
        _curve(generator, points, 2, lambda point: point.generator_loss),
        _curve(discriminator, points, 3, lambda point: point.discriminator_loss),
    )
    return RunCurves(
        losses=(
            _curve(training, points, 1, lambda point: point.training_loss),
            _curve(validation, points, 0, lambda point: point.validation_loss),
        ),
        scores=(_curve(validation, points, 0, lambda point: point.validation_score),),
        sides=tuple(side for side in sides if not side.is_empty),
    )


def compared(runs: tuple[RunSummary, ...]) -> RunCurves:
    """Return the validation curves of several runs, one colour each."""
    names = _distinct([run_name(run.plan) for run in runs])
    named = list(enumerate(zip(names, runs, strict=True)))
    return RunCurves(
        losses=tuple(
            _curve(name, run.points, place, lambda point: point.validation_loss)
            for place, (name, run) in named
        ),
        scores=tuple(
            _curve(name, run.points, place, lambda point: point.validation_score)
            for place, (name, run) in named
        ),
    )


def _curve(
    name: str, points: Points, place: int, value: Callable[[TrainingPoint], float | None]
) -> Curve:
    values = [value(point) for point in points]
    return Curve(
        name,
        tuple(float(point.epoch) for point in points),
        tuple(math.nan if one is None else one for one in values),
        place,
    )


def _distinct(names: list[str]) -> list[str]:
    """Return the names, with numbers after those that occur more than once."""
    counted = [names[: place + 1].count(name) for place, name in enumerate(names)]
    return [
        f"{name} ({count})" if names.count(name) > 1 else name
        for name, count in zip(names, counted, strict=True)
    ]
