"""The one interface of all recommenders: fit, score, rank, recommend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.core.modality import PerModality
from app.core.progress import Cancellation, ReportProgress, ignore_progress
from app.core.recommender import RecommenderKind
from app.recommend.histories import Histories, Ids

Scores = NDArray[np.float32]
Arrays = Mapping[str, NDArray[Any]]

_OUT = np.float32(-np.inf)


@dataclass(frozen=True)
class ItemContent:
    """What n items look, read and sound like.

    Attributes
    ----------
    vectors
        For each modality shape (n, d), float32, finite; d is 0 for what no item has.
    present
        For each modality shape (n,), bool.
    """

    vectors: PerModality[NDArray[np.float32]]
    present: PerModality[NDArray[np.bool_]]


class RecommenderModel(Protocol):
    """A fitted recommender: from histories to scores of all items.

    Users are known by their histories alone, so that someone new is scored like anyone else.
    """

    @property
    def kind(self) -> RecommenderKind:
        """Which recommender."""

    @property
    def item_count(self) -> int:
        """How many items it knows."""

    def score(self, histories: Histories) -> Scores:
        """Return a finite score of each item for each user, higher is better, shape (u, n).

        An empty history gives what most people like, or zeros.
        """

    def arrays(self) -> Arrays:
        """Return all numbers of the model under stable names."""


class Recommender(Protocol):
    """Fits a model, the same for the same data and seed."""

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> RecommenderModel:
        """Fit to the histories of training users.

        Raises
        ------
        InputError
            When histories and content are of different items, or features are not finite.
        Cancelled
            When asked to stop.
        """

    def restore(self, arrays: Arrays) -> RecommenderModel:
        """Return the model of which :meth:`RecommenderModel.arrays` gave the numbers."""


def joined(models: Mapping[str, Arrays]) -> Arrays:
    """Return the arrays of several models in one; :func:`below` finds them again."""
    return {
        f"{prefix}.{name}": array
        for prefix, arrays in models.items()
        for name, array in arrays.items()
    }


def below(arrays: Arrays, prefix: str) -> Arrays:
    """Return the arrays of the model that :func:`joined` put below a prefix."""
    begin = f"{prefix}."
    return {name[len(begin) :]: one for name, one in arrays.items() if name.startswith(begin)}


def rank(scores: Scores, excluded: sparse.csr_matrix | None, top: int) -> Ids:
    """Return the best items of each user, the best first, shape (u, top); -1 where none is left.

    Parameters
    ----------
    scores
        Shape (u, n).
    excluded
        Items that do not compete, where not 0; shape (u, n).
    top
        At most n are ranked; ties go to the lower number.
    """
    kept = scores.copy()
    if excluded is not None:
        rows, columns = excluded.nonzero()
        kept[rows, columns] = _OUT
    count = min(top, kept.shape[1])
    order = np.argsort(-kept, axis=1, kind="stable")[:, :count]
    best = np.where(np.take_along_axis(kept, order, axis=1) == _OUT, -1, order)
    padding = np.full((len(best), top - count), -1, dtype=np.int64)
    ranked: Ids = np.concatenate([best, padding], axis=1).astype(np.int64)
    return ranked


def recommend(model: RecommenderModel, histories: Histories, top: int) -> Ids:
    """Return the best items that are not in each user's history, shape (u, top)."""
    return rank(model.score(histories), histories.seen(), top)
