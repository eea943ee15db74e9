from __future__ import annotations

import numpy as np

from app.core.recommender import RecommenderKind
from app.recommend.blend import Blend, Part, standard_scores
from app.recommend.content import Content
from app.recommend.neighbours import ItemNeighbours
from app.recommend.popularity import Popularity
from tests.recommend.circles import circles, looks

BLEND = Blend(
    (
        Part(ItemNeighbours(), RecommenderKind.ITEM_NEIGHBOURS, 1.0),
        Part(Content(), RecommenderKind.CONTENT, 0.25),
        Part(Popularity(), RecommenderKind.POPULARITY, -0.5),
    )
)


def test_parts_are_standardised_weighed_and_sum_to_the_score() -> None:
    histories = circles()[0]
    model = BLEND.fit(histories, looks())
    parts = model.parts(histories)
    assert [kind for kind, _ in parts] == [part.kind for part in BLEND.parts]
    for (_, scores), part in zip(parts, BLEND.parts, strict=True):
        np.testing.assert_allclose(scores.mean(axis=1), 0, atol=1e-5)
        np.testing.assert_allclose(scores.std(axis=1), abs(part.weight), rtol=1e-4)
    total = sum(scores for _, scores in parts)
    np.testing.assert_allclose(model.score(histories), total, atol=1e-6)


def test_scores_that_are_all_the_same_say_nothing() -> None:
    assert not standard_scores(np.full((2, 5), 3.0, dtype=np.float32)).any()
