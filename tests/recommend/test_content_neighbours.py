from __future__ import annotations

import numpy as np
import pytest

from app.core.modality import MODALITIES, Modality, PerModality
from app.recommend.content_neighbours import content_neighbours, only_beside, standardised
from app.recommend.recommender import ItemContent
from tests.recommend.circles import ITEMS, KINDS, looks


def test_neighbours_are_of_the_same_kind_and_rows_sum_to_one() -> None:
    graph = content_neighbours(looks(), 5).toarray()
    assert np.diag(graph).max() == 0
    np.testing.assert_allclose(graph.sum(axis=1), 1, atol=1e-5)
    kinds = np.arange(ITEMS) % KINDS
    assert graph[kinds[:, None] == kinds[None, :]].sum() > 0.9 * ITEMS


@pytest.mark.parametrize("modality", MODALITIES)
def test_the_nearest_by_brute_force(modality: Modality) -> None:
    vectors, nowhere = looks().vectors.image, np.zeros(ITEMS, bool)
    alone = ItemContent(
        PerModality.of(lambda one: vectors if one is modality else vectors[:, ::-1].copy()),
        PerModality.of(lambda one: ~nowhere if one is modality else nowhere),
    )
    scaled = (vectors - vectors.mean(axis=0)) / vectors.std(axis=0)
    scaled /= np.linalg.norm(scaled, axis=1, keepdims=True)
    cosines = scaled @ scaled.T
    np.fill_diagonal(cosines, -2)
    graph = content_neighbours(alone, 3).toarray()
    for item in range(ITEMS):
        assert set(np.flatnonzero(graph[item])) == set(np.argsort(-cosines[item])[:3])


def test_items_without_a_modality_have_and_are_no_neighbours_there() -> None:
    content = looks()
    heard = np.arange(ITEMS) % 2 == 0
    partial = ItemContent(
        content.vectors, PerModality(np.zeros(ITEMS, bool), np.zeros(ITEMS, bool), heard)
    )
    graph = content_neighbours(partial, 4).toarray()
    assert graph[~heard].sum() == 0 and graph[:, ~heard].sum() == 0
    np.testing.assert_allclose(graph[heard].sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_to_compare(count: int) -> None:
    content = looks()
    few = np.arange(ITEMS) < count
    lonely = ItemContent(content.vectors, PerModality(few, few, few))
    assert standardised(lonely, Modality.IMAGE) is None
    assert content_neighbours(lonely, 5).nnz == 0


def test_only_some_stay_neighbours_and_share_the_whole() -> None:
    everyone = content_neighbours(looks(), 5)
    known = np.arange(ITEMS) < ITEMS // 2
    kept = only_beside(everyone, known).toarray()
    before = np.where(known[None, :], everyone.toarray(), 0)
    sums = before.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(kept, before / np.where(sums > 0, sums, 1), atol=1e-6)
    assert only_beside(everyone, np.zeros(ITEMS, bool)).nnz == 0
