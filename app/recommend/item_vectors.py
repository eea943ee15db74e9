"""What networks over histories know of items: features, and what is learnt of each.

A vector is the projection of an item's features plus an embedding of its own. Items that
nobody met in training are known by their features alone; so that features learn to stand
alone, embeddings are left out now and then in training (DropoutNet, Volkovs et al. 2017).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

_SPREAD = 0.05
_ALONE = 0.2
"""Chance that an item is known by its features alone in a training step."""
_NOBODY = -1e4
MOST_CANDIDATES = 2048
"""A training step compares with a drawn part of more items than this."""


class ItemVectors(nn.Module):
    """Vectors and biases of n items.

    Parameters
    ----------
    features
        Shape (n, d), of about unit length; d may be 0.
    counts
        How many liked each item, shape (n,); 0 for what is cold.
    width
        Length of a vector.
    """

    features: Tensor
    counts: Tensor

    def __init__(self, features: Tensor, counts: Tensor, width: int) -> None:
        super().__init__()
        # Whoever keeps the network keeps these once for all members.
        self.register_buffer("features", features.float(), persistent=False)
        self.register_buffer("counts", counts.float(), persistent=False)
        self.project = nn.Parameter(_SPREAD * torch.randn(features.shape[1], width))
        self.own = nn.Parameter(_SPREAD * torch.randn(len(features), width))
        share = (counts.float() + 0.5) / (counts.float() + 0.5).mean()
        self.bias = nn.Parameter(share.log())
        self._settled: Tensor | None = None

    def settle(self) -> None:
        """Work the vectors out once, as nothing is learnt any more."""
        with torch.no_grad():
            self._settled = self.eval().table()

    def table(self) -> Tensor:
        """Return all vectors, shape (n, width)."""
        if self._settled is not None:
            return self._settled
        known = (self.counts > 0).float()
        if self.training and self.features.shape[1]:
            known = known * (torch.rand_like(known) >= _ALONE)
        table: Tensor = self.features @ self.project + known[:, None] * self.own
        return table

    def biases(self) -> Tensor:
        """Return what speaks for each item whoever asks, shape (n,).

        Cold items are taken to be as likely as the others in the mean: that nobody met them
        says nothing of them.
        """
        known = self.counts > 0
        count = known.sum().clamp(min=1).log()
        likely = self.bias[known].logsumexp(dim=0) - count if bool(known.any()) else count
        return torch.where(known, self.bias, likely)

    def softmax_loss(self, table: Tensor, queries: Tensor, targets: Tensor) -> Tensor:
        """Return the mean cross-entropy of the wanted among all items that are not cold.

        Parameters
        ----------
        table
            What :meth:`table` gave for this step.
        queries
            Shape (m, width).
        targets
            Item numbers from 0, int64, shape (m,).
        """
        blocked = self.biases().masked_fill(self.counts == 0, _NOBODY)
        if len(table) <= MOST_CANDIDATES:
            return functional.cross_entropy(queries @ table.T + blocked, targets)
        return self._drawn_loss(table, blocked, queries, targets)

    def _drawn_loss(
        self, table: Tensor, biases: Tensor, queries: Tensor, targets: Tensor
    ) -> Tensor:
        """Compare with the batch's targets and a drawn part of the rest, weighted up to all."""
        wanted, places = torch.unique(targets, return_inverse=True)
        rest = torch.ones(len(table), dtype=torch.bool)
        rest[wanted] = False
        others = (rest & (self.counts > 0)).nonzero()[:, 0]
        drawn = others[torch.randperm(len(others))[:MOST_CANDIDATES]]
        weight = torch.tensor(len(others) / max(len(drawn), 1)).log()
        chosen = torch.cat([wanted, drawn])
        shift = torch.cat([torch.zeros(len(wanted)), weight.expand(len(drawn))])
        logits = queries @ table[chosen].T + biases[chosen] + shift
        return functional.cross_entropy(logits, places)


def lookup(table: Tensor, numbers: Tensor) -> Tensor:
    """Return the vectors of item numbers from 1, zeros for 0; shape (..., width)."""
    return torch.cat([table.new_zeros(1, table.shape[1]), table])[numbers]
