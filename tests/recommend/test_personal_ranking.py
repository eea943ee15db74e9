from __future__ import annotations

import numpy as np
import pytest

from app.core.modality import Modality
from app.recommend.personal_ranking import (
    draft,
    personal_scores,
    rank_for_a_stranger,
    rank_personally,
)
from tests.recommend.persons import COUNT, small_world

WORLD = small_world(Modality.AUDIO, seed=2)
TASTE = WORLD.learn([0, 6, 12, 1], [1.0, 1.0, 1.0, -1.0])


@pytest.mark.parametrize("with_others", [False, True])
def test_all_parts_of_a_score_add_up(with_others: bool) -> None:
    chance = np.random.default_rng(0)
    others = chance.uniform(-1, 1, COUNT).astype(np.float32) if with_others else None
    scores = personal_scores(TASTE, others)
    ranked = rank_personally(scores, COUNT, TASTE.seen)
    assert {one.row for one in ranked} == set(range(COUNT)) - {0, 1, 6, 12}
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    for one in ranked:
        shares = sum(share for _, share in one.contributions.items())
        parts = scores.parts(one.row)
        assert one.baseline + shares == pytest.approx(one.score, abs=1e-5)
        assert parts.total == pytest.approx(one.score, abs=1e-5)
        assert parts.feedback == pytest.approx(float(TASTE.feedback[one.row]))
    if others is not None:
        whole = 0.5 * TASTE.history + 0.5 * others + TASTE.feedback
        np.testing.assert_allclose(scores.total, whole, atol=1e-6)


def test_what_was_drawn_takes_the_place_of_what_is_expected() -> None:
    drawn = TASTE.bandit.sample(np.random.default_rng(1))
    ranked = rank_personally(personal_scores(TASTE, feedback=drawn), 10, TASTE.seen)
    usual = rank_personally(personal_scores(TASTE), 10, TASTE.seen)
    assert [one.row for one in ranked] != [one.row for one in usual]


def test_all_seen_leaves_an_empty_list() -> None:
    everything = np.arange(COUNT)
    assert rank_personally(personal_scores(TASTE), 10, everything) == ()
    likes = np.ones(COUNT, dtype=np.float32)
    assert rank_for_a_stranger(likes, WORLD.untaught.contexts, 10, everything) == ()


def test_a_stranger_sees_what_most_like_then_what_differs() -> None:
    likes = np.zeros(COUNT, dtype=np.float32)
    likes[[5, 9, 30]] = 2, 4, 3
    left_out = np.array([30])
    ranked = rank_for_a_stranger(likes, WORLD.untaught.contexts, 12, left_out)
    assert [one.row for one in ranked[:2]] == [9, 5]
    assert [one.score for one in ranked[:3]] == [1.0, 0.5, 0.0]
    assert len({one.row for one in ranked} - {30}) == 12
    assert [one.rank for one in ranked] == list(range(1, 13))


def test_rivals_pick_by_turns_what_they_rank_best() -> None:
    first, second = np.array([1, 2, 3, 4, 5, 6]), np.array([3, 2, 9, 8, 7, 6])
    starts = set()
    for seed in range(20):
        rows, by = draft(first, second, 6, np.random.default_rng(seed))
        assert len(set(rows.tolist())) == 6
        assert abs(sum(by) - 3) <= 0  # as many picks for each
        starts.add(by[0])
        for place, (row, team) in enumerate(zip(rows.tolist(), by, strict=True)):
            ranking = (first, second)[team].tolist()
            taken = set(rows[:place].tolist())
            assert row == next(one for one in ranking if one not in taken)
    assert starts == {0, 1}


def test_a_draft_ends_when_nobody_has_anything_left() -> None:
    rows, by = draft(np.array([1, 2]), np.array([2]), 10, np.random.default_rng(0))
    assert sorted(rows.tolist()) == [1, 2] and len(by) == 2
