"""Interest prediction on a folder of interactions, which needs no catalog and no encoders."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.core.progress import Cancellation, ReportProgress
from app.engine.preparation import WithTimeLeft
from app.evaluate.interactions import read_interactions
from app.evaluate.interest import InterestPlan, evaluate_interest


def measure_interest(
    folder: Path,
    *,
    users: int,
    negatives: int,
    seed: int,
    repeats: int,
    report: ReportProgress,
    cancellation: Cancellation,
) -> Mapping[str, Any]:
    """Train and measure every model of interest.

    Parameters
    ----------
    folder
        With ``train.npz``, ``validation.npz``, ``image.npy`` and ``audio.npy``.
    users
        So many users are drawn; 0 takes all.
    negatives
        Items without interest for each item of interest.
    seed, repeats
        The first seed, and how many.

    Returns
    -------
    Mapping
        The figures; see :class:`~app.evaluate.interest.InterestReport`.

    Raises
    ------
    InputError
        When the folder cannot be used.
    """
    plan = InterestPlan(users=users, negatives=negatives, seed=seed, repeats=repeats)
    data = read_interactions(folder)
    return evaluate_interest(data, plan, WithTimeLeft(report), cancellation).to_json()
