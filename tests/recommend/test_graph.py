from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.errors import InputError
from app.core.modality import PerModality
from app.core.progress import Progress
from app.recommend.graph import Graph
from app.recommend.histories import Histories
from app.recommend.popularity import Popularity
from app.recommend.recommender import ItemContent, RecommenderModel, recommend
from tests.recommend.circles import COLD, ITEMS, circles, hits, kind_of, looks

SHORT = Graph(dimension=16, members=1, steps=20, batch=256)


def test_members_begin_elsewhere_and_their_scores_are_averaged() -> None:
    histories, content = circles()[0], looks()
    both = Graph(dimension=16, steps=20, batch=256, members=2).fit(histories, content, 3)
    apart = [SHORT.fit(histories, content, seed) for seed in (6, 7)]
    mean = (apart[0].score(histories) + apart[1].score(histories)) / 2
    np.testing.assert_allclose(both.score(histories), mean, atol=1e-4)
    assert not np.allclose(apart[0].score(histories), apart[1].score(histories))


def test_progress_goes_on_through_all_members() -> None:
    heard: list[Progress] = []
    Graph(members=2, steps=3).fit(circles()[0], looks(), report=heard.append)
    shares = [one.done / one.total for one in heard]
    assert shares == sorted(shares) and shares[-1] > 0.8


def test_learning_foresees_more_than_the_beginning() -> None:
    histories, content = circles()[0], looks()
    untrained = Graph(dimension=16, steps=0).fit(histories, content)
    assert hits(Graph(dimension=16, steps=60, batch=256).fit(histories, content)) > hits(untrained)


def finds_the_cold(model: RecommenderModel, top: int) -> float:
    """Return how many users' best items of all have the one of their kind that nobody liked."""
    histories, _ = circles()
    lists = recommend(model, histories, top)
    return float(np.mean([COLD[kind_of(user)] in one for user, one in enumerate(lists)]))


def test_with_content_what_nobody_liked_is_among_the_best_of_all() -> None:
    histories, content = circles()[0], looks()
    with_it = Graph(multimodal=True, dimension=16, members=1, steps=40, batch=256).fit(
        histories, content
    )
    without = Graph(dimension=16, members=1, steps=40, batch=256).fit(histories, content)
    assert finds_the_cold(with_it, 8) > 0.9
    assert finds_the_cold(without, 8) == 0
    assert finds_the_cold(Popularity().fit(histories, content), 8) == 0
    # Nor does it forget what is known: of eight, seven are of the kind.
    assert hits(with_it, 8) > 0.7


def test_what_nobody_liked_is_as_popular_as_its_neighbours_are_on_average() -> None:
    histories, content = circles()[0], looks()
    model = Graph(multimodal=True, dimension=16, members=1, steps=40, batch=256).fit(
        histories, content
    )
    beside = model.nearness.toarray() / Graph().near_unknown
    around = np.exp(model.offsets[0].astype(np.float64)) @ beside
    np.testing.assert_allclose(np.exp(model.offsets[0][COLD]), around[COLD], rtol=1e-3)
    np.testing.assert_allclose(beside[:, COLD].sum(axis=0), 1, atol=1e-4)
    assert not beside[COLD].any()


def test_a_like_adds_to_its_neighbours_what_they_are_near() -> None:
    histories, content = circles()[0], looks()
    near = Graph(multimodal=True, dimension=16, steps=5, batch=256).fit(histories, content)
    far = replace(near, nearness=near.nearness * np.float32(0))
    two = Histories.of_one([3, 9], [1.0, 1.0], ITEMS)
    added = (near.score(two) - far.score(two))[0]
    wanted = near.nearness[[3, 9]].toarray().sum(axis=0) / np.sqrt(2)
    np.testing.assert_allclose(added, wanted, atol=1e-4)
    assert wanted.max() > 0


def test_looks_that_are_not_finite_are_refused() -> None:
    content = looks()
    audio = content.vectors.audio.copy()
    audio[COLD[0], 0] = np.inf
    broken = ItemContent(
        PerModality(content.vectors.image, content.vectors.text, audio), content.present
    )
    with pytest.raises(InputError, match=rf"item {COLD[0]}.*not finite"):
        Graph(multimodal=True).fit(circles()[0], broken)
