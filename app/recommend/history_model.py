"""A fitted network over histories: how it is kept, built again and asked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from app.core.errors import InputError
from app.core.recommender import RecommenderKind
from app.recommend.histories import Histories, Ids
from app.recommend.history_batches import by_key, liked_in_order, padded
from app.recommend.history_task import HistoryNetwork, scores_at_rest
from app.recommend.preferences import by_likeness, check_items, disliked, unit_rows
from app.recommend.recommender import Arrays, Scores, below, joined
from app.training.chance import own_chance

Weights = Arrays
"""Every tensor of a network by name."""
_DISLIKED = 2.0
"""What the likeness to a disliked item takes off a score, in logits."""


@dataclass(frozen=True)
class HistoryShape:
    """What must be known to build a network again; whole numbers all.

    Attributes
    ----------
    width
        Length of items' vectors and of hidden layers.
    layers
        Recurrent layers or Transformer blocks.
    heads
        Attention heads; they divide ``width``.
    longest
        Most items that are read of a history: the last ones, or drawn ones.
    is_ordered
        Whether histories are in the order of time, and the order means something.
    """

    width: int = 64
    layers: int = 1
    heads: int = 2
    longest: int = 50
    is_ordered: bool = False


class MakeNetwork(Protocol):
    """Builds a network with fresh weights, drawn from torch's default generator."""

    def __call__(
        self, features: Tensor, counts: Tensor, shape: HistoryShape, dropout: float
    ) -> HistoryNetwork:
        """Return a network over items with these features and numbers of likes."""


@dataclass(frozen=True)
class HistoryModel:
    """Fitted networks over histories, of one kind.

    Attributes
    ----------
    kind
        Which recommender.
    make
        Builds its networks.
    shape
        Of each network.
    keys
        A drawn order of the items in which histories are read where order means nothing,
        shape (n,), int64.
    features, counts
        Of the items, shapes (n, d) and (n,), float32; see
        :class:`~app.recommend.item_vectors.ItemVectors`.
    members
        Every tensor of each network by name; at least one network.
    """

    kind: RecommenderKind
    make: MakeNetwork
    shape: HistoryShape
    keys: Ids
    features: NDArray[np.float32]
    counts: NDArray[np.float32]
    members: tuple[Weights, ...]

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return len(self.keys)

    @cached_property
    def networks(self) -> tuple[HistoryNetwork, ...]:
        """The networks with their weights, in evaluation mode."""
        features, counts = torch.from_numpy(self.features), torch.from_numpy(self.counts)
        return tuple(self._network(features, counts, weights) for weights in self.members)

    def _network(self, features: Tensor, counts: Tensor, weights: Weights) -> HistoryNetwork:
        with own_chance(0):
            network = self.make(features, counts, self.shape, 0.0)
        # A copy: numbers that were read from a file may not be written to.
        tensors = {name: torch.from_numpy(np.array(one)) for name, one in weights.items()}
        network.load_state_dict(tensors)
        network.eval().requires_grad_(False)
        network.items.settle()
        return network

    @cached_property
    def _directions(self) -> NDArray[np.float32]:
        """Each item's vectors of all networks beside each other, of unit length together."""
        tables = [unit_rows(network.items.table().numpy()) for network in self.networks]
        return unit_rows(np.concatenate(tables, axis=1))

    def score(self, histories: Histories) -> Scores:
        """Return the networks' mean logits, less for what resembles disliked items; (u, n).

        An empty history gets what most people like.
        """
        check_items(histories, self.item_count)
        liked = liked_in_order(histories)
        read = padded(
            liked if self.shape.is_ordered else by_key(liked, self.keys), self.shape.longest
        )
        scores: Scores = np.zeros((len(histories), self.item_count), dtype=np.float32)
        for network in self.networks:
            scores += scores_at_rest(network, read).numpy() / len(self.networks)
        against = disliked(histories)
        if against.nnz:
            scores -= np.float32(_DISLIKED) * by_likeness(against, self._directions)
            scores -= np.float32(_DISLIKED) * against.toarray()
        return scores

    def arrays(self) -> Arrays:
        """Return all numbers of the model."""
        numbers = [int(value) for value in asdict(self.shape).values()]
        shape = np.array(numbers, dtype=np.int64)
        return {
            "keys": self.keys,
            "shape": shape,
            "features": self.features,
            "counts": self.counts,
            **joined({str(place): one for place, one in enumerate(self.members)}),
        }


def restore_history_model(kind: RecommenderKind, make: MakeNetwork, arrays: Arrays) -> HistoryModel:
    """Return the model of which :meth:`HistoryModel.arrays` gave the numbers.

    Raises
    ------
    InputError
        When they are not those of such a model.
    """
    count = len({name.partition(".")[0] for name in arrays if name[0].isdigit()})
    members = tuple(below(arrays, str(place)) for place in range(count))
    try:
        width, layers, heads, longest, is_ordered = (int(one) for one in arrays["shape"])
        shape = HistoryShape(width, layers, heads, longest, bool(is_ordered))
        known = arrays["keys"].astype(np.int64), arrays["features"], arrays["counts"]
        model = HistoryModel(kind, make, shape, *known, members)
        if not model.networks:
            raise ValueError("no network")
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise InputError(
            f"{kind.value} recommender", f"is of another shape ({error}); fit it again"
        ) from error
    return model
