"""Content-based: what looks, reads and sounds like what was liked (Pazzani & Billsus 2007)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.modality import MODALITIES, Modality
from app.core.progress import Cancellation, ReportProgress, ignore_progress
from app.core.recommender import RecommenderKind
from app.recommend.content_neighbours import modality_vectors
from app.recommend.histories import Histories
from app.recommend.preferences import (
    by_likeness,
    check_items,
    check_training,
    disliked,
    preferred,
    unit_rows,
)
from app.recommend.recommender import Arrays, ItemContent, Scores


@dataclass(frozen=True)
class ContentModel:
    """What the items are like in each modality.

    Attributes
    ----------
    items
        How many.
    vectors
        Of each modality that some have: unit rows, shape (n, d), float32; 0 without.
    """

    items: int
    vectors: tuple[tuple[Modality, NDArray[np.float32]], ...]
    kind: RecommenderKind = RecommenderKind.CONTENT

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return self.items

    def score(self, histories: Histories) -> Scores:
        """Return the cosine of profile and item, the mean over modalities, shape (u, n)."""
        scores = np.zeros((len(histories), self.items), dtype=np.float32)
        for modality, _ in self.vectors:
            scores += self.modality_scores(histories, modality) / len(self.vectors)
        return scores

    def modality_scores(self, histories: Histories, modality: Modality) -> Scores:
        """Return the scores by a single modality, zeros for one that no item has; (u, n).

        The profile is the mean of the liked items' vectors, each as much as it was liked.
        Likeness to what was disliked is taken away.
        """
        check_items(histories, self.items)
        vectors = dict(self.vectors).get(modality)
        if vectors is None:
            return np.zeros((len(histories), self.items), dtype=np.float32)
        profiles = unit_rows(np.asarray(preferred(histories) @ vectors, dtype=np.float32))
        scores: Scores = profiles @ vectors.T - by_likeness(disliked(histories), vectors)
        return scores

    def arrays(self) -> Arrays:
        """Return all numbers of the model."""
        named = {modality.value: vectors for modality, vectors in self.vectors}
        return {**named, "items": np.array([self.items], dtype=np.int64)}


@dataclass(frozen=True)
class Content:
    """Keeps the items' vectors around what is usual; the seed changes nothing.

    Attributes
    ----------
    only
        The modality that counts; all by default.
    """

    only: Modality | None = None

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> ContentModel:
        """Standardise the vectors of each modality."""
        check_training(histories, content)
        vectors = tuple(one for one in modality_vectors(content) if self.only in (None, one[0]))
        return ContentModel(histories.item_count, vectors)

    def restore(self, arrays: Arrays) -> ContentModel:
        """Return the model that was saved."""
        vectors = tuple((m, arrays[m.value]) for m in MODALITIES if m.value in arrays)
        return ContentModel(int(arrays["items"][0]), vectors)
