"""Interest prediction on a folder of interactions, which needs no catalog and no encoders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.core.errors import InputError
from app.core.progress import Cancellation, ReportProgress
from app.engine.preparation import WithTimeLeft
from app.evaluate.interactions import read_interactions
from app.evaluate.interest import InterestPlan, evaluate_interest
from app.evaluate.interest_networks import InterestModel


def model_named(name: str) -> InterestModel:
    """Return a model of interest by its name.

    Raises
    ------
    InputError
        When there is none.
    """
    try:
        return InterestModel(name)
    except ValueError as error:
        names = ", ".join(model.value for model in InterestModel)
        raise InputError(f"model {name!r}", f"is not known; use one of {names}") from error


def measure_interest(
    folder: Path,
    *,
    models: Sequence[str] = (),
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
    models
        Names of those to measure; all when empty.
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
        When the folder cannot be used, or a model is not known.
    """
    asked = [model_named(name) for name in models] or list(InterestModel)
    plan = InterestPlan(asked, users=users, negatives=negatives, seed=seed, repeats=repeats)
    data = read_interactions(folder)
    return evaluate_interest(data, plan, WithTimeLeft(report), cancellation).to_json()
