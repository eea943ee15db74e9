from __future__ import annotations

import numpy as np

from app.core.modality import Modality
from app.core.progress import Progress
from app.core.recommender import RecommenderKind
from app.recommend.blend import Blend, Part, standard_scores
from app.recommend.content import Content
from app.recommend.factorisation import AlternatingLeastSquares
from app.recommend.neighbours import ItemNeighbours
from app.recommend.popularity import Popularity
from app.recommend.recommender import ItemContent
from tests.recommend.circles import COLD, circles, hits, looks

NEIGHBOURS, CONTENT, POPULARITY = (
    RecommenderKind.ITEM_NEIGHBOURS,
    RecommenderKind.CONTENT,
    RecommenderKind.POPULARITY,
)
BLEND = Blend(
    (
        Part(ItemNeighbours(), NEIGHBOURS, 1.0),
        Part(Content(), CONTENT, 0.25, 2.0),
        Part(Popularity(), POPULARITY, -0.5),
    )
)


def test_parts_are_standardised_weighed_and_sum_to_the_score() -> None:
    histories = circles()[0]
    model = BLEND.fit(histories, looks())
    parts = model.parts(histories)
    assert [kind for kind, _ in parts] == [part.kind for part in BLEND.parts]
    for (_, scores), own in zip(parts, model.models, strict=True):
        plain = standard_scores(own.score(histories))
        np.testing.assert_allclose(plain.mean(axis=1), 0, atol=1e-5)
        np.testing.assert_allclose(plain.std(axis=1), 1, rtol=1e-4)
        weights = scores[:, [0, COLD[0]]] / plain[:, [0, COLD[0]]]
        part = BLEND.parts[[one.kind for one in BLEND.parts].index(own.kind)]
        cold = part.weight if part.weight_unliked is None else part.weight_unliked
        np.testing.assert_allclose(weights, [[part.weight, cold]] * len(plain), rtol=1e-4)
    total = sum(scores for _, scores in parts)
    np.testing.assert_allclose(model.score(histories), total, atol=1e-6)


def test_scores_that_are_all_the_same_say_nothing() -> None:
    assert not standard_scores(np.full((2, 5), 3.0, dtype=np.float32)).any()


def test_parts_that_err_apart_beat_the_best_of_them_and_popularity() -> None:
    histories, content = circles()[0], blurred()
    parts = tuple(Part(Content(one), CONTENT, 1.0) for one in (Modality.IMAGE, Modality.AUDIO))
    alone = [hits(Blend((part,)).fit(histories, content)) for part in parts]
    popular = hits(Popularity().fit(histories, content))
    assert hits(Blend(parts).fit(histories, content)) > max(*alone, popular) + 0.05


def blurred() -> ItemContent:
    """Looks in which the kind can hardly be seen."""
    chance, clear = np.random.default_rng(1), looks()
    vectors = clear.vectors.map(lambda one: (one + chance.normal(0, 2, one.shape)).astype("f4"))
    return ItemContent(vectors, clear.present)


def test_what_is_saved_scores_alike_and_the_same_data_make_the_same() -> None:
    histories = circles()[0]
    model = BLEND.fit(histories, looks())
    again = BLEND.restore({name: np.array(one) for name, one in model.arrays().items()})
    np.testing.assert_array_equal(again.score(histories), model.score(histories))
    repeated = BLEND.fit(histories, looks()).arrays()
    for name, array in model.arrays().items():
        np.testing.assert_array_equal(repeated[name], array)


def test_says_which_part_is_fitted_and_how_far_all_are() -> None:
    told: list[Progress] = []
    parts = (Part(AlternatingLeastSquares(factors=8, iterations=4), RecommenderKind.ALS, 1.0),) * 2
    Blend(parts).fit(circles()[0], looks(), 0, told.append)
    assert {one.detail for one in told} == {"blend: als"}
    shares = [one.done / one.total for one in told]
    assert len(shares) == 8 and shares == sorted(shares) and shares[-1] == 1


def test_the_seed_is_that_of_its_parts_and_its_kind_is_kept() -> None:
    histories, content = circles()[0], looks()
    factors = AlternatingLeastSquares(factors=8, iterations=4)
    kind = RecommenderKind.COLLABORATIVE_BLEND
    blend = Blend((Part(factors, RecommenderKind.ALS, 1.0),), kind)
    model, alone = blend.fit(histories, content, 5), factors.fit(histories, content, 5)
    np.testing.assert_array_equal(model.score(histories), standard_scores(alone.score(histories)))
    other = factors.fit(histories, content, 6)
    assert not np.allclose(alone.score(histories), other.score(histories))
    assert model.kind is blend.restore(model.arrays()).kind is kind
