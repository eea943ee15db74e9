from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import Cancelled, FusionError
from app.core.lab import FusionKind, NetworkSettings, TrainerSettings, TrainingPoint
from app.core.modality import PerModality
from app.core.progress import Cancellation
from app.core.query import Weights
from app.fusion.checkpoint import load_fusion, save_fusion
from app.fusion.features import FeatureTable
from app.fusion.joint import FusionNetwork
from app.fusion.model import FusionModel
from app.fusion.splitting import validation_rows
from app.fusion.strategy import train_fusion, untrained_fusion
from app.fusion.training import TrainedFusion, TrainingData, caption_groups
from tests.fusion.small_catalog import small_catalog

KINDS = (
    FusionKind.CONCATENATION,
    FusionKind.PARALLEL_DENSE,
    FusionKind.LSTM,
    FusionKind.TRANSFORMER,
    FusionKind.ADVERSARIAL,
)
NETWORK = NetworkSettings(dimension=24, hidden=32, heads=2)
TRAINER = TrainerSettings(epochs=12, patience=12, batch_size=40, validation_share=0.3)
DATA = small_catalog(120, noise=0.3)
GROUPS = caption_groups(DATA.captions)
HELD_OUT = validation_rows(GROUPS, TRAINER.validation_share, TRAINER.seed)


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.value)
def trained(request: pytest.FixtureRequest) -> TrainedFusion:
    return train_fusion(request.param, DATA, NETWORK, TRAINER)


def recall_at_3(model: FusionModel, table: FeatureTable, asked: int) -> float:
    """Held-out items ask with one modality for items that hide it; chance is 0.05."""
    rows = HELD_OUT[(table.subsets[HELD_OUT] & asked) > 0]
    queries = model.embed(table.rows(rows).only(asked))
    gallery = model.embed(table.only(7 & ~asked))
    order = np.argsort(-(queries @ gallery.T), axis=1, kind="stable")[:, :3]
    return float((GROUPS[order] == GROUPS[rows][:, None]).any(axis=1).mean())


def test_each_kind_learns(trained: TrainedFusion) -> None:
    """Mean recall at 3 of held-out queries: 0.3 above untrained, 0.5 above chance."""
    kind = FusionKind(trained.model.name)
    raw = untrained_fusion(kind, DATA, NETWORK, 0)
    ours = float(np.mean([recall_at_3(trained.model, DATA.table, one) for one in (1, 2, 4)]))
    theirs = float(np.mean([recall_at_3(raw, DATA.table, one) for one in (1, 2, 4)]))
    assert ours > theirs + 0.3 and ours > 0.05 + 0.5, (ours, theirs)


