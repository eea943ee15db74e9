from __future__ import annotations

import json

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import Cancelled, FusionError
from app.core.modality import PerModality
from app.core.progress import Cancellation, Progress
from app.core.query import EQUAL_WEIGHTS, Weights
from app.evaluate.retrieval import evaluate_retrieval
from app.fusion.features import FeatureTable
from app.fusion.model import FusionModel
from app.fusion.tower import unit_rows
from app.fusion.training import TrainingData
from tests.fusion.small_catalog import small_catalog

COUNT = 40


class Blocks:
    """Puts each modality into columns of its own: a query only meets its own modality."""

    name, digest, dimension = "blocks", "0" * 64, 3 * COUNT

    def embed(self, table: FeatureTable, weights: Weights = EQUAL_WEIGHTS) -> NDArray[np.float32]:
        pieces = [values * table.present[m][:, None] for m, values in table.values.items()]
        joined = np.concatenate(pieces, axis=1).astype(np.float32)
        return unit_rows(joined)


class Shared(Blocks):
    """Puts all modalities into the same columns: the right answer is always first."""

    dimension = COUNT

    def embed(self, table: FeatureTable, weights: Weights = EQUAL_WEIGHTS) -> NDArray[np.float32]:
        joined = super().embed(table, weights)
        total = joined.reshape(len(joined), 3, COUNT).sum(axis=1)
        return unit_rows(total)


def one_hot() -> FeatureTable:
    values = np.eye(COUNT, dtype=np.float32)
    there = np.ones(COUNT, dtype=np.bool_)
    return FeatureTable(
        PerModality(values, values, values), PerModality(there, there, np.arange(COUNT) < 10)
    )


CAPTIONS = [f"caption {place}" for place in range(COUNT)]
CATEGORIES = [f"kind {place % 4}" for place in range(COUNT)]


def test_a_perfect_model_scores_one() -> None:
    report = evaluate_retrieval(one_hot(), CAPTIONS, CATEGORIES, fit=lambda *_: Shared())
    for name in ("image", "text", "audio", "image+audio"):
        assert report.directions[name]["recall@1"] == 1
        assert report.directions[name]["mrr"] == 1


def test_what_was_asked_with_does_not_leak_into_the_gallery() -> None:
    """With a column for each modality a leak would find every target; hiding finds none."""
    report = evaluate_retrieval(one_hot(), CAPTIONS, CATEGORIES, fit=lambda *_: Blocks())
    for name in ("image", "text", "audio"):
        assert report.directions[name]["recall@10"] == 0


def test_queries_with_nothing_left_are_counted_not_scored() -> None:
    report = evaluate_retrieval(one_hot(), CAPTIONS, CATEGORIES, fit=lambda *_: Shared())
    assert report.directions["image+text"]["excluded"] == COUNT - 10
    assert report.directions["image+text"]["queries"] == 10
    nothing = report.to_json()["image+text+audio_to_item"]
    assert nothing["queries"] == 0 and nothing["excluded"] == 10
    measures = ("recall@1", "recall@5", "recall@10", "mrr", "control_recall@10")
    assert [nothing[name] for name in measures] == [None] * 5
    assert report.directions["audio"]["queries"] == 10


def test_training_never_sees_the_fold_that_asks() -> None:
    data = small_catalog(COUNT)
    seen: list[frozenset[str]] = []

    def fit(part: TrainingData, _: int) -> FusionModel:
        seen.append(frozenset(part.captions))
        return Shared()

    evaluate_retrieval(one_hot(), data.captions, CATEGORIES, 4, fit=fit)
    missing = [frozenset(data.captions) - part for part in seen]
    assert len(seen) == 4 and frozenset().union(*missing) == frozenset(data.captions)
    assert sum(len(one) for one in missing) == len(set(data.captions))


def test_finding_the_target_by_what_is_missing_shows_in_the_control() -> None:
    class Missing(Shared):
        def embed(
            self, table: FeatureTable, weights: Weights = EQUAL_WEIGHTS
        ) -> NDArray[np.float32]:
            vectors = np.zeros((len(table), COUNT), dtype=np.float32)
            whole = table.present.image & table.present.text
            vectors[np.arange(len(table)), np.where(whole, 1, 0)] = 1
            return vectors

    report = evaluate_retrieval(one_hot(), CAPTIONS, CATEGORIES, fit=lambda *_: Missing())
    assert report.directions["text"]["control_recall@10"] == 1
    honest = evaluate_retrieval(one_hot(), CAPTIONS, CATEGORIES, fit=lambda *_: Shared())
    assert honest.directions["text"]["control_recall@10"] < 0.3


def test_subsets_are_compared_on_the_same_queries() -> None:
    data = small_catalog()
    report = evaluate_retrieval(data.table, data.captions, data.categories, 3, layout=data.layout)
    triple = report.by_category["image+text+audio"]
    assert triple["queries"] <= 40 and set(triple) >= {"image", "text", "audio", "image+text"}


def test_json_has_the_promised_keys() -> None:
    report = evaluate_retrieval(one_hot(), CAPTIONS, CATEGORIES, fit=lambda *_: Shared())
    values = json.loads(json.dumps(report.to_json()))
    assert values["folds"] == 5
    for name in ("text", "image", "audio", "image+text"):
        assert {"recall@1", "recall@5", "recall@10", "mrr"} <= set(values[f"{name}_to_item"])


def test_can_be_cancelled_and_reports() -> None:
    cancellation, seen = Cancellation(), list[Progress]()

    def report(progress: Progress) -> None:
        seen.append(progress)
        if progress.done == 2:
            cancellation.cancel()

    with pytest.raises(Cancelled):
        evaluate_retrieval(
            one_hot(),
            CAPTIONS,
            CATEGORIES,
            report=report,
            cancellation=cancellation,
            fit=lambda *_: Shared(),
        )
    assert [one.done for one in seen] == [0, 1, 2]


def test_too_few_captions_are_refused() -> None:
    table = one_hot()
    with pytest.raises(FusionError, match="as many different captions as folds"):
        evaluate_retrieval(table, ["same"] * COUNT, CATEGORIES)
