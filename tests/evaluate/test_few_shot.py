from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import Cancelled, FusionError
from app.core.modality import PerModality
from app.core.progress import Cancellation, Progress
from app.core.query import EQUAL_WEIGHTS, Weights
from app.evaluate.few_shot import SHARES, evaluate_few_shot
from app.fusion.features import FeatureTable
from app.fusion.model import FusionModel
from app.fusion.settings import ContrastConfig, TrainingConfig
from app.fusion.tower import unit_rows
from app.fusion.training import TrainingData
from tests.fusion.small_catalog import small_catalog

COUNT = 120
CAPTIONS = [f"caption {place}" for place in range(COUNT)]
CATEGORIES = [f"{'left' if place < COUNT // 2 else 'right'}/{place % 4}" for place in range(COUNT)]
CLOSED_FORM = TrainingConfig(contrast=ContrastConfig(epochs=0))


class Knowing:
    """Puts pictures and words of one item into one place when it is good, else beside it."""

    name, digest, dimension = "knowing", "0" * 64, COUNT

    def __init__(self, shift: int) -> None:
        self._shift = shift

    def embed(self, table: FeatureTable, weights: Weights = EQUAL_WEIGHTS) -> NDArray[np.float32]:
        image = np.roll(table.values.image, self._shift, axis=1) * table.present.image[:, None]
        words = table.values.text * table.present.text[:, None]
        return unit_rows((image + words).astype(np.float32))


def one_hot() -> FeatureTable:
    values, there = np.eye(COUNT, dtype=np.float32), np.ones(COUNT, dtype=np.bool_)
    return FeatureTable(
        PerModality(values, values, values), PerModality(there, there, np.zeros_like(there))
    )


def fitting(before: int, after: int, seen: list[TrainingData]) -> FusionModel:
    """Return the model of what was seen last: ``before`` when it is the source alone."""
    tops = {category.partition("/")[0] for category in seen[-1].categories}
    return Knowing(before if len(tops) == 1 else after)


def measure(before: int, after: int, seen: list[TrainingData]) -> dict[float, tuple[float, ...]]:
    """Return recall by the rule, recall if always tuned, and how often it was, by share."""

    def fit(data: TrainingData, seed: int) -> FusionModel:
        seen.append(data)
        return fitting(before, after, seen)

    report = evaluate_few_shot(one_hot(), CAPTIONS, CATEGORIES, fit=fit)
    return {
        point.share: (point.recall, point.always_recall, point.tuned) for point in report.points
    }


def test_fine_tuning_that_helps_is_used_as_soon_as_it_can_be_proved() -> None:
    found = measure(40, 0, [])
    assert found[0.0][0] == found[0.0][1] < 0.3
    assert found[0.01] == (found[0.0][0], 1.0, 0.0)
    assert found[0.2] == (1.0, 1.0, 1.0)


def test_fine_tuning_that_harms_is_never_used() -> None:
    found = measure(0, 40, [])
    assert found[0.0][0] == 1.0
    for share in SHARES[1:]:
        assert found[share][0] == 1.0
        assert found[share][1] < 0.3
        assert found[share][2] == 0.0


def test_nothing_that_asks_was_fitted_to() -> None:
    seen: list[TrainingData] = []
    measure(0, 0, seen)
    for data in seen:
        tops = [category.partition("/")[0] for category in data.categories]
        fewer = min(tops.count("left"), tops.count("right"))
        assert fewer <= 0.2 * COUNT / 2
        assert max(tops.count("left"), tops.count("right")) == COUNT / 2


def test_the_default_fusion_transfers_and_does_not_fall_below_none() -> None:
    data = small_catalog(COUNT, noise=1.5)
    report = evaluate_few_shot(
        data.table, data.captions, CATEGORIES, layout=data.layout, config=CLOSED_FORM, seeds=(0, 1)
    )
    first, last = report.points[0], report.points[-1]
    chance = 10 / report.catalog_items
    assert first.recall > 2 * chance
    assert last.items == np.ceil(0.2 * report.catalog_items)
    assert all(point.mrr >= first.mrr - 0.02 for point in report.points)
    assert last.always_mrr != first.mrr
    assert json.loads(json.dumps(report.to_json()))["points"][0]["share"] == 0


def test_what_cannot_be_measured_is_refused() -> None:
    table = one_hot()
    with pytest.raises(FusionError, match="two top-level categories"):
        evaluate_few_shot(table, CAPTIONS, ["left"] * COUNT)
    with pytest.raises(FusionError, match="shares from 0"):
        evaluate_few_shot(table, CAPTIONS, CATEGORIES, shares=(0.0, 0.9))
    with pytest.raises(FusionError, match="more captions"):
        evaluate_few_shot(table, ["one"] * COUNT, CATEGORIES, config=CLOSED_FORM)


def test_measuring_reports_and_can_be_cancelled() -> None:
    flag, told = Cancellation(), list[Progress]()

    def report(progress: Progress) -> None:
        told.append(progress)
        flag.cancel()

    with pytest.raises(Cancelled):
        evaluate_few_shot(
            one_hot(),
            CAPTIONS,
            CATEGORIES,
            fit=lambda *_: Knowing(0),
            report=report,
            cancellation=flag,
            shares=(0.1,),
        )
    assert told[0].total == 3
