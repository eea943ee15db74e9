from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from app.core.errors import FusionError
from app.core.modality import PerModality
from app.evaluate.retrieval import RetrievalReport, evaluate_retrieval
from app.fusion.contrast import Likeness
from app.fusion.settings import ContrastConfig, TrainingConfig
from app.fusion.training import TrainedFusion, TrainingData, train
from tests.fusion.small_catalog import small_catalog

QUICK = ContrastConfig(epochs=12)
CLOSED_FORM = ContrastConfig(epochs=0)
DATA = small_catalog(180, noise=2.0)
WRONG = TrainingConfig(strength=PerModality(0.02, 1.0, 0.01), contrast=QUICK)
"""Starts from strengths that make pictures and sounds count for next to nothing."""


@pytest.fixture(scope="module")
def trained() -> TrainedFusion:
    return train(DATA, WRONG)


def test_the_best_epoch_beats_the_start_on_validation(trained: TrainedFusion) -> None:
    start, best = trained.history[0].mrr, max(epoch.mrr for epoch in trained.history)
    assert best > start + 0.02
    assert math.isnan(trained.history[0].loss)
    assert trained.history[-1].loss < trained.history[1].loss
    assert trained.metrics["validation_mrr"] == pytest.approx(best, abs=1e-4)
    assert trained.metrics["epochs"] == len(trained.history) - 1


def test_learning_beats_the_untrained_on_held_out_items() -> None:
    """What was learnt on inner folds carries over to items that no fold has seen."""

    def measured(contrast: ContrastConfig) -> RetrievalReport:
        return evaluate_retrieval(
            DATA.table,
            DATA.captions,
            DATA.categories,
            3,
            seeds=(0, 1),
            layout=DATA.layout,
            config=replace(WRONG, contrast=contrast),
        )

    learnt, start = measured(QUICK).directions, measured(CLOSED_FORM).directions
    asked = ("image", "text", "audio")
    gain = np.mean([learnt[name]["mrr"] - start[name]["mrr"] for name in asked])
    assert gain > 0.01


def test_patience_ends_training() -> None:
    still = replace(QUICK, epochs=40, patience=3, learning_rate=0.0, gain_rate=0.0)
    history = train(DATA, TrainingConfig(contrast=still)).history
    assert len(history) == 4
    assert len({epoch.mrr for epoch in history}) == 1


def test_what_is_kept_is_the_best_epoch_not_the_last() -> None:
    """Steps far too long spoil everything; the closed form must come back."""
    wild = replace(QUICK, epochs=6, learning_rate=30.0, gain_rate=30.0)
    result = train(DATA, TrainingConfig(contrast=wild))
    plain = train(DATA, TrainingConfig(contrast=CLOSED_FORM))
    if result.metrics["best_epoch"] == 0:
        np.testing.assert_allclose(
            result.model.embed(DATA.table), plain.model.embed(DATA.table), atol=1e-5
        )
    assert result.metrics["validation_mrr"] >= result.metrics["validation_mrr_at_start"]


def test_the_seed_decides_everything() -> None:
    short = TrainingConfig(contrast=replace(QUICK, epochs=2))
    first, again = train(DATA, short), train(DATA, short)
    assert first.history[1:] == again.history[1:]
    assert first.model.digest == again.model.digest
    assert first.model.digest != train(DATA, replace(short, seed=1)).model.digest


def test_too_few_pairs_keep_the_closed_form() -> None:
    few = small_catalog(98)
    assert train(few, TrainingConfig(contrast=QUICK)).history == ()
    assert train(small_catalog(100), TrainingConfig(contrast=QUICK)).history
    alone = TrainingData(DATA.table.only(2), DATA.captions, DATA.categories, DATA.layout)
    assert train(alone).metrics["epochs"] == 0


CAPTIONS = np.array([[1, 0, 0], [1, 0, 0], [0.99, 0.1, 0], [0.6, 0.8, 0], [0, 0, 0]], np.float32)
GROUPS = np.array([0, 0, 1, 2, 3])
ALL = torch.ones(1, 5, dtype=torch.bool)


def likeness(softness: float) -> Likeness:
    config = ContrastConfig(softness=softness, near_duplicate=0.95, caption_temperature=0.3)
    return Likeness(CAPTIONS, GROUPS, config)


def test_near_duplicates_are_not_negatives() -> None:
    near = likeness(0.5).near(torch.tensor([0, 3, 4]))
    assert near.tolist() == [[False, False, True, False, False], [False] * 5, [False] * 5]


def test_targets_are_softened_by_captions() -> None:
    first, wordless = torch.tensor([0]), torch.tensor([4])
    allowed = ALL & ~likeness(0.5).near(first)
    hard = likeness(0.0).targets(first, allowed)[0]
    soft = likeness(0.5).targets(first, allowed)[0]
    assert hard.tolist() == [0.5, 0.5, 0, 0, 0]
    assert soft.sum().item() == pytest.approx(1)
    assert soft[0] > soft[3] > 0 and soft[2] == 0 and soft[4] == 0
    assert likeness(0.5).targets(wordless, ALL)[0].tolist() == [0, 0, 0, 0, 1]


def test_choices_that_make_no_sense_are_refused() -> None:
    with pytest.raises(FusionError, match="3 inner folds"):
        ContrastConfig(inner_folds=2)
