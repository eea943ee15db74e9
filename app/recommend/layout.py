"""The fused space in two dimensions.

UMAP (McInnes, Healy and Melville 2018) keeps neighbours together; distances between far
groups say little, so islands are drawn nearer to each other. With fewer items than it needs,
principal components are shown instead.
"""

from __future__ import annotations

import warnings
from typing import Union

import numpy as np
from numpy.typing import NDArray

Neighbours = Union[tuple[NDArray[np.int32], NDArray[np.float32], None], tuple[None, None, None]]

NEIGHBOURS = 15
CLOSEST = 0.1
"""Least distance between two places, in UMAP's units before scaling."""

FEWEST = 2 * NEIGHBOURS
"""Below this many items principal components are shown."""

MOST_COMPARED = 4096
"""With fewer items each is compared with each; with more, UMAP searches its own way."""

BELIEVED = 5
"""A query lies among this many of its nearest items."""

EVENNESS = 0.6
"""How far each axis goes by rank instead of by distance, 0 to 1."""

SHARPNESS = 20.0
"""How fast an item's pull on a query falls with its cosine."""


def lay_out(vectors: NDArray[np.float32], seed: int = 0) -> NDArray[np.float32]:
    """Return a place for each item.

    Parameters
    ----------
    vectors
        Unit rows of shape (n, k), float32.
    seed
        Makes the layout repeatable.

    Returns
    -------
    numpy.ndarray
        Shape (n, 2), float32, within -1 to 1, the longer side filled.
    """
    if len(vectors) < FEWEST:
        return _scaled(_principal_components(vectors))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ImportWarning)  # says that TensorFlow is not there
        warnings.filterwarnings("ignore", ".*knn_search_index")  # nothing is transformed later
        from umap import UMAP

        reducer = UMAP(
            n_neighbors=NEIGHBOURS,
            min_dist=CLOSEST,
            metric="cosine",
            random_state=seed,
            n_jobs=1,
            precomputed_knn=_neighbours(vectors),
        )
        places = reducer.fit_transform(vectors)
    return _scaled(_spread(np.asarray(places, dtype=np.float32)))


def place(
    query: NDArray[np.float32], vectors: NDArray[np.float32], places: NDArray[np.float32]
) -> tuple[float, float]:
    """Return where a query lies: among its nearest items, nearer to those that are more alike.

    Parameters
    ----------
    query
        Unit vector of shape (k,), float32.
    vectors, places
        The items' unit rows (n, k) and places (n, 2), float32; n is 1 or more.
    """
    cosines = vectors @ query
    nearest = np.argsort(-cosines)[:BELIEVED]
    pull = np.exp(SHARPNESS * (cosines[nearest] - cosines[nearest[0]]))
    x, y = (pull @ places[nearest]) / pull.sum()
    return float(x), float(y)


def _neighbours(vectors: NDArray[np.float32]) -> Neighbours:
    """Return each row's nearest rows, itself first, and their cosine distances.

    UMAP would do the same, but compiles six seconds for it in each process.
    """
    if len(vectors) >= MOST_COMPARED:
        return None, None, None
    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    np.fill_diagonal(distances, 0)
    nearest = distances.argsort(axis=1, kind="stable")[:, :NEIGHBOURS]
    return nearest.astype(np.int32), np.take_along_axis(distances, nearest, axis=1), None


def _principal_components(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    centred = vectors - vectors.mean(axis=0)
    left, lengths, _ = np.linalg.svd(centred, full_matrices=False)
    places = np.zeros((len(vectors), 2), dtype=np.float32)
    kept = min(2, len(lengths))
    places[:, :kept] = left[:, :kept] * lengths[:kept]
    return places


def _spread(places: NDArray[np.float32]) -> NDArray[np.float32]:
    """Use the plane more evenly; the order along each axis stays."""
    low, high = places.min(axis=0), places.max(axis=0)
    linear = (places - low) / np.maximum(high - low, 1e-9)
    ranks = places.argsort(axis=0).argsort(axis=0) / max(1, len(places) - 1)
    even: NDArray[np.float32] = ((1 - EVENNESS) * linear + EVENNESS * ranks).astype(np.float32)
    return even


def _scaled(places: NDArray[np.float32]) -> NDArray[np.float32]:
    low, high = places.min(axis=0), places.max(axis=0)
    half = float((high - low).max()) / 2
    scaled: NDArray[np.float32] = (places - (low + high) / 2) / np.float32(half or 1.0)
    return scaled
