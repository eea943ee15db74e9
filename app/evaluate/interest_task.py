"""What trains a network to foresee interest: sigmoid and binary cross-entropy."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from torch import Tensor, nn

from app.core.lab import NetworkSettings
from app.core.modality import MODALITIES
from app.evaluate.interest_examples import Examples
from app.evaluate.interest_network import InterestNetwork
from app.evaluate.interest_networks import Fused
from app.fusion.adversarial import (
    AdversarialNetwork,
    Discriminators,
    discriminator_loss,
    generator_loss,
)
from app.training.task import Validation

_AT_ONCE = 8192


class InterestTask:
    """Binary cross-entropy on the examples to fit; the area under the curve decides.

    Parameters
    ----------
    network
        What is trained.
    fit, development
        Examples to train on, and to stop by.
    """

    def __init__(self, network: InterestNetwork, fit: Examples, development: Examples) -> None:
        self.network = network
        self._fit, self._development = _tensors(fit), development
        self.rows = len(fit)

    def loss(self, rows: Tensor) -> Tensor:
        """Return the mean binary cross-entropy of a batch."""
        users, items, labels, hidden = (one[rows] for one in self._fit)
        logits = self.network(users, items, hidden)
        return nn.functional.binary_cross_entropy_with_logits(logits, labels)

    def validate(self) -> Validation:
        """Return cross-entropy and area under the ROC curve on the development examples."""
        scores = interest_scores(self.network, self._development)
        labels = self._development.labels
        losses = np.logaddexp(0, scores) - labels * scores
        return Validation(float(losses.mean()), float(roc_auc_score(labels, scores)))


class AdversarialInterestTask(InterestTask):
    """Beside the cross-entropy, a discriminator for each of picture, user and sound.

    Parameters
    ----------
    network
        Fuses by generators.
    fit, development
        Examples to train on, and to stop by.
    settings
        Shape of the discriminators.
    weight
        What the generators' loss counts.
    """

    def __init__(
        self,
        network: Fused,
        fit: Examples,
        development: Examples,
        settings: NetworkSettings,
        weight: float,
    ) -> None:
        super().__init__(network, fit, development)
        self._fused, self._weight = network, weight
        self.adversary = Discriminators(len(MODALITIES), settings)
        self.generator_loss: float | None = None

    def loss(self, rows: Tensor) -> Tensor:
        """Return the cross-entropy and the generators' weighted loss."""
        deceit = generator_loss(self.adversary, self._vectors(rows)[1], _all_shown(rows))
        self.generator_loss = float(deceit.detach())
        return super().loss(rows) + self._weight * deceit

    def adversary_loss(self, rows: Tensor) -> Tensor:
        """Return the discriminators' mean loss; the network is not changed by it."""
        with torch.no_grad():
            whole, alone = self._vectors(rows)
        return discriminator_loss(self.adversary, whole, alone, _all_shown(rows))

    def _vectors(self, rows: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Return the fused vectors of all three, and of each alone."""
        users, items, _, hidden = (one[rows] for one in self._fit)
        inputs = self._fused.read(users, items, hidden)
        only = torch.tensor_split(torch.eye(len(MODALITIES)), len(MODALITIES))
        whole = self._fused.fuse(inputs, self._fused.gates)
        return whole, [self._fused.fuse(inputs, gates) for gates in only]


def _all_shown(rows: Tensor) -> Tensor:
    return torch.ones(len(rows), len(MODALITIES), dtype=torch.bool)


def make_task(
    network: InterestNetwork,
    fit: Examples,
    development: Examples,
    settings: NetworkSettings,
    adversarial_weight: float,
) -> InterestTask:
    """Return what trains a network; generators get discriminators, drawn from torch's chance."""
    if isinstance(network, Fused) and isinstance(network.fusion, AdversarialNetwork):
        return AdversarialInterestTask(network, fit, development, settings, adversarial_weight)
    return InterestTask(network, fit, development)


def interest_scores(network: InterestNetwork, examples: Examples) -> NDArray[np.float32]:
    """Return the logits of examples, shape (n,), float32."""
    network.eval()
    users, items, _, hidden = _tensors(examples)
    with torch.no_grad():
        pieces = [
            network(*(one[start : start + _AT_ONCE] for one in (users, items, hidden)))
            for start in range(0, len(users), _AT_ONCE)
        ]
    scores: NDArray[np.float32] = torch.cat(pieces).numpy()
    return scores


def _tensors(examples: Examples) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    return (
        torch.from_numpy(examples.users),
        torch.from_numpy(examples.items),
        torch.from_numpy(examples.labels),
        torch.from_numpy(examples.hidden),
    )
