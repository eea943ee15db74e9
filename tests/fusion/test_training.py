from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.errors import Cancelled, FusionError
from app.core.modality import PerModality
from app.core.progress import Cancellation, Progress, Stage
from app.evaluate.retrieval import evaluate_retrieval
from app.fusion.features import FeatureLayout, FeatureTable
from app.fusion.training import TrainingConfig, TrainingData, caption_groups, train
from tests.fusion.small_catalog import small_catalog

SUBSETS = range(1, 8)


def test_training_learns_what_untrained_does_not_know() -> None:
    """Held-out retrieval: far above chance, and above what the bridge alone finds."""
    data = small_catalog()
    table, captions, categories = data.table, data.captions, data.categories
    trained = evaluate_retrieval(table, captions, categories, 3, layout=data.layout)
    few = TrainingData(table.only(2), captions, categories, data.layout)
    untrained = evaluate_retrieval(
        table, captions, categories, 3, layout=data.layout, fit=lambda *_: train(few).model
    )
    for direction, margin in (("audio", 0.5), ("text", 0.1)):
        ours = trained.directions[direction]
        assert ours["recall@1"] > untrained.directions[direction]["recall@1"] + margin
        assert ours["recall@10"] > ours["control_recall@10"] + 0.5


def test_the_same_data_give_the_same_model() -> None:
    config = TrainingConfig(seed=3, landmarks=30)
    first, again = (train(small_catalog(), config).model for _ in range(2))
    assert first.digest == again.digest
    assert first.digest != train(small_catalog(), replace(config, seed=4)).model.digest


@pytest.mark.parametrize("count", [1, 2, 5, 20])
@pytest.mark.parametrize("subset", SUBSETS)
def test_any_catalog_gives_a_usable_fusion(count: int, subset: int) -> None:
    data = small_catalog(count)
    data = replace(data, table=data.table.only(subset))
    if not data.table.subsets.any():
        pytest.skip("this catalog has nothing")
    vectors = train(data).model.embed(data.table)
    there = data.table.subsets > 0
    assert np.isfinite(vectors).all()
    lengths = np.linalg.norm(vectors[there], axis=1)
    assert (np.isclose(lengths, 1, atol=1e-5)).all()


def test_encoders_that_share_a_space_need_no_bridge() -> None:
    chance = np.random.default_rng(0)
    words = chance.normal(size=(20, 12)).astype(np.float32)
    image = words + 0.3 * chance.normal(size=words.shape).astype(np.float32)
    there, nowhere = np.ones(20, dtype=np.bool_), np.zeros(20, dtype=np.bool_)
    table = FeatureTable(
        PerModality(image, words, np.zeros((20, 0), dtype=np.float32)),
        PerModality(there, there, nowhere),
    )
    model = train(TrainingData(table, ["same"] * 20, [""] * 20)).model
    cosines = model.embed(table.only(1)) @ model.embed(table.only(2)).T
    assert (cosines.argmax(axis=1) == np.arange(20)).mean() > 0.8


def test_reports_progress_and_can_be_cancelled() -> None:
    seen: list[Progress] = []
    cancellation = Cancellation()

    def cancel_at_second(progress: Progress) -> None:
        seen.append(progress)
        if progress.done == 1:
            cancellation.cancel()

    with pytest.raises(Cancelled):
        train(small_catalog(), report=cancel_at_second, cancellation=cancellation)
    assert [one.done for one in seen] == [0, 1] and seen[0].stage is Stage.TRAIN
    seen.clear()
    train(small_catalog(), report=seen.append)
    assert seen[-1].done == seen[-1].total and seen[-1].seconds_left == 0


def test_an_empty_catalog_is_refused() -> None:
    data = small_catalog(6)
    with pytest.raises(FusionError, match="no item has any feature"):
        train(replace(data, table=data.table.only(0)))


def test_features_that_are_not_numbers_are_refused() -> None:
    data = small_catalog(6)
    values = replace(data.table.values, text=np.full_like(data.table.values.text, np.inf))
    with pytest.raises(FusionError, match="text features of row 0"):
        train(replace(data, table=FeatureTable(values, data.table.present)))


def test_parts_that_do_not_add_up_are_refused() -> None:
    layout = FeatureLayout(PerModality((40, 10), (16,), (24,)))
    with pytest.raises(FusionError, match="add up to 50"):
        train(replace(small_catalog(6), layout=layout))


def test_captions_are_grouped_by_words() -> None:
    groups = caption_groups(["A  Duck.", "a duck.", "", "", "Duck."])
    assert groups.tolist() == [0, 0, 1, 2, 3]
