from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.catalog import Catalog
from app.core.home import Home
from app.recommend.label_spreading import UNLABELLED, spread_labels, uncertainty

GIVEN_EACH = 5


def ring(angles: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_labels_follow_the_chain_of_neighbours_not_the_shortest_way() -> None:
    """The far end of a long arc is nearer to the label of another arc than to its own."""
    long = np.linspace(0.0, 4.0, 160)
    short = np.linspace(4.9, 5.3, 40)
    vectors = ring(np.concatenate([long, short]))
    given = np.full(len(vectors), UNLABELLED)
    given[0], given[-1] = 0, 1
    likely = spread_labels(vectors, given)
    assert (likely.argmax(axis=1) == np.repeat([0, 1], [160, 40])).all()
    assert vectors[159] @ vectors[-1] > vectors[159] @ vectors[0]
    np.testing.assert_allclose(likely.sum(axis=1), 1.0)


def test_item_that_no_path_reaches_is_unsure_and_takes_the_nearest_label() -> None:
    rng = np.random.default_rng(0)
    islands = [ring(rng.normal(angle, 0.01, 60)) for angle in (0.0, 2.0, 3.0)]
    vectors = np.concatenate(islands)
    given = np.full(len(vectors), UNLABELLED)
    given[0], given[60] = 0, 1
    likely = spread_labels(vectors, given)
    assert (likely[120:].argmax(axis=1) == 1).all()
    assert (uncertainty(likely)[120:] > 0.999).all()
    assert (uncertainty(likely)[:120] < 0.01).all()


def test_uncertainty_is_the_share_of_the_largest_entropy() -> None:
    likely = np.array([[1.0, 0.0, 0.0], [1 / 3, 1 / 3, 1 / 3], [0.5, 0.5, 0.0]])
    expected = [0.0, 1.0, np.log(2) / np.log(3)]
    np.testing.assert_allclose(uncertainty(likely), expected, atol=1e-9)


@pytest.mark.parametrize("count", [2, 3, 5, 20])
def test_few_items_are_enough(count: int) -> None:
    vectors = ring(np.linspace(0.0, 1.0, count))
    given = np.full(count, UNLABELLED)
    given[0], given[-1] = 0, 1
    likely = spread_labels(vectors, given)
    assert likely[0].argmax() == 0
    assert likely[-1].argmax() == 1


def accuracies(
    vectors: NDArray[np.float32], truth: NDArray[np.int64], seed: int
) -> tuple[float, float, float]:
    """Accuracy on what was not given: spread, nearest labelled item, commonest label."""
    rng = np.random.default_rng(seed)
    places = [rng.permutation(np.flatnonzero(truth == one)) for one in range(truth.max() + 1)]
    chosen = np.concatenate([found[:GIVEN_EACH] for found in places])
    rest = np.setdiff1d(np.arange(len(truth)), chosen)
    given = np.full(len(truth), UNLABELLED)
    given[chosen] = truth[chosen]
    spread = spread_labels(vectors, given).argmax(axis=1)
    nearest = truth[chosen][(vectors @ vectors[chosen].T).argmax(axis=1)]
    commonest = np.bincount(truth[rest]).max() / len(rest)
    return (
        float((spread == truth)[rest].mean()),
        float((nearest == truth)[rest].mean()),
        float(commonest),
    )


def test_five_labels_a_category_label_the_stamps(prepared_home: Home) -> None:
    with Catalog.open(prepared_home.catalogs / "tuxpaint", read_only=True) as catalog:
        item_ids, vectors = catalog.vectors(catalog.fusion().digest)
        tops = [item.category.partition("/")[0] for item in catalog.items(item_ids)]
    truth = np.unique(tops, return_inverse=True)[1].astype(np.int64)
    measured = np.array([accuracies(vectors, truth, seed) for seed in range(3)])
    spread, nearest, commonest = measured.mean(axis=0)
    assert spread > commonest + 0.3
    assert spread > nearest + 0.01
