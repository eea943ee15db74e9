"""The lab: training runs, how they compare, and which one ranks the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from app.core.lab import RunPlan, RunState, TrainingPoint


class LabJob:
    """Trains, lists, promotes or removes runs."""


@dataclass(frozen=True)
class TrainRun(LabJob):
    """Train a fusion by a plan, in a run of its own.

    Sends a :class:`~app.core.lab.TrainingPoint` as :class:`Partial` after each epoch;
    result: :class:`RunSummary`. With ``run_id`` an interrupted run goes on where it was and
    the plan is the one that it began with. A finished run is not promoted by itself.
    """

    catalog: str
    plan: RunPlan
    run_id: str = ""


@dataclass(frozen=True)
class ListRuns(LabJob):
    """Ask for all runs of a catalog, the newest first. Result: :class:`Runs`."""

    catalog: str


@dataclass(frozen=True)
class PromoteRun(LabJob):
    """Make a finished run the catalog's fusion. Result: :class:`Runs`."""

    catalog: str
    run_id: str


@dataclass(frozen=True)
class RemoveRun(LabJob):
    """Delete a run that is neither promoted nor running. Result: :class:`Runs`."""

    catalog: str
    run_id: str


@dataclass(frozen=True)
class RunSummary:
    """One run.

    Attributes
    ----------
    run_id
        Names its folder.
    points
        One for each epoch so far.
    figures
        What was measured at its end, by name, such as ``validation_recall@10``.
    started
        Local date and time, ISO 8601 to the second.
    seconds
        Spent so far.
    problem
        Why it failed, for people; empty otherwise.
    """

    run_id: str
    plan: RunPlan
    state: RunState
    points: tuple[TrainingPoint, ...] = ()
    figures: tuple[tuple[str, float], ...] = ()
    is_promoted: bool = False
    started: str = ""
    seconds: float = 0.0
    problem: str = ""


@dataclass(frozen=True)
class Runs:
    """All runs of a catalog, the newest first."""

    catalog: str
    runs: tuple[RunSummary, ...]


LabOutcome = Union[RunSummary, Runs]