@pytest.mark.parametrize("kind", KINDS)
def test_a_network_learns_without_its_good_start(
    kind: FusionKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From random weights: the loss falls by a fifth and recall at 10 rises by 0.25."""
    monkeypatch.setattr(FusionNetwork, "start_from", lambda *_: None)
    eager = replace(TRAINER, learning_rate=3e-3)
    points = train_fusion(kind, DATA, NETWORK, eager).points
    assert points[-1].training_loss < 0.8 * points[1].training_loss
    best = max(point.validation_score for point in points)
    assert best > points[0].validation_score + 0.25, (best, points[0])


@pytest.mark.parametrize("kind", [FusionKind.TRANSFORMER, FusionKind.LSTM])
def test_what_is_missing_does_not_tell_the_wanted_item(kind: FusionKind) -> None:
    """Pictures of other items say nothing: only by what it hides could an item be found."""
    data = small_catalog(240, noise=1.0)
    strange = data.table.values.image[np.random.default_rng(1).permutation(240)]
    values = replace(data.table.values, image=strange)
    table = FeatureTable(values, data.table.present).only(3)
    eager = replace(TRAINER, learning_rate=3e-3)
    model = train_fusion(kind, replace(data, table=table), NETWORK, eager).model
    groups = caption_groups(data.captions)
    rows = validation_rows(groups, TRAINER.validation_share, TRAINER.seed)
    own, whole, found = groups[rows][:, None] == groups, model.embed(table), []
    for asked in (1, 2):
        queries = model.embed(table.rows(rows).only(asked))
        hidden = model.embed(table.only(7 & ~asked))
        scores = np.where(own, queries @ hidden.T, queries @ whole.T)
        best = np.where(own, scores, -2).max(axis=1, keepdims=True)
        found.append(float((((scores >= best) & ~own).sum(axis=1) < 10).mean()))
    # Two of 240 are own items, so chance finds one among ten in 0.08 of the cases.
    assert max(found) < 0.2, found


def test_a_weight_of_zero_is_absence_bit_for_bit(trained: TrainedFusion) -> None:
    for muted, rest in ((Weights(0, 1, 1), 6), (Weights(1, 0, 1), 5), (Weights(1, 1, 0), 3)):
        np.testing.assert_array_equal(
            trained.model.embed(DATA.table, muted), trained.model.embed(DATA.table.only(rest))
        )


def test_a_weight_acts_smoothly(trained: TrainedFusion) -> None:
    def moved(weight: float) -> float:
        muted, heard = (trained.model.embed(DATA.table, Weights(1, 1, one)) for one in (0, weight))
        return float(np.abs(heard - muted).max())

    assert 0 < moved(1e-3) < 0.02 < moved(1.0)
    assert moved(0.25) < moved(0.5) < moved(1.0)


@pytest.mark.parametrize("subset", range(8))
def test_every_subset_gives_unit_rows(trained: TrainedFusion, subset: int) -> None:
    table = DATA.table.only(subset)
    vectors = trained.model.embed(table)
    assert vectors.dtype == np.float32 and vectors.shape == (120, NETWORK.dimension)
    lengths = np.linalg.norm(vectors, axis=1)
    np.testing.assert_allclose(lengths, (table.subsets > 0).astype(float), atol=1e-5)


def test_what_is_absent_may_hold_anything(trained: TrainedFusion) -> None:
    there = PerModality(DATA.table.present.image, np.zeros(120, dtype=np.bool_),
                        DATA.table.present.audio)  # fmt: skip
    broken = replace(DATA.table.values, text=np.full_like(DATA.table.values.text, np.nan))
    np.testing.assert_array_equal(
        trained.model.embed(FeatureTable(broken, there)), trained.model.embed(DATA.table.only(5))
    )


def test_what_was_saved_comes_back(trained: TrainedFusion, tmp_path: Path) -> None:
    save_fusion(trained.model, tmp_path / "f", trained.metrics)
    again = load_fusion(tmp_path / "f")
    assert again.digest == trained.model.digest and again.name == trained.model.name
    assert again.dimension == NETWORK.dimension
    np.testing.assert_array_equal(again.embed(DATA.table), trained.model.embed(DATA.table))


def test_features_of_other_encoders_are_refused(trained: TrainedFusion) -> None:
    values = replace(DATA.table.values, text=DATA.table.values.text[:, :9])
    with pytest.raises(FusionError, match="9 columns where this fusion was trained on 16"):
        trained.model.embed(FeatureTable(values, DATA.table.present))


def test_the_validation_split_leaves_no_trace() -> None:
    """Other features of held-out items change no number of the model but the stopping."""
    kind = FusionKind.CONCATENATION
    values = DATA.table.values.map(np.array)
    rows: NDArray[np.int64] = HELD_OUT
    values.image[rows] += 1
    one = replace(TRAINER, epochs=1, learning_rate=1e-6)
    other = replace(DATA, table=FeatureTable(values, DATA.table.present))
    first, second = (train_fusion(kind, data, NETWORK, one).model for data in (DATA, other))
    np.testing.assert_allclose(first.embed(DATA.table), second.embed(DATA.table), atol=1e-3)


@pytest.mark.parametrize("subset", [3, 5, 6])
def test_pairs_of_modalities_learn(subset: int) -> None:
    everyone = np.ones(120, dtype=np.bool_)
    table = FeatureTable(DATA.table.values, PerModality.of(lambda _: everyone)).only(subset)
    data = replace(DATA, table=table)
    model = train_fusion(FusionKind.CONCATENATION, data, NETWORK, TRAINER).model
    raw = untrained_fusion(FusionKind.CONCATENATION, data, NETWORK, 0)
    asked = [one for one in (1, 2, 4) if one & subset]
    ours = np.mean([recall_at_3(model, table, one) for one in asked])
    assert ours > np.mean([recall_at_3(raw, table, one) for one in asked]) + 0.2 and ours > 0.5


def test_the_same_seed_gives_the_same_model_also_after_a_break(tmp_path: Path) -> None:
    short = replace(TRAINER, epochs=4)
    kind, cancellation = FusionKind.CONCATENATION, Cancellation()
    first, second = (train_fusion(kind, DATA, NETWORK, short).model for _ in range(2))
    assert first.digest == second.digest
    assert first.digest != train_fusion(kind, DATA, NETWORK, replace(short, seed=1)).model.digest

    def stop(point: TrainingPoint) -> None:
        if point.epoch == 2:
            cancellation.cancel()

    with pytest.raises(Cancelled):
        train_fusion(kind, DATA, NETWORK, short, observe=stop, cancellation=cancellation,
                     checkpoints=tmp_path)  # fmt: skip
    resumed = train_fusion(kind, DATA, NETWORK, short, checkpoints=tmp_path)
    assert resumed.model.digest == first.digest and len(resumed.points) == 5


def test_towers_are_trained_by_the_same_call() -> None:
    seen: list[TrainingPoint] = []
    trained = train_fusion(FusionKind.TOWERS, DATA, NETWORK, TRAINER, observe=seen.append)
    assert trained.model.name == "towers" and tuple(seen) == trained.points != ()
    raw = untrained_fusion(FusionKind.TOWERS, DATA, NETWORK, 0)
    assert recall_at_3(trained.model, DATA.table, 4) > recall_at_3(raw, DATA.table, 4) + 0.3


@pytest.mark.parametrize("kind", FusionKind)
def test_too_few_items_are_refused(kind: FusionKind) -> None:
    with pytest.raises(FusionError, match="needs 8 items with usable media and has 7"):
        train_fusion(kind, small_catalog(7), NETWORK, TRAINER)


@pytest.mark.parametrize("kind", KINDS)
def test_eight_items_are_enough(kind: FusionKind) -> None:
    data = small_catalog(8)
    model = train_fusion(kind, data, NETWORK, replace(TRAINER, epochs=2)).model
    assert np.isfinite(model.embed(data.table)).all()


def _words_alone(captions: list[str], categories: list[str]) -> TrainingData:
    table = small_catalog(20).table.only(2)
    return TrainingData(table, captions, categories, DATA.layout)


def test_a_single_class_without_pairs_is_refused() -> None:
    data = _words_alone([f"c{place}" for place in range(20)], ["one"] * 20)
    with pytest.raises(FusionError, match="nothing to tell apart: a single category"):
        train_fusion(FusionKind.CONCATENATION, data, NETWORK, TRAINER)


def test_two_classes_of_words_alone_can_be_learnt() -> None:
    data = _words_alone([""] * 20, ["one", "two"] * 10)
    trained = train_fusion(FusionKind.CONCATENATION, data, NETWORK, replace(TRAINER, epochs=3))
    assert np.isfinite(trained.model.embed(data.table)).all()
