"""What all fusion networks have in common: prepared modalities and gates in, a vector out.

A gate says how much a modality counts in a row: its weight, divided by the largest weight
of those that are there. So a gate of 1 is full, 0 is absent, and only the ratio of weights
matters. Each network uses gates so that 0 gives, bit for bit, what absence gives.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.core.lab import FusionKind, NetworkSettings
from app.core.modality import MODALITIES
from app.core.query import Weights
from app.fusion.features import FeatureTable


def gates_of(table: FeatureTable, weights: Weights) -> NDArray[np.float32]:
    """Return how much each modality counts in each row, 0 to 1; shape (n, 3), float32."""
    counted = [table.present[m] * np.float32(weights[m]) for m in MODALITIES]
    gates = np.stack(counted, axis=1).astype(np.float32)
    most = gates.max(axis=1, keepdims=True, initial=0)
    shares: NDArray[np.float32] = np.zeros_like(gates)
    np.divide(gates, most, out=shares, where=most > 0)
    return shares


class JointNetwork(nn.Module):
    """From prepared modalities to one vector.

    Parameters
    ----------
    sizes
        Columns of each prepared modality, in the order of ``MODALITIES``.
    settings
        Shape of the network.

    Attributes
    ----------
    out
        The last layer, from ``hidden`` to ``dimension``.
    """

    out: nn.Linear

    def __init__(self, sizes: Sequence[int], settings: NetworkSettings) -> None:
        super().__init__()
        self.sizes, self.settings = tuple(sizes), settings

    def forward(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return vectors of shape (b, dimension), of any length.

        Parameters
        ----------
        inputs
            One for each modality, shape (b, size); zeros where it is absent.
        gates
            Shape (b, 3), 0 to 1.
        """
        raise TypeError(f"{type(self).__name__} says nothing of how it joins")

    def __call__(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return vectors of shape (b, dimension); see :meth:`forward`."""
        vectors: Tensor = super().__call__(inputs, gates)
        return vectors


def dense(size: int, settings: NetworkSettings) -> nn.Sequential:
    """Return a hidden layer: linear, batch norm if asked for, rectifier, dropout."""
    norm = nn.BatchNorm1d(settings.hidden) if settings.batch_norm else nn.Identity()
    return nn.Sequential(
        nn.Linear(size, settings.hidden), norm, nn.ReLU(), nn.Dropout(settings.dropout)
    )


def dense_stack(size: int, settings: NetworkSettings) -> nn.Sequential:
    """Return ``settings.layers`` hidden layers."""
    sizes = [size, *[settings.hidden] * (settings.layers - 1)]
    return nn.Sequential(*(dense(one, settings) for one in sizes))


class ModalityTokens(nn.Module):
    """Takes each modality to a token of one width that says which modality it is.

    Parameters
    ----------
    sizes
        Columns of each prepared modality.
    settings
        Width and dropout.
    """

    def __init__(self, sizes: Sequence[int], settings: NetworkSettings) -> None:
        super().__init__()
        self.maps = nn.ModuleList([nn.Linear(size, settings.hidden) for size in sizes])
        self.dropout = nn.Dropout(settings.dropout)

    def forward(self, inputs: Sequence[Tensor]) -> Tensor:
        """Return tokens of shape (b, 3, hidden)."""
        tokens = [change(one) for change, one in zip(self.maps, inputs, strict=True)]
        found: Tensor = self.dropout(torch.stack(tokens, dim=1))
        return found


class SkipPath(nn.Module):
    """A linear map for each modality, added: what a fusion can say without depth."""

    def __init__(self, sizes: Sequence[int], dimension: int) -> None:
        super().__init__()
        self._dimension = dimension
        self.maps = nn.ModuleList([nn.Linear(size, dimension, bias=False) for size in sizes])

    def start_from(self, change: NDArray[np.float32]) -> None:
        """Let every modality's map be ``change``, shape (size, dimension)."""
        with torch.no_grad():
            for weight in self.maps.parameters():
                weight.copy_(torch.from_numpy(change.T.copy()))

    def forward(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return vectors of shape (b, dimension)."""
        added = torch.zeros(len(gates), self._dimension, device=gates.device)
        for place, (change, one) in enumerate(zip(self.maps, inputs, strict=True)):
            added = added + gates[:, place, None] * change(one)
        return added


class NamingNetwork(nn.Module):
    """From a row's modalities and gates to a unit vector, with a head that names categories.

    Parameters
    ----------
    dimension
        Length of a vector.
    categories
        How many the head tells apart; 0 for no head.
    """

    def __init__(self, dimension: int, categories: int) -> None:
        super().__init__()
        self.head = nn.Linear(dimension, categories) if categories else None

    def __call__(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return unit vectors of shape (b, dimension); zeros where all gates are 0."""
        vectors: Tensor = super().__call__(inputs, gates)
        return vectors


class FusionNetwork(NamingNetwork):
    """A joint network with a skip path around it, and a head that names categories.

    Parameters
    ----------
    joint
        Any of the joint networks.
    spaces
        Of how many spaces the vector consists; each part is of unit length.
    categories
        How many the head tells apart; 0 for no head.
    """

    def __init__(self, joint: JointNetwork, spaces: int = 1, categories: int = 0) -> None:
        dimension = joint.settings.dimension
        super().__init__(dimension, categories)
        self._spaces = spaces
        self.joint, self.skip = joint, SkipPath(joint.sizes, dimension)
        self.dropout = nn.Dropout(joint.settings.dropout)

    def start_from(self, change: NDArray[np.float32]) -> None:
        """Start at a linear map that is good already; the joint network begins at nothing."""
        self.skip.start_from(change)
        nn.init.zeros_(self.joint.out.weight)
        nn.init.zeros_(self.joint.out.bias)

    def forward(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return unit vectors of shape (b, dimension); zeros where all gates are 0."""
        if not len(gates):
            return gates.new_zeros(0, self.joint.settings.dimension)
        gated = [
            self.dropout(one * (gates[:, place, None] > 0)) for place, one in enumerate(inputs)
        ]
        vectors = self.skip(gated, gates) + self.joint(gated, gates)
        parts = [
            nn.functional.normalize(part, dim=1, eps=1e-6)
            for part in vectors.tensor_split(self._spaces, dim=1)
        ]
        unit = nn.functional.normalize(torch.cat(parts, dim=1), dim=1, eps=1e-6)
        return unit * (gates > 0).any(dim=1, keepdim=True)


def make_joint(kind: FusionKind, sizes: Sequence[int], settings: NetworkSettings) -> JointNetwork:
    """Return a network of a kind with fresh weights, drawn from torch's default generator.

    Raises
    ------
    ValueError
        When fusions of this kind are not made of one joint network.
    """
    from app.fusion.adversarial import AdversarialNetwork
    from app.fusion.attention import AttentionNetwork
    from app.fusion.concatenation import ConcatenationNetwork
    from app.fusion.parallel_dense import ParallelDenseNetwork
    from app.fusion.sequence import SequenceNetwork

    if kind is FusionKind.ADVERSARIAL:
        return AdversarialNetwork(sizes, settings)
    if kind is FusionKind.CONCATENATION:
        return ConcatenationNetwork(sizes, settings)
    if kind is FusionKind.PARALLEL_DENSE:
        return ParallelDenseNetwork(sizes, settings)
    if kind is FusionKind.LSTM:
        return SequenceNetwork(sizes, settings)
    if kind is FusionKind.TRANSFORMER:
        return AttentionNetwork(sizes, settings)
    raise ValueError(f"{kind.value} fusion is not one joint network")
