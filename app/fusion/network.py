"""The towers while they learn, in PyTorch: a correction to the closed-form maps."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from app.core.modality import MODALITIES, PerModality
from app.fusion.model import Member
from app.fusion.tower import Array, TowerWeights


class Tower(nn.Module):
    """``x @ (start + correction) + bias + relu(x @ hidden + hidden_bias) @ output``.

    Parameters
    ----------
    start
        The closed-form map, shape (r, k); it stays, and weight decay pulls toward it.
    hidden
        Units of the residual network.
    dropout
        Probability with which an input feature is left out while learning.
    """

    start: Tensor

    def __init__(self, start: Array, hidden: int, dropout: float) -> None:
        super().__init__()
        size, dimension = start.shape
        self.register_buffer("start", torch.tensor(start))
        self.correction = nn.Parameter(torch.zeros(size, dimension))
        self.bias = nn.Parameter(torch.zeros(dimension))
        self.hidden = nn.Parameter(torch.randn(size, hidden))
        self.hidden_bias = nn.Parameter(torch.zeros(hidden))
        self.output = nn.Parameter(torch.zeros(hidden, dimension))
        self.dropout = nn.Dropout(dropout)

    def forward(self, features: Tensor) -> Tensor:
        """Return vectors in the fused space, (n, r) to (n, k)."""
        kept = self.dropout(features)
        bent = torch.relu(kept @ self.hidden + self.hidden_bias)
        total: Tensor = kept @ (self.start + self.correction) + self.bias + bent @ self.output
        return total

    def weights(self) -> TowerWeights:
        """Return the tower as it is now, in NumPy."""
        return TowerWeights(
            _array(self.start + self.correction),
            _array(self.bias),
            _array(self.hidden),
            _array(self.hidden_bias),
            _array(self.output),
        )


def _array(tensor: Tensor) -> Array:
    values: Array = tensor.detach().cpu().numpy().astype(np.float32).copy()
    return values


class TowerNetwork(nn.Module):
    """Three towers and the sharpness of their cosine.

    Parameters
    ----------
    maps
        The closed-form map of each modality.
    hidden, dropout
        See :class:`Tower`.
    sharpness
        What the cosine is multiplied by at the start; it is learnt.
    """

    def __init__(
        self,
        maps: PerModality[Array],
        hidden: int,
        dropout: PerModality[float],
        sharpness: float,
    ) -> None:
        super().__init__()
        self.towers = nn.ModuleList([Tower(maps[m], hidden, dropout[m]) for m in MODALITIES])
        self.log_sharpness = nn.Parameter(torch.tensor(float(np.log(sharpness))))

    def contributions(self, features: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        """Return each modality's vector, shape (3, n, k)."""
        return torch.stack([tower(x) for tower, x in zip(self.towers, features, strict=True)])

    def member(self) -> Member:
        """Return the towers as they are now, in NumPy."""
        weights = [tower.weights() for tower in self.towers if isinstance(tower, Tower)]
        return PerModality(*weights)


def fuse(contributions: Tensor, present: Tensor) -> Tensor:
    """Return unit vectors, shape (n, k).

    Parameters
    ----------
    contributions
        Shape (3, n, k).
    present
        Shape (n, 3), 1 where a modality is there.
    """
    return nn.functional.normalize(torch.einsum("mnk,nm->nk", contributions, present), dim=1)
