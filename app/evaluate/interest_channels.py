"""One network of interest for any mix of what is known of an item: number, picture, sound.

Each is a channel of its own. A channel turns an item into a vector and a user into the mean
of what the items of the history say about their users (Koren 2008): the number by an
embedding, picture and sound by a linear map. Interest is the sum of the channels' products,
as in matrix factorisation, and what dense layers make of all of them together (He et al.
2017). Taking a channel away leaves the rest as it is, so that what a channel is worth can
be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import cast

import torch
from torch import Tensor, nn

from app.core.lab import NetworkSettings
from app.evaluate.interest_network import InterestNetwork, Surroundings

WIDTH = 32
"""Length of a channel's vectors."""


class Channel(str, Enum):
    """What is known of an item."""

    NUMBER = "number"
    """Who else liked it, and nothing about it: collaborative filtering."""
    IMAGE = "image"
    AUDIO = "audio"


class ChannelNetwork(InterestNetwork):
    """Products of users and items in each channel, and dense layers over all.

    Parameters
    ----------
    around
        Histories and features.
    channels
        Which there are; at least one.
    settings
        Width of the dense layer, and dropout.
    """

    def __init__(
        self, around: Surroundings, channels: Sequence[Channel], settings: NetworkSettings
    ) -> None:
        super().__init__(around)
        self.channels = tuple(channels)
        self.users = nn.ModuleDict({one.value: self._map(one) for one in channels})
        self.items = nn.ModuleDict({one.value: self._map(one) for one in channels})
        self.bias = nn.Embedding(len(around.image), 1) if Channel.NUMBER in channels else None
        if self.bias is not None:
            nn.init.zeros_(self.bias.weight)
        self.deep = nn.Sequential(
            nn.Dropout(settings.dropout),
            nn.Linear(3 * WIDTH * len(channels), settings.hidden),
            nn.ReLU(),
            nn.Dropout(settings.dropout),
            nn.Linear(settings.hidden, 1),
        )

    def _map(self, channel: Channel) -> nn.Module:
        if channel is Channel.NUMBER:
            numbers = nn.Embedding(len(self.image), WIDTH)
            nn.init.normal_(numbers.weight, std=0.05)
            return numbers
        return nn.Linear(self._features(channel).shape[1], WIDTH)

    def _features(self, channel: Channel) -> Tensor:
        return self.image if channel is Channel.IMAGE else self.audio

    def forward(self, users: Tensor, items: Tensor, hidden: Tensor) -> Tensor:
        """Return logits of shape (b,)."""
        history = self.read_history(users, hidden)
        sides = [self._sides(one, items, history) for one in self.channels]
        products = [user * item for user, item in sides]
        everything = torch.cat([*products, *(one for pair in sides for one in pair)], dim=1)
        logits: Tensor = torch.cat(products, dim=1).sum(dim=1) + self.deep(everything)[:, 0]
        return logits if self.bias is None else logits + self.bias(items)[:, 0]

    def _sides(self, channel: Channel, items: Tensor, history: Tensor) -> tuple[Tensor, Tensor]:
        """Return vectors of users and of items in one channel, each of shape (b, WIDTH)."""
        user, item = (self._table(one[channel.value], channel) for one in (self.users, self.items))
        told = nn.functional.embedding(history, nn.functional.pad(user, (0, 0, 1, 0)))
        count = (history > 0).sum(dim=1, keepdim=True).clamp(min=1)
        return told.sum(dim=1) / count, nn.functional.embedding(items, item)

    def _table(self, made: nn.Module, channel: Channel) -> Tensor:
        """Return the vectors of all items in one channel, shape (items, WIDTH)."""
        if channel is Channel.NUMBER:
            return cast(nn.Embedding, made).weight
        table: Tensor = made(self._features(channel))
        return table
