"""Networks that foresee whether an item interests a user; one number, the logit, an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

import torch
from torch import Tensor, nn

from app.core.lab import FusionKind, NetworkSettings
from app.evaluate.interest_channels import Channel, ChannelNetwork
from app.evaluate.interest_network import InterestNetwork, Surroundings
from app.fusion.joint import make_joint

WIDTH = 32
"""Length of a user's vector, of an embedding, and of an LSTM's state."""

FRAMES = 8
"""Frames that the sound's vector is cut into for an LSTM."""


class InterestModel(str, Enum):
    """What foresees interest."""

    POPULARITY = "popularity"
    COLLABORATIVE = "collaborative"
    """Who liked what, and nothing about the items."""
    IMAGE = "image only"
    AUDIO = "audio only"
    IMAGE_AND_AUDIO = "image and audio"
    """All that is seen and heard, and not who else liked it."""
    MULTIMODAL = "multimodal"
    """Collaborative, picture and sound."""
    REFERENCE = "reference"
    CONCATENATION = "concatenation"
    PARALLEL_DENSE = "parallel-dense"
    ADVERSARIAL = "adversarial"
    LSTM = "lstm"
    TRANSFORMER = "transformer"


CHANNELS: Mapping[InterestModel, tuple[Channel, ...]] = {
    InterestModel.COLLABORATIVE: (Channel.NUMBER,),
    InterestModel.IMAGE: (Channel.IMAGE,),
    InterestModel.AUDIO: (Channel.AUDIO,),
    InterestModel.IMAGE_AND_AUDIO: (Channel.IMAGE, Channel.AUDIO),
    InterestModel.MULTIMODAL: tuple(Channel),
}
"""Models that are one network with more or fewer channels."""


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
    """

    gates: Tensor

    def __init__(self, around: Surroundings, kind: FusionKind, settings: NetworkSettings) -> None:
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
        self.register_buffer("gates", torch.ones(1, 3), persistent=False)

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

    The data has no words: the user's number and the items of the history, in an order that
    chance draws, stand for them. The picture is a vector of features, so its convolutions
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
    if model in CHANNELS:
        return ChannelNetwork(around, CHANNELS[model], settings)
    if model is InterestModel.REFERENCE:
        return Reference(around, settings)
    return Fused(around, FusionKind(model.value), settings)
