"""What trains a network over histories, for :func:`app.training.trainer.fit`."""

from __future__ import annotations

from abc import ABC, abstractmethod

import torch
from torch import Tensor, nn

from app.recommend.history_batches import Windows
from app.recommend.item_vectors import ItemVectors
from app.training.task import Validation

_AT_ONCE = 256


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
    """Trains on windows through all epochs; nothing is held out.

    Which epoch ranks a few held-out items best is more chance than merit, and the rate
    falls to nothing at the end: the last epoch's weights are taken.

    Parameters
    ----------
    network
        What is trained.
    windows
        Training rows.
    """

    def __init__(self, network: HistoryNetwork, windows: Windows) -> None:
        self.network, self.windows = network, windows
        self._epochs = 0

    @property
    def rows(self) -> int:
        """Number of windows."""
        return len(self.windows)

    def loss(self, rows: Tensor) -> Tensor:
        """Return the network's loss of some windows."""
        return self.network.loss(self.windows.draw(rows))

    def validate(self) -> Validation:
        """Let each epoch be better than the one before; nothing is measured."""
        self._epochs += 1
        return Validation(0.0, float(self._epochs))
