from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import InputError
from app.core.modality import PerModality
from app.core.progress import Progress
from app.recommend.graph import Graph
from app.recommend.histories import Histories
from app.recommend.popularity import Popularity
from app.recommend.preferences import unit_rows
from app.recommend.recommender import ItemContent, RecommenderModel, recommend
from tests.recommend.circles import COLD, ITEMS, KINDS, circles, hits, kind_of, looks

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


def test_what_nobody_liked_takes_after_its_neighbours() -> None:
    histories, content = circles()[0], looks()
    model = Graph(multimodal=True, dimension=16, members=1, steps=40, batch=256).fit(
        histories, content
    )
    beside = model.nearness.toarray().T / Graph().near_unknown
    np.testing.assert_allclose(beside[COLD].sum(axis=1), 1, atol=1e-4)
    assert not beside[:, COLD].any()
    sources, targets = model.sources[0], model.targets[0]
    np.testing.assert_allclose(sources[COLD], beside[COLD] @ sources, atol=1e-5)
    np.testing.assert_allclose(targets[COLD], unit_rows(beside[COLD] @ targets), atol=1e-5)
    # As popular as they are on average, not in the mean of the logarithms.
    around = beside @ np.exp(model.offsets[0].astype(np.float64))
    np.testing.assert_allclose(np.exp(model.offsets[0][COLD]), around[COLD], rtol=1e-3)


def one_like_each() -> Histories:
    """As many users as items, each of another one: likes say of no two items that they go."""
    return Histories.from_pairs(np.arange(ITEMS), np.arange(ITEMS), ITEMS, ITEMS)


def test_a_like_is_foreseen_from_the_others_alone() -> None:
    """Without their only like users are nobody, and nothing can be learnt from them."""
    rates = Graph(dimension=8, members=1, batch=64, decay=0.0)
    first, last = (replace(rates, steps=steps).fit(one_like_each(), looks()) for steps in (0, 5))
    np.testing.assert_allclose(last.targets, first.targets, atol=1e-6)
    assert not np.allclose(last.offsets, first.offsets)


def test_with_content_what_looks_alike_brings_alike_and_stands_together() -> None:
    kinds = np.arange(ITEMS) % KINDS
    same = (kinds[:, None] == kinds) & ~np.eye(ITEMS, dtype=bool)

    def lead(vectors: NDArray[np.float32]) -> float:
        units = unit_rows(vectors)
        cosines = units @ units.T
        return float(cosines[same].mean() - cosines[kinds[:, None] != kinds].mean())

    plain = Graph(members=1, steps=0)
    with_it = replace(plain, multimodal=True).fit(one_like_each(), looks())
    without = plain.fit(one_like_each(), looks())
    assert lead(with_it.targets[0]) > lead(with_it.sources[0]) > 0.02
    assert abs(lead(without.targets[0])) < 0.01 and abs(lead(without.sources[0])) < 0.01


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
