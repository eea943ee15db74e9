"""Cluster many short vectors into a codebook, the same on every machine with the same numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MOST_VECTORS = 100_000
"""Vectors that are clustered; a random choice where there are more."""
_BATCH = 4_096
_TRIES = 3


def cluster_centres(vectors: NDArray[np.float32], most: int, seed: int) -> NDArray[np.float32]:
    """Return the centres of k-means in small batches (Sculley 2010).

    Vectors that are there twice count once, and their order does not count.

    Parameters
    ----------
    vectors
        Shape (n, d), at least one.
    most
        How many centres; fewer when there are fewer different vectors.
    seed
        Draws the choice of vectors, the first centres and the batches.

    Returns
    -------
    NDArray
        Shape (k, d), float32.
    """
    from sklearn.cluster import MiniBatchKMeans
    from threadpoolctl import threadpool_limits

    different = np.unique(vectors, axis=0)
    if len(different) > MOST_VECTORS:
        chosen = np.random.default_rng(seed).permutation(len(different))[:MOST_VECTORS]
        different = different[np.sort(chosen)]
    clusters = MiniBatchKMeans(
        min(most, len(different)), batch_size=_BATCH, n_init=_TRIES, random_state=seed
    )
    # In one thread sums are added in one order, whatever the number of cores.
    with threadpool_limits(limits=1):
        return clusters.fit(different).cluster_centers_.astype(np.float32)
