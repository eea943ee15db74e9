"""U3, adversarial fusion: a generator and a discriminator for each modality.

A generator takes its modality into the joint space; the weighted sum of what the
generators give is the joint representation. Each modality's discriminator tells the joint
representation of whole items from what that modality's generator gives alone, and the
generator learns to be taken for it, so that in the end a vector does not say which
modality it came from (Goodfellow et al. 2014; between modalities Wang et al. 2017, ACMR,
and Peng and Qi 2019, CM-GANs). What keeps the generators from giving all items one vector
are the losses that they are trained with besides: contrastive and of categories.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from app.core.lab import NetworkSettings
from app.fusion.joint import JointNetwork

SMOOTH = 0.9
"""What a discriminator shall say of a joint vector; below 1 it stays unsure (Salimans 2016)."""
_SLOPE = 0.2


class AdversarialNetwork(JointNetwork):
    """The generators, and the sum of what they give.

    Where other networks normalise batches, these normalise layers: a batch holds each
    modality of another part of its rows, alone and together, and has no one mean.
    """

    def __init__(self, sizes: Sequence[int], settings: NetworkSettings) -> None:
        super().__init__(sizes, settings)
        self.generators = nn.ModuleList([_generator(size, settings) for size in sizes])
        self.out = nn.Linear(settings.hidden, settings.dimension)

    def forward(self, inputs: Sequence[Tensor], gates: Tensor) -> Tensor:
        """Return vectors of shape (b, dimension)."""
        added = torch.zeros(len(gates), self.settings.dimension, device=gates.device)
        for place, (generator, one) in enumerate(zip(self.generators, inputs, strict=True)):
            added = added + gates[:, place, None] * self.out(generator(one))
        return added


def _generator(size: int, settings: NetworkSettings) -> nn.Sequential:
    layers: list[nn.Module] = []
    for wide in [size, *[settings.hidden] * (settings.layers - 1)]:
        norm = nn.LayerNorm(settings.hidden) if settings.batch_norm else nn.Identity()
        dropout = nn.Dropout(settings.dropout)
        layers += [nn.Linear(wide, settings.hidden), norm, nn.ReLU(), dropout]
    return nn.Sequential(*layers)


class Discriminators(nn.Module):
    """One for each modality: the logit that a vector is the joint one of a whole item.

    Parameters
    ----------
    count
        How many modalities.
    settings
        Dimension of the vectors, width and dropout.
    """

    def __init__(self, count: int, settings: NetworkSettings) -> None:
        super().__init__()
        self.judges = nn.ModuleList([_judge(settings) for _ in range(count)])
        self._length = float(settings.dimension) ** 0.5

    def judge(self, place: int, vectors: Tensor) -> Tensor:
        """Return logits of shape (b,); only the direction of a vector is looked at."""
        directions = functional.normalize(vectors.float(), dim=1, eps=1e-6)
        logits: Tensor = self.judges[place](self._length * directions)[:, 0]
        return logits


def _judge(settings: NetworkSettings) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(settings.dimension, settings.hidden),
        nn.LeakyReLU(_SLOPE),
        nn.Dropout(settings.dropout),
        nn.Linear(settings.hidden, 1),
    )


def discriminator_loss(
    judges: Discriminators, whole: Tensor, alone: Sequence[Tensor], shown: Tensor
) -> Tensor:
    """Return the mean cross-entropy of the discriminators, a scalar.

    Parameters
    ----------
    judges
        One for each modality.
    whole
        Joint vectors of whole items, shape (b, dimension).
    alone
        Vectors of each modality alone, each of shape (b, dimension).
    shown
        Which rows have that modality and another one besides, bool, shape (b, modalities).
    """

    def of_one(place: int, rows: Tensor) -> Tensor:
        real = judges.judge(place, whole[rows])
        made = judges.judge(place, alone[place][rows])
        return (_says(real, SMOOTH) + _says(made, 0.0)) / 2

    return _mean_over_modalities(of_one, shown, judges)


def generator_loss(judges: Discriminators, alone: Sequence[Tensor], shown: Tensor) -> Tensor:
    """Return the mean cross-entropy of generators that want to be taken for the joint vector.

    It is the non-saturating one of Goodfellow et al. 2014. Parameters are those of
    :func:`discriminator_loss`.
    """

    def of_one(place: int, rows: Tensor) -> Tensor:
        return _says(judges.judge(place, alone[place][rows]), 1.0)

    return _mean_over_modalities(of_one, shown, judges)


def _says(logits: Tensor, wanted: float) -> Tensor:
    target = torch.full_like(logits, wanted)
    return functional.binary_cross_entropy_with_logits(logits, target)


def _mean_over_modalities(
    of_one: Callable[[int, Tensor], Tensor], shown: Tensor, judges: Discriminators
) -> Tensor:
    """Return the mean over modalities that some row shows; without any a zero that has a slope."""
    losses = [
        of_one(place, shown[:, place]) for place in range(shown.shape[1]) if shown[:, place].any()
    ]
    if losses:
        return torch.stack(losses).mean()
    return sum((one.sum() * 0 for one in judges.parameters()), torch.zeros(()))
