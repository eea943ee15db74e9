from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.core.errors import FusionError
from app.core.lab import (
    FRAMES_SHAPE,
    PIXELS_SHAPE,
    FusionKind,
    NetworkSettings,
    TrainerSettings,
)
from app.core.modality import PerModality
from app.core.query import Weights
from app.fusion.checkpoint import load_fusion, save_fusion
from app.fusion.features import BIT, FeatureTable
from app.fusion.model import FusionModel
from app.fusion.strategy import train_fusion, untrained_fusion
from app.fusion.training import TrainedFusion, TrainingData

NETWORK = NetworkSettings(dimension=16, hidden=16, heads=1)
TRAINER = TrainerSettings(
    epochs=8,
    patience=8,
    batch_size=20,
    learning_rate=1e-2,
    validation_share=0.25,
    classification_weight=3.0,
)
KINDS = 4


def raw_catalog(count: int = 96) -> TrainingData:
    """Return items of four kinds: a colour, a word and a band say which."""
    chance = np.random.default_rng(0)
    kinds = np.arange(count) % KINDS
    pixels = 0.3 * chance.normal(size=(count, *PIXELS_SHAPE))
    pixels[..., 0] += (kinds // 2 - 0.5)[:, None, None]
    pixels[..., 1] += (kinds % 2 - 0.5)[:, None, None]
    tokens = np.zeros((count, 6))
    tokens[:, 0], tokens[:, 1] = chance.integers(10, 30, count), 2 + kinds
    tokens[:, 2] = chance.integers(10, 30, count) * (chance.random(count) < 0.5)
    frames = 0.3 * chance.normal(size=(count, *FRAMES_SHAPE))
    frames[np.arange(count), :, kinds * 5] += 2
    values = PerModality(
        *(one.reshape(count, -1).astype(np.float32) for one in (pixels, tokens, frames))
    )
    there = np.ones(count, dtype=np.bool_)
    table = FeatureTable(values, PerModality(there, there.copy(), np.arange(count) % 3 > 0))
    names = [f"kind {kind}" for kind in kinds]
    return TrainingData(table, [f"{name}, item {row}" for row, name in enumerate(names)], names)


DATA = raw_catalog()
CATEGORIES = np.arange(96) % KINDS


@pytest.fixture(scope="module")
def trained() -> TrainedFusion:
    return train_fusion(FusionKind.REFERENCE, DATA, NETWORK, TRAINER)


def _precision(model: FusionModel, asked: int, found: int) -> float:
    """Return how often the nearest other item of other modalities is of the same kind."""
    rows = np.flatnonzero(DATA.table.subsets == 7)
    queries, gallery = (model.embed(DATA.table.rows(rows).only(one)) for one in (asked, found))
    scores = queries @ gallery.T - 9 * np.eye(len(rows))
    return float((CATEGORIES[rows][scores.argmax(axis=1)] == CATEGORIES[rows]).mean())


def test_learns_across_modalities(trained: TrainedFusion) -> None:
    """Chance is 0.25; untrained it is little more."""
    raw = untrained_fusion(FusionKind.REFERENCE, DATA, NETWORK, 0)
    for asked, found in ((BIT.image, BIT.text), (BIT.text, BIT.image), (BIT.audio, BIT.text)):
        ours = _precision(trained.model, asked, found)
        assert ours > 0.25 + 0.3 and ours > _precision(raw, asked, found) + 0.2


@pytest.mark.parametrize("subset", range(1, 8))
def test_any_subset_gives_unit_vectors_and_weight_0_is_absence(
    trained: TrainedFusion, subset: int
) -> None:
    shown = DATA.table.only(subset)
    vectors = trained.model.embed(shown)
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.allclose(lengths, shown.subsets > 0, atol=1e-5)
    weights = Weights(*(float(bool(subset & bit)) for _, bit in BIT.items()))
    assert np.array_equal(trained.model.embed(DATA.table, weights), vectors)


def test_saved_and_loaded_it_is_the_same(trained: TrainedFusion, tmp_path: Path) -> None:
    save_fusion(trained.model, tmp_path / "one", trained.metrics)
    loaded = load_fusion(tmp_path / "one")
    assert loaded.name == "reference" and loaded.digest == trained.model.digest
    assert np.array_equal(loaded.embed(DATA.table), trained.model.embed(DATA.table))


def test_the_same_seed_gives_the_same_network() -> None:
    trainer = replace(TRAINER, epochs=1)
    one, same, other = (
        train_fusion(FusionKind.REFERENCE, DATA, NETWORK, replace(trainer, seed=seed)).model.digest
        for seed in (0, 0, 1)
    )
    assert one == same != other


def _with(image: int = 0, text: float = 0.0, audio: int = 0) -> TrainingData:
    values = DATA.table.values
    spoilt = PerModality(
        values.image[:, image:], values.text + np.float32(text), values.audio[:, audio:]
    )
    return replace(DATA, table=FeatureTable(spoilt, DATA.table.present))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (_with(image=1), "image features of 3071 columns.*pixels"),
        (_with(audio=8), "audio features of 2040 columns.*mel-frames"),
        (_with(text=0.5), "text features.*tokens"),
        (_with(text=-9), "text features.*tokens"),
    ],
)
def test_other_features_are_refused(trained: TrainedFusion, data: TrainingData, says: str) -> None:
    with pytest.raises(FusionError, match=says):
        train_fusion(FusionKind.REFERENCE, data, NETWORK, TRAINER)
    with pytest.raises(FusionError, match=says):
        trained.model.embed(data.table)


def test_words_that_were_never_seen_are_unknown_ones(trained: TrainedFusion) -> None:
    table = DATA.table.only(BIT.text)
    strange = table.values.text.copy()
    strange[:, 1] = 5000
    unknown = strange.copy()
    unknown[:, 1] = 1
    there = table.present
    found, same = (
        trained.model.embed(FeatureTable(replace(table.values, text=one), there))
        for one in (strange, unknown)
    )
    assert np.array_equal(found, same)
    assert not np.allclose(found, trained.model.embed(table))
