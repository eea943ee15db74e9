"""Networks that foresee whether an item interests a user; one number, the logit, an example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import torch
from torch import Tensor, nn

from app.core.lab import FusionKind, NetworkSettings
from app.fusion.joint import make_joint

WIDTH = 32
"""Length of a user's vector, of an embedding, and of an LSTM's state."""

FRAMES = 8
"""Frames that the sound's vector is cut into for an LSTM."""


class InterestModel(str, Enum):
    """What foresees interest."""

    POPULARITY = "popularity"
    COLLABORATIVE = "collaborative"
    IMAGE = "image only"
    AUDIO = "audio only"
    REFERENCE = "reference"
    CONCATENATION = "concatenation"
    PARALLEL_DENSE = "parallel-dense"
    ADVERSARIAL = "adversarial"
    LSTM = "lstm"
    TRANSFORMER = "transformer"


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


class InterestNetwork(nn.Module):
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

    def forward(self, users: Tensor, items: Tensor, hidden: Tensor) -> Tensor:
        """Return logits of shape (b,).

        Parameters
        ----------
        users, items
            Numbers, int64, shape (b,).
        hidden
            The item that is to be left out of each user's history, -1 for none; int64, (b,).
        """
        raise NotImplementedError

    def __call__(self, users: Tensor, items: Tensor, hidden: Tensor) -> Tensor:
        """Return logits of shape (b,); see :meth:`forward`."""
        logits: Tensor = super().__call__(users, items, hidden)
        return logits

    def read_history(self, users: Tensor, hidden: Tensor) -> Tensor:
        """Return item numbers from 1, 0 where there is none; int64, shape (b, h)."""
        items = self.history[users]
        found: Tensor = torch.where(items == hidden[:, None], -1, items) + 1
        return found


class UserVector(nn.Module):
    """A vector for each user: one that is learnt, and the mean of those of the history.

    The second part is what items say about their users (Koren 2008), so that a user with
    few interactions is not unknown.

    Parameters
    ----------
    users, items
        How many there are.
    """

    def __init__(self, users: int, items: int) -> None:
        super().__init__()
        self.users = nn.Embedding(users, WIDTH)
        self.items = nn.Embedding(items + 1, WIDTH, padding_idx=0)
        nn.init.normal_(self.users.weight, std=0.05)
        nn.init.normal_(self.items.weight[1:], std=0.05)

    def forward(self, users: Tensor, history: Tensor) -> Tensor:
        """Return vectors of shape (b, 2 * WIDTH)."""
        count = (history > 0).sum(dim=1, keepdim=True).clamp(min=1)
        mean = self.items(history).sum(dim=1) / count
        return torch.cat([self.users(users), mean], dim=1)


class Collaborative(InterestNetwork):
    """Users and items by their numbers alone: products and dense layers (He et al. 2017)."""

    def __init__(self, around: Surroundings, settings: NetworkSettings) -> None:
        super().__init__(around)
        count = len(around.image)
        self.user = UserVector(len(around.history), count)
        self.item = nn.Embedding(count, 2 * WIDTH)
        self.bias = nn.Embedding(count, 1)
        nn.init.normal_(self.item.weight, std=0.05)
        nn.init.zeros_(self.bias.weight)
        self.deep = nn.Sequential(
            nn.Linear(4 * WIDTH, settings.hidden),
            nn.ReLU(),
            nn.Dropout(settings.dropout),
            nn.Linear(settings.hidden, 1),
        )

    def forward(self, users: Tensor, items: Tensor, hidden: Tensor) -> Tensor:
        """Return logits of shape (b,)."""
        user, item = self.user(users, self.read_history(users, hidden)), self.item(items)
        deep = self.deep(torch.cat([user, item], dim=1))
        logits: Tensor = (user * item).sum(dim=1) + (deep + self.bias(items))[:, 0]
        return logits


