"""A fitted network over histories: how it is kept, built again and asked."""

from __future__ import annotations

from collections.abc import Mapping
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
from app.recommend.recommender import Arrays, Scores
from app.training.chance import own_chance

_WEIGHT = "network."
_KEYS = "keys"
_SHAPE = "shape"
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
    """A fitted network over histories.

    Attributes
    ----------
    kind
        Which recommender.
    make
        Builds its network.
    shape
        Of the network.
    keys
        A drawn order of the items in which histories are read where order means nothing,
        shape (n,), int64.
    weights
        Every tensor of the network by name.
    """

    kind: RecommenderKind
    make: MakeNetwork
    shape: HistoryShape
    keys: Ids
    weights: Mapping[str, NDArray[np.generic]]

    @property
    def item_count(self) -> int:
        """How many items it knows."""
        return len(self.keys)

    @cached_property
    def network(self) -> HistoryNetwork:
        """The network with its weights, in evaluation mode."""
        tensors = {name: torch.from_numpy(np.array(one)) for name, one in self.weights.items()}
        features, counts = tensors["items.features"], tensors["items.counts"]
        with own_chance(0):
            network = self.make(features, counts, self.shape, 0.0)
        network.load_state_dict(tensors)
        return network.eval().requires_grad_(False)

    @cached_property
    def _directions(self) -> NDArray[np.float32]:
        return unit_rows(self.network.items.table().numpy())

    def score(self, histories: Histories) -> Scores:
        """Return logits of all items, less for what resembles disliked items; (u, n).

        An empty history gets what most people like.
        """
        check_items(histories, self.item_count)
        liked = liked_in_order(histories)
        read = liked if self.shape.is_ordered else by_key(liked, self.keys)
        scores: Scores = scores_at_rest(self.network, padded(read, self.shape.longest)).numpy()
        against = disliked(histories)
        if against.nnz:
            scores -= np.float32(_DISLIKED) * by_likeness(against, self._directions)
            scores -= np.float32(_DISLIKED) * against.toarray()
        return scores

    def arrays(self) -> Arrays:
        """Return all numbers of the model."""
        numbers = [int(value) for value in asdict(self.shape).values()]
        named = {f"{_WEIGHT}{name}": one for name, one in self.weights.items()}
        return {_KEYS: self.keys, _SHAPE: np.array(numbers, dtype=np.int64), **named}


def restore_history_model(kind: RecommenderKind, make: MakeNetwork, arrays: Arrays) -> HistoryModel:
    """Return the model of which :meth:`HistoryModel.arrays` gave the numbers.

    Raises
    ------
    InputError
        When they are not those of such a model.
    """
    weights = {
        name[len(_WEIGHT) :]: one for name, one in arrays.items() if name.startswith(_WEIGHT)
    }
    try:
        width, layers, heads, longest, is_ordered = (int(one) for one in arrays[_SHAPE])
        shape = HistoryShape(width, layers, heads, longest, bool(is_ordered))
        model = HistoryModel(kind, make, shape, arrays[_KEYS].astype(np.int64), weights)
        model.network.items.table()
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise InputError(
            f"{kind.value} recommender", f"is of another shape ({error}); fit it again"
        ) from error
    return model
