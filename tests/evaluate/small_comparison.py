"""A comparison of a few systems on a small synthetic catalog, measured in this process."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.core.modality import PerModality
from app.core.progress import Cancellation
from app.evaluate.cells import Cell, CellStore, Conditions
from app.evaluate.feature_source import FeatureSource
from app.evaluate.measuring import Subject, measure_cells
from app.evaluate.results import Results
from app.evaluate.systems import PRETRAINED, Method
from app.fusion.features import FeatureTable
from app.fusion.training import caption_groups
from tests.fusion.small_catalog import small_catalog

FOLDS = Conditions(folds=3)


def subject(count: int = 120, spoilt_by: float = 1.5) -> Subject:
    """Return items whose spoilt features are the clean ones with noise."""
    data, chance = small_catalog(count), np.random.default_rng(9)
    spoilt = FeatureTable(
        data.table.values.map(
            lambda values: (values + spoilt_by * chance.normal(size=values.shape)).astype(
                np.float32
            )
        ),
        data.table.present,
    )
    source = FeatureSource(
        PRETRAINED, data.table, data.layout, PerModality(None, None, None), data.categories, "d"
    )
    return Subject(source, data.captions, spoilt)


def measured(
    folder: Path, methods: tuple[Method, ...], seeds: tuple[int, ...] = (0,)
) -> tuple[Results, list[Cell], NDArray[np.int64]]:
    """Measure and return results, cells and caption groups."""
    items, store = subject(), CellStore(folder)
    cells = items.cells(methods, seeds, FOLDS)
    measure_cells(items, cells, store, Cancellation())
    groups = caption_groups(items.captions)
    return Results.read(cells, store, groups), cells, groups
