from __future__ import annotations

from functools import cache

import numpy as np

from app.core.recommender import RecommenderKind
from app.recommend.blend import Blend, BlendModel, Part
from app.recommend.content import Content
from app.recommend.held_out import RerankerSettings
from app.recommend.popularity import Popularity
from app.recommend.recommender import rank
from tests.recommend.circles import circles, hits, looks

PARTS = (
    Part(Popularity(), RecommenderKind.POPULARITY, 1.0),
    Part(Content(), RecommenderKind.CONTENT, 0.1),
)


@cache
def blend(least_users: int) -> BlendModel:
    return Blend(PARTS, RerankerSettings(least_users=least_users)).fit(circles()[0], looks())


def test_learns_which_part_to_follow() -> None:
    plain, learnt = blend(10_000), blend(20)
    assert plain.reranker is None and learnt.reranker is not None
    assert hits(plain) < 0.5
    assert hits(learnt) > 0.8


def test_what_it_adds_is_a_part_and_orders_the_candidates_alone() -> None:
    histories, model = circles()[0], blend(20)
    parts = model.parts(histories)
    assert [kind for kind, _ in parts] == [*(one.kind for one in PARTS), RecommenderKind.BLEND]
    total = np.sum([scores for _, scores in parts], axis=0)
    np.testing.assert_allclose(model.score(histories), total, atol=1e-5)
    assert not parts[-1][1][histories.seen().toarray() > 0].any()
    base = parts[0][1] + parts[1][1]
    every = rank(total, histories.seen(), 20)
    assert (every >= 0).all() and not np.array_equal(every, rank(base, histories.seen(), 20))


def test_what_is_saved_reranks_alike() -> None:
    histories, model = circles()[0], blend(20)
    again = Blend(PARTS).restore(model.arrays())
    np.testing.assert_array_equal(again.score(histories), model.score(histories))
