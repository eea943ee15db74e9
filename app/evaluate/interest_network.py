"""What a network of interest knows, and what is asked of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Surroundings:
    """What networks know besides the pair that they are asked about.

    Attributes
    ----------
    history
        Items of each user, shape (users, h), int64, padded with -1.
    image, audio
        Features of the items, shapes (items, d), float32, of mean 0 and variance 1.
    """

    history: Tensor
    image: Tensor
    audio: Tensor


class InterestNetwork(nn.Module, ABC):
    """From users and items to logits.

    Parameters
    ----------
    around
        Histories and features; not part of what is learnt.
    """

    history: Tensor
    image: Tensor
    audio: Tensor

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.register_buffer("history", around.history, persistent=False)
        self.register_buffer("image", around.image, persistent=False)
        self.register_buffer("audio", around.audio, persistent=False)

    @abstractmethod
    def forward(self, users: Tensor, items: Tensor, hidden: Tensor) -> Tensor:
        """Return logits of shape (b,).

        Parameters
        ----------
        users, items
            Numbers, int64, shape (b,).
        hidden
            The item that is to be left out of each user's history, -1 for none; int64, (b,).
        """

    def __call__(self, users: Tensor, items: Tensor, hidden: Tensor) -> Tensor:
        """Return logits of shape (b,); see :meth:`forward`."""
        logits: Tensor = super().__call__(users, items, hidden)
        return logits

    def read_history(self, users: Tensor, hidden: Tensor) -> Tensor:
        """Return item numbers from 1, 0 where there is none; int64, shape (b, h)."""
        items = self.history[users]
        found: Tensor = torch.where(items == hidden[:, None], -1, items) + 1
        return found
