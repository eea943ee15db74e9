"""How the embeddings of a graph model are learnt: likes are taken out and foreseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse
from torch.nn import functional

from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.recommend.preferences import degree_power, scaled, unit_rows
from app.training.chance import own_chance

if TYPE_CHECKING:
    from app.recommend.graph import Graph

Learnt = tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]
_START = 0.05
_UNSEEN = 0.1
"""Likes that an item without any counts as."""


@dataclass(frozen=True)
class Watch:
    """Who follows a training, and may end it."""

    report: ReportProgress
    cancellation: Cancellation

    def at(self, progress: Progress) -> None:
        """Say how far it is, unless it is to end."""
        self.cancellation.check()
        self.report(progress)


class _Walk(torch.autograd.Function):
    """One step along the edges; scipy's sparse product is faster here than torch's."""

    @staticmethod
    def forward(
        ctx: Any, x: torch.Tensor, edges: sparse.csr_matrix, back: sparse.csr_matrix
    ) -> torch.Tensor:
        ctx.back = back
        return torch.from_numpy(edges @ x.detach().numpy())

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        return torch.from_numpy(ctx.back @ gradients[0].contiguous().numpy()), None, None


_walk: Callable[[torch.Tensor, sparse.csr_matrix, sparse.csr_matrix], torch.Tensor] = _Walk.apply


class _Likes:
    """The graph of likes, whole or without some of its edges."""

    def __init__(self, likes: sparse.csr_matrix) -> None:
        edges = likes.tocoo()
        self.users, self.items, self._shape = edges.row, edges.col, likes.shape

    def without(self, edges: NDArray[np.int64]) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
        """Return normalised edges from users to items, and back."""
        kept = np.ones(len(self.users), dtype=bool)
        kept[edges] = False
        places = self.users[kept], self.items[kept]
        ones = np.ones(len(places[0]), dtype=np.float32)
        forth = scaled(sparse.csr_matrix((ones, places), shape=self._shape), -0.5, -0.5)
        forth = forth.astype(np.float32)
        return forth, forth.T.tocsr()


def learn_graph(
    settings: Graph,
    likes: sparse.csr_matrix,
    alike: sparse.csr_matrix | None,
    *,
    seed: int,
    watch: Watch,
) -> Learnt:
    """Learn what items bring to users, and where they stand.

    Parameters
    ----------
    settings
        Sizes and rates.
    likes
        Shape (u, n), float32, 0 or 1.
    alike
        Rows of neighbours by content that sum to 1, shape (n, n); ``None`` for none.
    seed
        Draws the first embeddings and the batches.
    watch
        Told of each step.

    Returns
    -------
    tuple
        Sources (n, d), targets (n, d) and offsets (n,), float32.
    """
    graph, draws = _Likes(likes), np.random.default_rng(seed)
    weights = degree_power(likes, 1, settings.users_power)
    odds = weights[graph.users] / weights[graph.users].sum(dtype=np.float64)
    odds = odds / odds.sum() if len(odds) else odds
    with own_chance(seed):
        start = torch.randn(likes.shape[1], settings.dimension) * _START
        embeddings = torch.nn.Parameter(start)
        counts = np.asarray(likes.T @ weights, dtype=np.float32)
        offsets = torch.nn.Parameter(torch.from_numpy(np.log(counts + np.float32(_UNSEEN))))
        optimiser = torch.optim.Adam([embeddings, offsets], lr=settings.learning_rate)
        for step in range(settings.steps if len(odds) else 0):
            watch.at(Progress(Stage.TRAIN, step, settings.steps, settings.kind.value))
            drawn = draws.choice(len(odds), settings.batch, p=odds)
            optimiser.zero_grad()
            loss = _loss(settings, graph, alike, (embeddings, offsets), drawn)
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        with torch.no_grad():
            edges = graph.without(np.empty(0, dtype=np.int64))
            bring, stand = _spread(settings, edges, alike, embeddings)
    return _finished(likes, alike, bring.numpy(), stand.numpy(), offsets.detach().numpy())


def _loss(
    settings: Graph,
    graph: _Likes,
    alike: sparse.csr_matrix | None,
    learnt: tuple[torch.Tensor, torch.Tensor],
    drawn: NDArray[np.int64],
) -> torch.Tensor:
    """Return the cross-entropy over all items of likes that are not in the graph."""
    embeddings, offsets = learnt
    edges = graph.without(drawn)
    bring, stand = _spread(settings, edges, alike, embeddings)
    users = functional.normalize(_walk(bring, *edges), dim=1)[graph.users[drawn].astype(np.int64)]
    logits = users @ functional.normalize(stand, dim=1).T / settings.temperature + offsets
    wanted = torch.from_numpy(graph.items[drawn].astype(np.int64))
    return functional.cross_entropy(logits, wanted) + settings.decay * embeddings.square().sum()


def _spread(
    settings: Graph,
    edges: tuple[sparse.csr_matrix, sparse.csr_matrix],
    alike: sparse.csr_matrix | None,
    embeddings: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return what items bring and where they stand, after no hop and after two."""
    forth, back = edges
    bring = embeddings + _walk(_walk(embeddings, forth, back), back, forth)
    if alike is None:
        return bring, bring
    return bring, bring + settings.content * _walk(embeddings, alike, alike.T.tocsr())


def _finished(
    likes: sparse.csr_matrix,
    alike: sparse.csr_matrix | None,
    bring: NDArray[np.float32],
    stand: NDArray[np.float32],
    offsets: NDArray[np.float32],
) -> Learnt:
    """Scale for scoring; items that nobody liked take after their neighbours by content."""
    sources, targets = bring * degree_power(likes, 0, -0.5)[:, None], unit_rows(stand)
    if alike is None:
        return sources, targets, offsets
    unknown = np.asarray(likes.sum(0)).ravel() == 0
    sources = np.where(unknown[:, None], alike @ sources, sources)
    known = sparse.diags((~unknown).astype(np.float32))
    beside = (alike @ known).tocsr()
    share = np.asarray(beside.sum(1), dtype=np.float32).ravel()
    filled = unknown & (share > 0)
    targets = np.where(filled[:, None], unit_rows(beside @ targets), targets)
    around = (beside @ offsets) / np.where(share > 0, share, 1)
    return sources, targets, np.where(filled, around, offsets).astype(np.float32)
