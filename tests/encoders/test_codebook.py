from __future__ import annotations

import numpy as np
import pytest

from app.encoders import codebook
from app.encoders.codebook import cluster_centres

PLACES = np.array([[0, 0], [10, 0], [0, 10]], np.float32)


def cloud(count: int = 300, seed: int = 0) -> np.ndarray:
    chance = np.random.default_rng(seed)
    vectors = PLACES[np.arange(count) % 3] + chance.normal(0, 0.3, (count, 2))
    return vectors.astype(np.float32)


def test_the_centres_are_where_the_vectors_are() -> None:
    centres = cluster_centres(cloud(), 3, seed=0)
    assert centres.dtype == np.float32
    distances = np.linalg.norm(centres[:, None] - PLACES, axis=2)
    assert distances.min(axis=0).max() < 0.3 and set(distances.argmin(axis=0)) == {0, 1, 2}


def test_order_and_repetition_do_not_count_but_the_seed_does() -> None:
    vectors = cloud()
    centres = cluster_centres(vectors, 12, seed=4)
    np.testing.assert_array_equal(centres, cluster_centres(vectors[::-1], 12, seed=4))
    twice = np.concatenate([vectors, vectors[:50]])
    np.testing.assert_array_equal(centres, cluster_centres(twice, 12, seed=4))
    assert not np.array_equal(centres, cluster_centres(vectors, 12, seed=5))


def test_no_more_centres_than_different_vectors() -> None:
    vectors = np.repeat(PLACES[:2], 20, axis=0)
    assert len(cluster_centres(vectors, 9, seed=0)) == 2


def test_of_very_many_vectors_a_part_is_clustered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codebook, "MOST_VECTORS", 5)
    assert len(cluster_centres(cloud(), 9, seed=0)) == 5
