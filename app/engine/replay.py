"""Made-up sessions through the live measures; needs no catalog."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.core.progress import Cancellation, ReportProgress
from app.engine.preparation import WithTimeLeft
from app.evaluate.replay import ReplayPlan, replay


def measure_replay(
    *, repeats: int, seed: int, report: ReportProgress, cancellation: Cancellation
) -> Mapping[str, Any]:
    """Try the intervals and the stopping rule of the live measures where the truth is known.

    Parameters
    ----------
    repeats
        How often everything is made up anew.
    seed
        Draws it.
    report, cancellation
        Progress out, cancel in.

    Returns
    -------
    Mapping
        The figures as JSON values; see :class:`~app.evaluate.replay.ReplayReport`.

    Raises
    ------
    InputError
        When repeats are fewer than 1.
    Cancelled
        When asked to stop.
    """
    plan = ReplayPlan(repeats=repeats, seed=seed)
    return replay(plan, WithTimeLeft(report), cancellation).to_json()
