"""What adversarial fusion learns: the contrastive task, and to deceive the discriminators."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from app.core.lab import TrainerSettings
from app.core.modality import MODALITIES
from app.fusion.adversarial import Discriminators, discriminator_loss, generator_loss
from app.fusion.contrastive_task import ContrastiveTask, Views
from app.fusion.joint import FusionNetwork


class AdversarialTask(ContrastiveTask):
    """Trains generators with, and discriminators against, the contrastive task.

    Make it where torch's default generator is seeded: the discriminators draw their
    weights from it.

    Parameters
    ----------
    network
        A fusion network around the generators.
    views
        Training and validation items.
    training, validation
        Their rows; no caption group is in both.
    settings
        Weights of the losses, ``adversarial_weight`` among them.

    Attributes
    ----------
    generator_loss
        Of the last batch, ``None`` before the first.
    """

    def __init__(
        self,
        network: FusionNetwork,
        views: Views,
        training: NDArray[np.int64],
        validation: NDArray[np.int64],
        settings: TrainerSettings,
    ) -> None:
        super().__init__(network, views, training, validation, settings)
        self.adversary = Discriminators(len(MODALITIES), network.joint.settings)
        self.generator_loss: float | None = None

    def adversary_loss(self, rows: Tensor) -> Tensor:
        """Return the discriminators' mean loss of a batch; the generators are not changed."""
        items = self._training[rows]
        with torch.no_grad():
            whole = self.embed(items, self._present[items])
            alone = self._alone(items)
        return discriminator_loss(self.adversary, whole, alone, self._shown(items))

    def loss(self, rows: Tensor) -> Tensor:
        """Return the contrastive task's loss and the generators' weighted one."""
        items = self._training[rows]
        deceit = generator_loss(self.adversary, self._alone(items), self._shown(items))
        self.generator_loss = float(deceit.detach())
        return super().loss(rows) + self._settings.adversarial_weight * deceit

    def _alone(self, items: Tensor) -> list[Tensor]:
        """Return the vectors of each modality alone, each of shape (b, dimension)."""
        count = len(MODALITIES)
        only = torch.eye(count, dtype=torch.bool)
        return [self.embed(items, only[place].expand(len(items), -1)) for place in range(count)]

    def _shown(self, items: Tensor) -> Tensor:
        """Return where a modality is there and is not all; bool, shape (b, 3)."""
        present = self._present[items]
        shown: Tensor = present & (present.sum(dim=1, keepdim=True) > 1)
        return shown.to(next(self.network.parameters()).device)
