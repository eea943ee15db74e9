"""Evaluations: comparisons that were measured, as tables that the window can draw."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Union

from app.core.evaluation import Conclusion, EvaluationCell


class EvaluationKind(str, Enum):
    """What is measured."""

    RETRIEVAL = "retrieval"
    FUSION = "fusion"
    FEW_SHOT = "few-shot"


class EvaluationJob:
    """Measures, or shows what was measured."""


@dataclass(frozen=True)
class RunEvaluation(EvaluationJob):
    """Measure anew; takes minutes. Result: :class:`Evaluation`."""

    catalog: str
    kind: EvaluationKind
    seed: int = 0


@dataclass(frozen=True)
class GetEvaluations(EvaluationJob):
    """Ask for what was measured before. Result: :class:`Evaluations`."""

    catalog: str


@dataclass(frozen=True)
class ExportEvaluation(EvaluationJob):
    """Write an evaluation as ``.html`` or ``.csv``, by the path's end. Result: :class:`Written`."""

    catalog: str
    kind: EvaluationKind
    path: str


@dataclass(frozen=True)
class Evaluation:
    """One evaluation of a catalog.

    Attributes
    ----------
    measured
        Local date and time, ISO 8601 to the second.
    conclusions
        What it means, the most important first.
    """

    catalog: str
    kind: EvaluationKind
    cells: tuple[EvaluationCell, ...]
    measured: str
    seconds: float
    folds: int
    seeds: tuple[int, ...]
    items: int
    conclusions: tuple[Conclusion, ...] = ()


@dataclass(frozen=True)
class Evaluations:
    """All evaluations that a catalog has, one of each kind at most."""

    catalog: str
    evaluations: tuple[Evaluation, ...]


@dataclass(frozen=True)
class Written:
    """A file was written."""

    path: str


EvaluationOutcome = Union[Evaluation, Evaluations, Written]
