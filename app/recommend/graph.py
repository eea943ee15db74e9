"""Light graph convolution on users and items, with or without a frozen multimodal item graph.

Embeddings walk along likes and are averaged over hops (LightGCN, He et al. 2020); items also
take from their neighbours by content, a graph that does not change while learning (FREEDOM,
Zhou & Shen 2023), and what lies beside a liked item gains directly, most of all where nobody
has liked it yet. Only items have embeddings: a user is the normalised mean of what the items of
the history bring, so that someone new is scored like anyone else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from app.core.progress import Cancellation, ReportProgress, ignore_progress, piece_of
from app.core.recommender import RecommenderKind
from app.recommend.content_neighbours import content_neighbours, only_beside
from app.recommend.histories import Histories
from app.recommend.preferences import (
    by_likeness,
    check_items,
    check_training,
    degree_power,
    disliked,
    preferred,
    unit_rows,
)
from app.recommend.recommender import Arrays, ItemContent, Scores


@dataclass(frozen=True)
class GraphModel:
    """What items bring to a user, and where they stand themselves.

    Attributes
    ----------
    sources
        What each item of a history adds to its user, shape (members, n, d), float32.
    targets
        Unit rows, same shape.
    offsets
        What an item has for everyone, shape (members, n), float32.
    nearness
        What a like of each item adds to its neighbours by content, shape (n, n), float32; a
        history's sum is divided by the root of its size.
    sharpness
        Factor of the cosine of user and target.
    kind
        With content or without.
    """

    sources: NDArray[np.float32]
    targets: NDArray[np.float32]
    offsets: NDArray[np.float32]
    nearness: sparse.csr_matrix
    sharpness: float
    kind: RecommenderKind

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return int(self.offsets.shape[1])

    def score(self, histories: Histories) -> Scores:
        """Return logits, the mean over the members, shape (u, n)."""
        check_items(histories, self.item_count)
        likes, against = preferred(histories), disliked(histories)
        scores: Scores = np.zeros((len(histories), self.item_count), dtype=np.float32)
        for source, target, offset in zip(self.sources, self.targets, self.offsets, strict=True):
            users = unit_rows(np.asarray(likes @ source, dtype=np.float32))
            cosines = users @ target.T - by_likeness(against, target)
            scores += np.float32(self.sharpness) * cosines + offset
        scores /= len(self.sources)
        shares = sparse.diags(degree_power(likes, 1, -0.5)) @ likes
        scores += (shares @ self.nearness).toarray()
        return scores

    def arrays(self) -> Arrays:
        """Return all numbers of the model."""
        return {
            "sources": self.sources,
            "targets": self.targets,
            "offsets": self.offsets,
            "near_weights": self.nearness.data,
            "near_items": self.nearness.indices,
            "near_bounds": self.nearness.indptr,
            "sharpness": np.array([self.sharpness], dtype=np.float64),
        }


@dataclass(frozen=True)
class Graph:
    """Fits a :class:`GraphModel`; each step foresees likes that were taken out of the graph.

    Attributes
    ----------
    multimodal
        Whether neighbours by content join.
    dimension
        Of the embeddings.
    members
        So many are learnt from other beginnings; their scores are averaged.
    steps, batch, learning_rate, decay
        Of Adam; the decay weighs the squared embeddings.
    temperature
        Divides the cosines.
    users_power
        A like is drawn with its user's number of likes to this power.
    neighbours
        Of each item in each modality.
    content, content_brought
        Weight of the neighbours in an item's target, and in what it brings to a user.
    near, near_unknown
        What a like adds to an item of which it is the only neighbour, if someone liked that item
        and if nobody did.
    """

    multimodal: bool = False
    dimension: int = 64
    members: int = 2
    steps: int = 160
    batch: int = 1024
    learning_rate: float = 0.02
    decay: float = 1e-5
    temperature: float = 0.15
    users_power: float = -0.1
    neighbours: int = 10
    content: float = 1.0
    content_brought: float = 0.5
    near: float = 8.0
    near_unknown: float = 25.0

    @property
    def kind(self) -> RecommenderKind:
        """With content or without."""
        return RecommenderKind.MULTIMODAL_GRAPH if self.multimodal else RecommenderKind.GRAPH

    def fit(
        self,
        histories: Histories,
        content: ItemContent,
        seed: int = 0,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> GraphModel:
        """Learn embeddings of the items."""
        check_training(histories, content)
        from app.recommend.graph_training import Watch, learn_graph

        likes, stop = histories.liked(), cancellation or Cancellation()
        known = np.asarray(likes.sum(0)).ravel() > 0
        alike = None
        nearness = sparse.csr_matrix(2 * known.shape, dtype=np.float32)
        if self.multimodal:
            alike = only_beside(content_neighbours(content, self.neighbours), known)
            weights = np.where(known, self.near, self.near_unknown).astype(np.float32)
            nearness = (alike.T @ sparse.diags(weights)).tocsr()
        learnt = [
            learn_graph(
                self,
                likes,
                alike,
                seed=seed * self.members + member,
                watch=Watch(piece_of(report, member, self.members), stop),
            )
            for member in range(self.members)
        ]
        sources, targets, offsets = (np.stack(parts) for parts in zip(*learnt, strict=True))
        return GraphModel(sources, targets, offsets, nearness, 1 / self.temperature, self.kind)

    def restore(self, arrays: Arrays) -> GraphModel:
        """Return the model that was saved."""
        sharpness = float(arrays["sharpness"][0])
        learnt = arrays["sources"], arrays["targets"], arrays["offsets"]
        count = learnt[2].shape[1]
        near = tuple(arrays[f"near_{name}"] for name in ("weights", "items", "bounds"))
        nearness = sparse.csr_matrix(near, shape=(count, count))
        return GraphModel(*learnt, nearness, sharpness, self.kind)
