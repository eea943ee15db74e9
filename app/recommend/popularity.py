"""Recommend what most people like: the baseline of every other recommender."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.progress import Cancellation, ReportProgress, ignore_progress
from app.core.recommender import RecommenderKind
from app.recommend.histories import Histories
from app.recommend.preferences import check_items, check_training, disliked
from app.recommend.recommender import Arrays, ItemContent, Scores


@dataclass(frozen=True)
class PopularityModel:
    """How many liked each item.

    Attributes
    ----------
    shares
        Of the most liked item's likes, shape (n,), float32, 0 to 1.
    """

    shares: NDArray[np.float32]
    kind: RecommenderKind = RecommenderKind.POPULARITY

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return len(self.shares)

    def score(self, histories: Histories) -> Scores:
        """Return the same for everyone, less what each disliked, shape (u, n)."""
        check_items(histories, self.item_count)
        scores: Scores = np.tile(self.shares, (len(histories), 1))
        scores -= disliked(histories).toarray()
        return scores

    def arrays(self) -> Arrays:
        """Return all numbers of the model."""
        return {"shares": self.shares}


@dataclass(frozen=True)
class Popularity:
    """Counts likes; the seed changes nothing."""

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> PopularityModel:
        """Count who liked what."""
        check_training(histories, content)
        return PopularityModel(liked_shares(histories))

    def restore(self, arrays: Arrays) -> PopularityModel:
        """Return the model that was saved."""
        return PopularityModel(arrays["shares"])


def liked_shares(histories: Histories) -> NDArray[np.float32]:
    """Return each item's likes as a share of the most liked one's, shape (n,), float32."""
    counts = np.asarray(histories.liked().sum(0), dtype=np.float32).ravel()
    shares: NDArray[np.float32] = counts / max(float(counts.max(initial=0)), 1.0)
    return shares
