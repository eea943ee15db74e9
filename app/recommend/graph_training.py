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
_Edges = tuple[sparse.csr_matrix, sparse.csr_matrix]
"""There, and back."""

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
        self.users, self.items = edges.row.astype(np.int64), edges.col.astype(np.int64)
        self._shape = likes.shape

    def without(self, edges: NDArray[np.int64]) -> _Edges:
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
        Rows of neighbours by content that someone liked; they sum to 1, or to 0 without any;
        shape (n, n), float32. ``None`` for a model without content.
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
        hops = None if alike is None else (alike, alike.T.tocsr())
        for step in range(settings.steps if len(odds) else 0):
            watch.at(Progress(Stage.TRAIN, step, settings.steps, settings.kind.value))
            drawn = draws.choice(len(odds), settings.batch, p=odds)
            optimiser.zero_grad()
            loss = _loss(settings, graph, hops, (embeddings, offsets), drawn)
            torch.autograd.backward(loss)
            optimiser.step()
        with torch.no_grad():
            edges = graph.without(np.empty(0, dtype=np.int64))
            bring, stand = _spread(settings, edges, hops, embeddings)
    return _finished(likes, alike, bring.numpy(), stand.numpy(), offsets.detach().numpy())


def _loss(
    settings: Graph,
    graph: _Likes,
    alike: _Edges | None,
    learnt: tuple[torch.Tensor, torch.Tensor],
    drawn: NDArray[np.int64],
) -> torch.Tensor:
    """Return the cross-entropy over all items of likes that are not in the graph."""
    embeddings, offsets = learnt
    edges = graph.without(drawn)
    bring, stand = _spread(settings, edges, alike, embeddings)
    # Many of the drawn likes are of the same users; each user is scored once.
    mine, rows, times = np.unique(graph.users[drawn], return_inverse=True, return_counts=True)
    users = functional.normalize(_walk(bring, *edges), dim=1)[torch.from_numpy(mine)]
    logits = users @ functional.normalize(stand, dim=1).T / settings.temperature + offsets
    often = torch.from_numpy(times.astype(np.float32))
    wanted = logits[torch.from_numpy(rows), torch.from_numpy(graph.items[drawn])]
    missed = (often @ torch.logsumexp(logits, 1) - wanted.sum()) / len(drawn)
    return missed + settings.decay * embeddings.square().sum()


def _spread(
    settings: Graph, edges: _Edges, alike: _Edges | None, embeddings: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return what items bring and where they stand, after no hop and after two."""
    forth, back = edges
    alone = embeddings + _walk(_walk(embeddings, forth, back), back, forth)
    if alike is None:
        return alone, alone
    around = _walk(embeddings, *alike)
    return alone + settings.content_brought * around, alone + settings.content * around


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
    filled = (np.asarray(likes.sum(0)).ravel() == 0) & (np.diff(alike.indptr) > 0)
    sources = np.where(filled[:, None], alike @ sources, sources)
    targets = np.where(filled[:, None], unit_rows(alike @ targets), targets)
    # Offsets are logarithms: the popularity to expect is the neighbours' mean, not the mean of
    # the logarithms, which is that of the least popular.
    around = np.log(alike @ np.exp(offsets), out=np.zeros_like(offsets), where=filled)
    return sources, targets, np.where(filled, around, offsets).astype(np.float32)
