"""What trains a network over histories, for :func:`app.training.trainer.fit`."""

from __future__ import annotations

from abc import ABC, abstractmethod

import torch
from torch import Tensor, nn

from app.recommend.history_batches import HeldOut, Windows, padded
from app.recommend.item_vectors import ItemVectors
from app.training.task import Validation

_AT_ONCE = 256
_SEEN = -torch.inf


class HistoryNetwork(nn.Module, ABC):
    """Reads histories and scores all items.

    Attributes
    ----------
    items
        What is known of the items.
    """

    items: ItemVectors

    @abstractmethod
    def loss(self, windows: Tensor) -> Tensor:
        """Return the mean training loss of windows, a scalar.

        Parameters
        ----------
        windows
            Item numbers from 1, then zeros; shape (b, h), int64, h above 0.
        """

    @abstractmethod
    def scores(self, histories: Tensor) -> Tensor:
        """Return a score of each item for each history, shape (b, n).

        Parameters
        ----------
        histories
            Item numbers from 1, then zeros; shape (b, h), int64; h may be 0.
        """


def scores_at_rest(network: HistoryNetwork, histories: Tensor) -> Tensor:
    """Return scores as :meth:`HistoryNetwork.scores`, without gradients, piece by piece."""
    network.eval()
    found = [torch.zeros(0, len(network.items.counts))]
    with torch.no_grad():
        for some in torch.split(histories, _AT_ONCE):
            # Where there is no longer history in a piece, none needs that much padding.
            wide = int((some > 0).sum(dim=1).max()) if some.shape[1] else 0
            found.append(network.scores(some[:, :wide]))
    return torch.cat(found)


class HistoryTask:
    """Trains on windows; the ranks of held-out items decide when to stop.

    Parameters
    ----------
    network
        What is trained.
    windows
        Training rows.
    held_out
        What to rank.
    longest
        Most items that are read of a history.
    """

    adversary: nn.Module | None = None

    def __init__(
        self, network: HistoryNetwork, windows: Windows, held_out: HeldOut, longest: int
    ) -> None:
        self.network, self.windows = network, windows
        self._contexts = padded(held_out.contexts, longest)
        self._targets = torch.from_numpy(held_out.targets)

    @property
    def rows(self) -> int:
        """Number of windows."""
        return len(self.windows)

    def loss(self, rows: Tensor) -> Tensor:
        """Return the network's loss of some windows."""
        return self.network.loss(self.windows.draw(rows))

    def adversary_loss(self, rows: Tensor) -> Tensor:
        """Refuse: this task has no adversary, so the trainer never asks."""
        raise TypeError("this task has no adversary")

    def validate(self) -> Validation:
        """Rank all items that are not in the context; the score is the mean gain, 0 to 1.

        The gain of rank r is 1 / log2(1 + r), as in NDCG (Jarvelin and Kekalainen 2002), with
        no depth at which it ends, so that small steps are seen.
        """
        if not len(self._targets):
            return Validation(0.0, 0.0)
        scores = scores_at_rest(self.network, self._contexts)
        ones = torch.ones(self._contexts.shape, dtype=torch.bool)
        seen = torch.zeros(len(scores), scores.shape[1] + 1, dtype=torch.bool)
        scores = scores.masked_fill(seen.scatter(1, self._contexts, ones)[:, 1:], _SEEN)
        wanted = scores.gather(1, self._targets[:, None])
        ranks = (scores >= wanted).sum(dim=1).double()
        loss = nn.functional.cross_entropy(scores, self._targets)
        return Validation(float(loss), float((1 / (1 + ranks).log2()).mean()))