class Fused(InterestNetwork):
    """A fusion of picture, user and sound; the user stands where the words would.

    Parameters
    ----------
    around
        Histories and features.
    kind
        How they are fused.
    settings
        Shape of the fusion.
    asked
        Gates of picture, user and sound: 1 to look at it, 0 not to.
    """

    gates: Tensor

    def __init__(
        self,
        around: Surroundings,
        kind: FusionKind,
        settings: NetworkSettings,
        asked: tuple[float, float, float] = (1.0, 1.0, 1.0),
    ) -> None:
        super().__init__(around)
        self.user = UserVector(len(around.history), len(around.image))
        sizes = (around.image.shape[1], 2 * WIDTH, around.audio.shape[1])
        self.fusion = make_joint(kind, sizes, settings)
        self.head = nn.Sequential(
            nn.BatchNorm1d(settings.dimension) if settings.batch_norm else nn.Identity(),
            nn.ReLU(),
            nn.Dropout(settings.dropout),
            nn.Linear(settings.dimension, 1),
        )
        self.register_buffer("gates", torch.tensor([asked]), persistent=False)

    def forward(self, users: Tensor, items: Tensor, hidden: Tensor) -> Tensor:
        """Return logits of shape (b,)."""
        return self.judge(self.fuse(self.read(users, items, hidden), self.gates))

    def read(self, users: Tensor, items: Tensor, hidden: Tensor) -> list[Tensor]:
        """Return picture, user and sound, each of shape (b, size)."""
        user = self.user(users, self.read_history(users, hidden))
        return [self.image[items], user, self.audio[items]]

    def fuse(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return fused vectors, shape (b, dimension); the gates, (1, 3), are those of all."""
        gated = [one * gates[:, place, None] for place, one in enumerate(inputs)]
        return self.fusion(gated, gates.expand(len(inputs[0]), -1))

    def judge(self, vectors: Tensor) -> Tensor:
        """Return the logits of fused vectors, shape (b,)."""
        logits: Tensor = self.head(vectors)[:, 0]
        return logits


class Reference(InterestNetwork):
    """CNN over the picture, embedding and LSTM over words, LSTM over the sound, concatenated.

    The data has no words: the user's number and the items of the history, in the order of
    their numbers, stand for them. The picture is a vector of features, so its convolutions
    are one-dimensional; the sound's vector is cut into frames.
    """

    def __init__(self, around: Surroundings, settings: NetworkSettings) -> None:
        super().__init__(around)
        self.user_count = len(around.history)
        self.picture = nn.Sequential(
            nn.Conv1d(1, 8, 5, stride=4, padding=2),
            nn.ReLU(),
            nn.Conv1d(8, 16, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.AdaptiveAvgPool1d(8),
            nn.Flatten(),
            nn.Linear(128, settings.hidden),
            nn.ReLU(),
        )
        words = 1 + len(around.image) + self.user_count
        self.embedding = nn.Embedding(words, WIDTH, padding_idx=0)
        self.words = nn.LSTM(WIDTH, WIDTH, batch_first=True)
        self.frame = -(-around.audio.shape[1] // FRAMES)
        self.sound = nn.LSTM(self.frame, WIDTH, batch_first=True)
        width = settings.hidden + 2 * WIDTH
        self.head = nn.Sequential(
            # Branches that whisper at first never learn that their agreement matters.
            nn.BatchNorm1d(width) if settings.batch_norm else nn.Identity(),
            nn.Linear(width, settings.hidden),
            nn.ReLU(),
            nn.Dropout(settings.dropout),
            nn.Linear(settings.hidden, 1),
        )

    def forward(self, users: Tensor, items: Tensor, hidden: Tensor) -> Tensor:
        """Return logits of shape (b,)."""
        history = self.read_history(users, hidden)
        # The user comes last: what an LSTM read last it knows best.
        words = torch.cat([history, (1 + len(self.image) + users)[:, None]], dim=1)
        sound = self.audio[items]
        padded = nn.functional.pad(sound, (0, -sound.shape[1] % self.frame))
        branches = [
            self.picture(self.image[items][:, None]),
            self.words(self.embedding(words))[0][:, -1],
            self.sound(padded.reshape(len(padded), -1, self.frame))[0][:, -1],
        ]
        logits: Tensor = self.head(torch.cat(branches, dim=1))[:, 0]
        return logits


def make_network(
    model: InterestModel, around: Surroundings, settings: NetworkSettings
) -> InterestNetwork:
    """Return a network with fresh weights, drawn from torch's default generator.

    Raises
    ------
    ValueError
        When the model is none that is trained.
    """
    if model is InterestModel.COLLABORATIVE:
        return Collaborative(around, settings)
    if model is InterestModel.REFERENCE:
        return Reference(around, settings)
    if model is InterestModel.IMAGE:
        return Fused(around, FusionKind.CONCATENATION, settings, (1.0, 1.0, 0.0))
    if model is InterestModel.AUDIO:
        return Fused(around, FusionKind.CONCATENATION, settings, (0.0, 1.0, 1.0))
    return Fused(around, FusionKind(model.value), settings)
