"""Ranking against slow, plain definitions."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from app.core.modality import MODALITIES, Modality
from app.fusion.features import BIT
from app.recommend.ranking import best_rows, leave_out_rows, rank

ALL = 0b111
few_scores = arrays(
    np.float32,
    st.integers(1, 30),
    elements=st.sampled_from([-1.0, -0.25, 0.0, 0.125, 0.5, 1.0]),
)


def scores_of_subsets(seed: int, count: int = 20) -> NDArray[np.float32]:
    scores = np.random.default_rng(seed).uniform(-1, 1, (8, count)).astype(np.float32)
    scores[0] = 0.0
    return scores


def sorted_rows(scores: NDArray[np.float32]) -> list[int]:
    return sorted(range(len(scores)), key=lambda row: (-scores[row], row))


@given(few_scores, st.integers(0, 40))
def test_the_best_rows_are_the_first_of_all_sorted(scores: NDArray[np.float32], top: int) -> None:
    assert best_rows(scores, top).tolist() == sorted_rows(scores)[:top]


@given(st.integers(0, 999), st.integers(1, 25))
def test_baseline_and_contributions_add_up_to_the_score(seed: int, top: int) -> None:
    scores = scores_of_subsets(seed)
    for item in rank(scores, ALL, top):
        total = item.baseline + sum(share for _, share in item.contributions.items())
        assert total == pytest.approx(item.score, abs=1e-9)
        assert item.score == pytest.approx(float(scores[7, item.row]))


@given(st.integers(0, 999))
def test_contributions_are_the_mean_over_all_orders_of_arrival(seed: int) -> None:
    scores = scores_of_subsets(seed, count=4).astype(np.float64)
    for item in rank(scores.astype(np.float32), ALL, 4):
        for modality in MODALITIES:
            gains = []
            for order in permutations(MODALITIES):
                before = sum(BIT[one] for one in order[: order.index(modality)])
                gains.append(scores[before | BIT[modality], item.row] - scores[before, item.row])
            assert item.contributions[modality] == pytest.approx(np.mean(gains), abs=1e-9)


@given(st.integers(0, 999), st.sampled_from(list(Modality)))
def test_the_rank_if_muted_is_the_rank_in_the_list_without_it(
    seed: int, modality: Modality
) -> None:
    scores = scores_of_subsets(seed)
    places = {row: place + 1 for place, row in enumerate(sorted_rows(scores[7 & ~BIT[modality]]))}
    for item in rank(scores, ALL, 20):
        assert item.rank_if_muted[modality] == places[item.row]


def test_muting_the_only_modality_leaves_no_rank() -> None:
    active = BIT[Modality.TEXT]
    scores = scores_of_subsets(1)[[0, 0, 2, 2, 0, 0, 2, 2]]
    for item in rank(scores, active, 20):
        assert item.rank_if_muted.text is None
        assert item.rank_if_muted.image is None
        assert item.contributions.image == 0.0
        assert item.contributions.audio == 0.0
        assert item.contributions.text == pytest.approx(item.score - item.baseline)


@given(st.integers(0, 999), st.sets(st.integers(0, 19), max_size=20))
def test_left_out_items_do_not_compete(seed: int, left_out: set[int]) -> None:
    scores = scores_of_subsets(seed)
    rows = np.array(sorted(left_out), dtype=np.int64)
    kept = [row for row in sorted_rows(scores[7]) if row not in left_out]
    ranked = rank(scores, ALL, 30, rows)
    assert [item.row for item in ranked] == kept
    assert [item.rank for item in ranked] == list(range(1, len(kept) + 1))
    for item in ranked:
        others = [row for row in sorted_rows(scores[6]) if row not in left_out]
        assert item.rank_if_muted.image == others.index(item.row) + 1


def test_nothing_to_rank_gives_an_empty_list() -> None:
    assert rank(np.zeros((8, 0), np.float32), ALL, 10) == ()


def test_items_to_leave_out_are_found_by_identifier() -> None:
    rows = leave_out_rows(("a", "b", "c"), frozenset({"c", "a", "unknown"}))
    assert rows.tolist() == [0, 2]
