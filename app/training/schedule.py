"""The learning rate: a linear warm-up, then cosine, plateau or constant."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.core.lab import Schedule, TrainerSettings, TrainingPoint

_PLATEAU_FACTOR = 0.5
_PLATEAU_SHARE = 3
"""A plateau is a third of the patience long, so that lower rates get their chance."""


def learning_rate(
    settings: TrainerSettings, points: Sequence[TrainingPoint], epochs: float
) -> float:
    """Return the rate of a step; it needs no memory but the points themselves.

    Parameters
    ----------
    settings
        The highest rate, warm-up and schedule.
    points
        What was measured so far, epoch 0 first.
    epochs
        Epochs done before this step, with the part of the one at hand.

    References
    ----------
    Loshchilov and Hutter 2017, SGDR: cosine annealing.
    """
    if epochs < settings.warmup_epochs:
        return settings.learning_rate * (epochs + 0.01) / settings.warmup_epochs
    if settings.schedule is Schedule.COSINE:
        length = max(settings.epochs - settings.warmup_epochs, 1)
        done = min((epochs - settings.warmup_epochs) / length, 1.0)
        return settings.learning_rate * (1 + math.cos(math.pi * done)) / 2
    if settings.schedule is Schedule.PLATEAU:
        scores = [point.validation_score for point in points[settings.warmup_epochs :]]
        return settings.learning_rate * _plateau(scores, settings.patience)
    return settings.learning_rate


def _plateau(scores: Sequence[float], patience: int) -> float:
    """Return the factor after these scores: halved when none was better for a while."""
    factor, best, waited = 1.0, -math.inf, 0
    for score in scores:
        best, waited = (score, 0) if score > best else (best, waited + 1)
        if waited >= max(patience // _PLATEAU_SHARE, 1):
            factor, waited = factor * _PLATEAU_FACTOR, 0
    return factor
