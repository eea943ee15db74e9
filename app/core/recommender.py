"""Recommenders: which there are, and what a score is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class RecommenderKind(str, Enum):
    """How a history becomes a ranked list."""

    POPULARITY = "popularity"
    USER_NEIGHBOURS = "user-neighbours"
    ITEM_NEIGHBOURS = "item-neighbours"
    ALS = "als"
    BPR = "bpr"
    AUTOENCODER = "autoencoder"
    MULTIMODAL_AUTOENCODER = "multimodal-autoencoder"
    CONTENT = "content"
    GRAPH = "graph"
    MULTIMODAL_GRAPH = "multimodal-graph"
    DEEP_INTEREST = "deep-interest"
    COLLABORATIVE_GRU = "collaborative-gru"
    GRU = "gru"
    TRANSFORMER = "transformer"
    COLLABORATIVE_BLEND = "collaborative-blend"
    BLEND = "blend"


@dataclass(frozen=True)
class ScoreParts:
    """What the parts of a score add; they sum to it.

    Attributes
    ----------
    query
        What was asked for now.
    history
        What the persona did before, through a recommender.
    feedback
        What likes, dislikes and skips taught the bandit.
    """

    query: float = 0.0
    history: float = 0.0
    feedback: float = 0.0

    @property
    def total(self) -> float:
        """The score."""
        return self.query + self.history + self.feedback
