"""The item autoencoder in closed form, alone and joined with multimodal neighbours.

EASE (Steck 2019) finds weights that foresee each item from all others, with the inverse of
one matrix. Users and items with many interactions count less: likes are divided by powers
of their numbers. Joined with neighbours (:mod:`app.recommend.content_neighbours`), an item
is foreseen by what its neighbours are foreseen by, and by the neighbours themselves, so that
items without any interaction are foreseen too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from app.core.errors import InputError
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress
from app.core.recommender import RecommenderKind
from app.recommend.content_neighbours import content_neighbours
from app.recommend.histories import Histories
from app.recommend.preferences import (
    check_items,
    check_training,
    degree_power,
    disliked,
    preferred,
    scaled,
)
from app.recommend.recommender import Arrays, ItemContent, Scores

MOST_ITEMS = 30_000
"""The weights of more items than this would take over 3.6 GB."""

_BLOCK = 1024
"""Rows changed at once."""


@dataclass(frozen=True)
class AutoencoderModel:
    """How much a like of each item speaks for each other one.

    Attributes
    ----------
    weights
        Shape (n, n), float32; nothing on the diagonal.
    kind
        With neighbours or without.
    """

    weights: NDArray[np.float32]
    kind: RecommenderKind

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return len(self.weights)

    def score(self, histories: Histories) -> Scores:
        """Return the summed weights of what each user liked, less those of dislikes; (u, n)."""
        check_items(histories, self.item_count)
        scores: Scores = np.asarray(preferred(histories) @ self.weights, dtype=np.float32)
        against = disliked(histories)
        named = np.unique(against.indices)
        if len(named):
            # A weight below 0 must not turn a dislike into praise.
            scores -= against[:, named] @ np.maximum(self.weights[named], 0)
            scores -= against.toarray()
        return scores

    def arrays(self) -> Arrays:
        """Return all numbers of the model."""
        return {"weights": self.weights}


@dataclass(frozen=True)
class Autoencoder:
    """Fits an :class:`AutoencoderModel`; the seed changes nothing.

    Attributes
    ----------
    multimodal
        Whether neighbours by content join.
    regularisation
        On the diagonal, in scaled likes.
    users_power, items_power
        A like counts its user's number of likes to this power; co-occurrences are divided
        by the items' numbers to the other.
    neighbours
        Of each item in each modality.
    through, direct, direct_unknown
        Weight of what neighbours are foreseen by, and of the neighbours themselves, for items
        that someone liked and for those that nobody did, which have nothing else.
    """

    multimodal: bool = False
    regularisation: float = 3.0
    users_power: float = -0.5
    items_power: float = -0.5
    neighbours: int = 10
    through: float = 1.0
    direct: float = 0.03
    direct_unknown: float = 0.05

    @property
    def kind(self) -> RecommenderKind:
        """With neighbours or without."""
        if self.multimodal:
            return RecommenderKind.MULTIMODAL_AUTOENCODER
        return RecommenderKind.AUTOENCODER

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> AutoencoderModel:
        """Invert the co-occurrences of likes.

        Raises
        ------
        InputError
            When there are too many items for a dense matrix.
        """
        check_training(histories, content)
        stop = cancellation or Cancellation()
        if histories.item_count > MOST_ITEMS:
            raise InputError(
                f"{histories.item_count} items",
                f"{self.kind.value} takes {MOST_ITEMS} at most; use als or graph",
            )
        report(Progress(Stage.TRAIN, 0, 2, self.kind.value))
        likes = histories.liked()
        weights = self._weights(likes)
        stop.check()
        if self.multimodal:
            report(Progress(Stage.TRAIN, 1, 2, self.kind.value))
            self._add_content(weights, likes, content, stop)
        return AutoencoderModel(weights, self.kind)

    def _add_content(
        self,
        weights: NDArray[np.float32],
        likes: sparse.csr_matrix,
        content: ItemContent,
        stop: Cancellation,
    ) -> None:
        """Let weights reach the neighbours by content as well; changes ``weights`` in place."""
        alike = content_neighbours(content, self.neighbours)
        unknown = np.asarray(likes.sum(0)).ravel() == 0
        direct = np.where(unknown, self.direct_unknown, self.direct).astype(np.float32)
        beside = (alike @ sparse.diags(direct)).tocsr()
        through = (np.float32(self.through) * alike.T).tocsr()
        for start in range(0, len(weights), _BLOCK):
            stop.check()
            rows = weights[start : start + _BLOCK]
            rows += (through @ rows.T).T
            rows += beside[start : start + _BLOCK].toarray()
        np.fill_diagonal(weights, 0)

    def _weights(self, likes: sparse.csr_matrix) -> NDArray[np.float32]:
        """Return EASE's weights in units of unscaled likes."""
        halves = scaled(likes, self.users_power / 2, 0)
        size = np.maximum(degree_power(likes, 0, self.items_power), 0)
        size[size == 0] = 1
        together: NDArray[np.float32] = (halves.T @ halves).toarray()
        together *= size[:, None]
        together *= size[None, :]
        together[np.diag_indices_from(together)] += np.float32(self.regularisation)
        # One matrix from here on: another one of its size is what 10,000 items cannot spare.
        weights = _inverse(together)
        weights *= size[:, None]
        weights /= -(weights.diagonal() / size * size)[None, :]
        np.fill_diagonal(weights, 0)
        return weights

    def restore(self, arrays: Arrays) -> AutoencoderModel:
        """Return the model that was saved."""
        return AutoencoderModel(arrays["weights"], self.kind)


def _inverse(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the inverse of a positive definite matrix, which is overwritten."""
    # The transpose lies as Fortran wants it, so that nothing is copied.
    factor, failed = linalg.lapack.spotrf(matrix.T, lower=0, overwrite_a=1)
    inverse, failed_too = linalg.lapack.spotri(factor, lower=0, overwrite_c=1)
    if failed or failed_too:
        raise InputError("co-occurrences", "cannot be inverted; raise the regularisation")
    whole: NDArray[np.float32] = inverse.T
    for start in range(0, len(whole), _BLOCK):
        block = slice(start, start + _BLOCK)
        corner = np.tril(whole[block, block])
        whole[block, block] = corner + np.tril(corner, -1).T
        whole[block, start + _BLOCK :] = whole[start + _BLOCK :, block].T
    return whole
