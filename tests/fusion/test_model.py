from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import FusionError, QueryError
from app.core.modality import PerModality
from app.fusion.features import FeatureTable
from app.fusion.model import TowerFusion
from app.fusion.tower import Array, Reduction
from app.fusion.training import train
from tests.fusion.small_catalog import small_catalog

DATA = small_catalog()


def _towers() -> TowerFusion:
    model = train(DATA).model
    assert isinstance(model, TowerFusion)
    return model


MODEL = _towers()
WHOLE = DATA.table.rows(np.arange(0, 30, 3))
UNSEEN = small_catalog(30, seed=0, noise=0.4).table.rows(np.arange(0, 30, 3))


@given(st.integers(1, 7), st.floats(0.01, 2))
def test_weight_zero_is_exactly_absence(subset: int, weight: float) -> None:
    weights = PerModality.of(
        lambda m: weight if subset & {"image": 1, "text": 2, "audio": 4}[m.value] else 0.0
    )
    kept = weights.map(lambda one: one or 1.0)
    np.testing.assert_array_equal(
        MODEL.embed(WHOLE, weights), MODEL.embed(WHOLE.only(subset), kept)
    )


@pytest.mark.parametrize("subset", range(1, 8))
def test_rows_have_unit_length(subset: int) -> None:
    vectors = MODEL.embed(WHOLE.only(subset))
    assert vectors.shape == (10, MODEL.dimension) and vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_nothing_present_is_a_row_of_zeros() -> None:
    assert not MODEL.embed(WHOLE.only(0)).any()


def test_raising_the_weight_of_words_moves_toward_words_alone() -> None:
    alone = MODEL.embed(WHOLE.only(2))
    closeness = [
        (MODEL.embed(WHOLE, PerModality(1.0, weight, 1.0)) * alone).sum(axis=1)
        for weight in (0.25, 0.5, 1.0, 1.5, 2.0)
    ]
    assert (np.diff(closeness, axis=0) > 0).all()


def test_what_absent_rows_hold_does_not_matter() -> None:
    broken = replace(WHOLE.values, audio=np.full_like(WHOLE.values.audio, np.nan))
    table = FeatureTable(broken, WHOLE.present).only(3)
    np.testing.assert_array_equal(MODEL.embed(table), MODEL.embed(WHOLE.only(3)))


def test_features_that_are_not_numbers_are_refused() -> None:
    broken = replace(WHOLE.values, text=np.full_like(WHOLE.values.text, np.nan))
    with pytest.raises(FusionError, match="text features of row 0: are not finite"):
        MODEL.embed(FeatureTable(broken, WHOLE.present))


def test_features_of_another_encoder_are_refused() -> None:
    other = replace(WHOLE.values, text=np.ones((10, 5), dtype=np.float32))
    with pytest.raises(FusionError, match="5 columns"):
        MODEL.embed(FeatureTable(other, WHOLE.present))


def test_weights_out_of_range_are_refused() -> None:
    with pytest.raises(QueryError):
        MODEL.embed(WHOLE, PerModality(1.0, 2.5, 1.0))


def test_equals_the_same_formula_in_torch() -> None:
    total = [torch.zeros(10, member.dimension, dtype=torch.float64) for member in MODEL.members]
    for modality, values in UNSEEN.values.items():
        reduced = torch.tensor(MODEL.reductions[modality].apply(values)).double()
        for place, member in enumerate(MODEL.members):
            tower = member.towers[modality].__dict__
            part = {name: torch.tensor(one).double() for name, one in tower.items()}
            vector = reduced @ part["linear"]
            if len(part["landmarks"]):
                distance = torch.cdist(reduced, part["landmarks"])
                vector = vector + torch.exp(-part["width"] * distance) @ part["coefficients"]
            total[place] += vector * torch.tensor(UNSEEN.present[modality])[:, None]
    parts = [
        torch.nn.functional.normalize(one, dim=1) * float(member.share[0]) ** 0.5
        for one, member in zip(total, MODEL.members, strict=True)
    ]
    np.testing.assert_allclose(MODEL.embed(UNSEEN), torch.cat(parts, 1).numpy(), atol=2e-6)


def test_digest_tells_models_apart() -> None:
    assert MODEL.digest == train(DATA).model.digest
    assert MODEL.digest != TowerFusion(MODEL.reductions, MODEL.members, "other").digest


def test_a_row_that_is_asked_for_eight_times_is_mapped_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All subsets of one query at once: what keeps a slider smooth."""
    mapped = []
    apply = Reduction.apply

    def count(reduction: Reduction, values: Array) -> Array:
        mapped.append(len(values))
        return apply(reduction, values)

    monkeypatch.setattr(Reduction, "apply", count)
    one = WHOLE.values.map(lambda values: np.broadcast_to(values[0], (8, values.shape[1])))
    there = np.ones(8, dtype=np.bool_)
    MODEL.embed(FeatureTable(one, PerModality(there, there, there)).only(np.arange(8)))
    assert mapped == [1, 1, 1]


@pytest.mark.parametrize("weights", [(1.0, 1.0, 1.0), (0.5, 0.0, 2.0)])
def test_rows_that_are_one_in_memory_are_mapped_as_any_others(
    weights: tuple[float, float, float],
) -> None:
    one = WHOLE.values.map(lambda values: np.broadcast_to(values[0], (8, values.shape[1])))
    there = np.ones(8, dtype=np.bool_)
    shared = FeatureTable(one, PerModality(there, there, there)).only(np.arange(8))
    copied = FeatureTable(one.map(np.ascontiguousarray), shared.present)
    np.testing.assert_allclose(
        MODEL.embed(shared, PerModality(*weights)),
        MODEL.embed(copied, PerModality(*weights)),
        atol=1e-6,
    )


def test_all_subsets_at_once_are_those_of_one_after_the_other() -> None:
    together = MODEL.embed_subsets(WHOLE)
    lacking = MODEL.embed_subsets(WHOLE.only(5))
    for subset in range(8):
        np.testing.assert_allclose(together[:, subset], MODEL.embed(WHOLE.only(subset)), atol=1e-6)
        np.testing.assert_array_equal(lacking[:, subset], lacking[:, subset & 5])
