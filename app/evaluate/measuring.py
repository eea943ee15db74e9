"""Measure cells: fit features and fusion without the held-out items, then ask with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.core.errors import FusionError
from app.core.progress import Cancellation
from app.evaluate.baseline import Baseline, fit_neighbours
from app.evaluate.cells import Cell, CellStore, Conditions, Measured
from app.evaluate.feature_source import FeatureSource
from app.evaluate.fold import Interview, Questions
from app.evaluate.robustness import strain
from app.evaluate.systems import Method, System
from app.fusion.features import FeatureTable
from app.fusion.model import FusionModel
from app.fusion.stacking import group_folds
from app.fusion.strategy import train_fusion
from app.fusion.training import TrainingData, caption_groups, category_numbers


@dataclass(frozen=True)
class Subject:
    """The items that are asked about, with features of one choice.

    Attributes
    ----------
    source
        Makes features, given the training rows.
    captions
        One an item; all items of a caption are in one fold.
    spoilt
        Pretrained features of spoilt media; ``None`` where features are fitted, since
        those are compared whole.
    """

    source: FeatureSource
    captions: Sequence[str]
    spoilt: FeatureTable | None = None

    def cells(
        self, methods: Sequence[Method], seeds: Sequence[int], conditions: Conditions
    ) -> list[Cell]:
        """Return all cells of these features."""
        key, choice = self.source.key, self.source.choice
        return [
            Cell(System(choice, method), key, fold, seed, conditions)
            for seed in seeds
            for fold in range(conditions.folds)
            for method in methods
        ]


@dataclass(frozen=True)
class Problem:
    """A system that could not be measured.

    Attributes
    ----------
    system
        Its name.
    why
        What happened, for people.
    """

    system: str
    why: str


def measure_cells(
    subject: Subject, cells: Sequence[Cell], store: CellStore, cancellation: Cancellation
) -> tuple[Problem, ...]:
    """Measure the cells that are not finished yet; return what could not be measured.

    Features are fitted once for all methods of a fold.

    Raises
    ------
    FusionError
        When there are fewer caption groups than folds.
    Cancelled
        When asked to stop; finished cells stay.
    """
    pending = [cell for cell in cells if not store.has(cell)]
    problems: list[Problem] = []
    for seed, fold in dict.fromkeys((cell.seed, cell.fold) for cell in pending):
        mine = [cell for cell in pending if (cell.seed, cell.fold) == (seed, fold)]
        problems += _measure_fold(subject, mine, store, cancellation)
    return tuple(dict.fromkeys(problems))


def _measure_fold(
    subject: Subject, cells: Sequence[Cell], store: CellStore, cancellation: Cancellation
) -> list[Problem]:
    seed, fold, folds = cells[0].seed, cells[0].fold, cells[0].conditions.folds
    groups, source = caption_groups(subject.captions), subject.source
    if len(np.unique(groups)) < folds:
        raise FusionError(
            "evaluation", f"needs as many different captions as folds; use fewer than {folds} folds"
        )
    held_out = group_folds(groups, folds, seed)[fold]
    others = np.setdiff1d(np.arange(len(groups)), held_out)
    try:
        features = source.fit(others, seed, cancellation)
    except FusionError as error:
        return [Problem(cell.system.name, str(error)) for cell in cells]
    questions = Questions(features.table, groups, category_numbers(source.categories))
    data = TrainingData(
        features.table.rows(others),
        [subject.captions[row] for row in others],
        [source.categories[row] for row in others],
        features.layout,
    )
    problems = []
    for cell in cells:
        cancellation.check()
        try:
            model = train_method(cell.system.method, data, cell.conditions, seed, cancellation)
        except FusionError as error:
            problems.append(Problem(cell.system.name, str(error)))
            continue
        interview = Interview(questions, model, held_out)
        strained = strain(interview, subject.spoilt, seed)
        store.write(cell, Measured(interview.findings(), strained))
    return problems


def train_method(
    method: Method,
    data: TrainingData,
    conditions: Conditions,
    seed: int,
    cancellation: Cancellation,
) -> FusionModel:
    """Train a fusion, or fit a baseline, on training rows.

    Raises
    ------
    FusionError
        When there is too little to train on, or this fusion has no common space.
    """
    if isinstance(method, Baseline):
        return fit_neighbours(data.table, method.modalities)
    trainer = replace(conditions.trainer, seed=seed)
    return train_fusion(method, data, conditions.network, trainer, cancellation=cancellation).model
