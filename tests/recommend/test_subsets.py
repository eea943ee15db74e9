"""The eight fusions of one query."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.core.modality import MODALITIES, Modality, PerModality
from app.core.query import EQUAL_WEIGHTS, Weights
from app.fusion.features import BIT, FeatureTable
from app.recommend.index import ExactIndex
from app.recommend.ranking import rank
from app.recommend.subsets import active_bits, fuse_many, fuse_subsets
from tests.recommend.tower import SIZES, SmallTower

Features = PerModality["NDArray[np.float32] | None"]


def features(seed: int, given_bits: int) -> Features:
    chance = np.random.default_rng(seed)
    return PerModality.of(
        lambda m: chance.normal(size=SIZES[m]).astype(np.float32) if given_bits & BIT[m] else None
    )


def alone(model: SmallTower, query: Features, subset: int, weights: Weights) -> NDArray[np.float32]:
    """Fuse one subset by itself, in the plainest way."""
    there = [query[m] is not None and bool(subset & BIT[m]) for m in MODALITIES]
    values = [
        query[m] if known and query[m] is not None else np.zeros(SIZES[m], np.float32)
        for m, known in zip(MODALITIES, there, strict=True)
    ]
    table = FeatureTable(
        PerModality(*(np.asarray(value, np.float32)[None, :] for value in values)),
        PerModality(*(np.array([known]) for known in there)),
    )
    vector: NDArray[np.float32] = model.embed(table, weights)[0]
    return vector


@given(
    st.integers(0, 99), st.integers(0, 7), st.tuples(*[st.sampled_from([0.0, 0.5, 1.0, 2.0])] * 3)
)
def test_each_subset_is_fused_as_if_it_were_the_query(
    seed: int, given_bits: int, strengths: tuple[float, float, float]
) -> None:
    model, query, weights = SmallTower(seed), features(seed, given_bits), PerModality(*strengths)
    subsets = fuse_subsets(model, query, SIZES, weights)
    for subset in range(8):
        expected = alone(model, query, subset, weights)
        np.testing.assert_allclose(
            subsets.vectors[subsets.row_of_subset[subset]], expected, atol=1e-6
        )


@pytest.mark.parametrize(("given_bits", "fusions"), [(0b111, 8), (0b011, 4), (0b010, 2), (0, 1)])
def test_only_different_subsets_are_fused(given_bits: int, fusions: int) -> None:
    model = SmallTower()
    fuse_subsets(model, features(1, given_bits), SIZES, EQUAL_WEIGHTS)
    assert model.fused_rows == fusions


@given(st.integers(0, 99), st.sampled_from(list(Modality)))
def test_weight_zero_is_the_same_as_not_given(seed: int, modality: Modality) -> None:
    model, whole = SmallTower(seed), features(seed, 0b111)
    without = PerModality.of(lambda m: None if m is modality else whole[m])
    muted = PerModality.of(lambda m: 0.0 if m is modality else 1.0)
    one = fuse_subsets(model, whole, SIZES, muted)
    other = fuse_subsets(model, without, SIZES, EQUAL_WEIGHTS)
    assert one.active == other.active
    np.testing.assert_array_equal(one.vectors, other.vectors)
    np.testing.assert_array_equal(one.row_of_subset, other.row_of_subset)


@given(st.integers(0, 99), st.integers(1, 7))
def test_what_was_not_given_contributes_exactly_nothing(seed: int, given_bits: int) -> None:
    model = SmallTower(seed)
    items = np.random.default_rng(seed).normal(size=(30, model.dimension)).astype(np.float32)
    items /= np.linalg.norm(items, axis=1, keepdims=True)
    index = ExactIndex([str(row) for row in range(30)], items)
    subsets = fuse_subsets(model, features(seed, given_bits), SIZES, EQUAL_WEIGHTS)
    for item in rank(subsets.expand(index.scores(subsets.vectors)), subsets.active, 30):
        assert item.baseline == 0.0
        for modality in MODALITIES:
            if not given_bits & BIT[modality]:
                assert item.contributions[modality] == 0.0
        total = sum(share for _, share in item.contributions.items())
        assert total == pytest.approx(item.score, abs=1e-6)


def test_only_what_is_given_and_weighs_counts() -> None:
    there = PerModality(True, True, False)
    assert active_bits(there, PerModality(1.0, 0.0, 1.0)) == BIT[Modality.IMAGE]


def test_many_items_are_fused_at_once_as_each_is_alone() -> None:
    model = SmallTower()
    items = [features(number, bits) for number, bits in enumerate((7, 1, 6, 2, 4, 0))]
    table = FeatureTable(
        PerModality.of(
            lambda m: np.stack(
                [np.zeros(SIZES[m], np.float32) if one[m] is None else one[m] for one in items]  # type: ignore[misc]
            )
        ),
        PerModality.of(lambda m: np.array([one[m] is not None for one in items])),
    )
    together = fuse_many(model, table)
    for row, item in enumerate(items):
        fused = fuse_subsets(model, item, SIZES, EQUAL_WEIGHTS)
        np.testing.assert_allclose(together[row], fused.expand(fused.vectors), atol=1e-6)
    np.testing.assert_array_equal(together[1, 1], together[1, 7], "only a picture")
