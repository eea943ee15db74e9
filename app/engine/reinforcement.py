"""Learning by trial and error with simulated people; needs no catalog and no encoders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.core.progress import Cancellation, ReportProgress
from app.engine.preparation import WithTimeLeft
from app.evaluate.reinforcement import ReinforcementPlan, evaluate_reinforcement


def measure_reinforcement(
    *, seeds: int, rounds: int, report: ReportProgress, cancellation: Cancellation
) -> Mapping[str, Any]:
    """Let bandits and deep Q-learning learn from simulated people, and compare them.

    Parameters
    ----------
    seeds
        How many people.
    rounds
        Items shown to each by each policy.
    report, cancellation
        Progress out, cancel in.

    Returns
    -------
    Mapping
        The figures as JSON values; see
        :class:`~app.evaluate.reinforcement.ReinforcementReport`.

    Raises
    ------
    InputError
        When there are too few seeds or rounds.
    Cancelled
        When asked to stop.
    """
    plan = ReinforcementPlan(seeds, rounds)
    return evaluate_reinforcement(plan, WithTimeLeft(report), cancellation).to_json()
