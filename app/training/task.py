"""What a trainer trains: a network with a loss, and how well it does on validation data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import torch
from torch import nn


@dataclass(frozen=True)
class Validation:
    """How a network does on the validation split.

    Attributes
    ----------
    loss
        Mean loss; the lower the better.
    score
        What early stopping looks at, such as recall at 10; the higher the better.
    """

    loss: float
    score: float


class Task(Protocol):
    """A network and its data.

    The trainer calls :meth:`loss` with the network in training mode and steps on it; it
    calls :meth:`validate` in evaluation mode without gradients. It moves the networks to
    the device; a task brings its batches to where the network's parameters are. Chance
    comes from torch's default generator alone: the trainer seeds it, keeps its state in
    checkpoints and puts it back afterwards, so that a resumed run draws the same.
    :meth:`validate` must draw nothing.
    """

    @property
    def network(self) -> nn.Module:
        """What is trained."""

    @property
    def rows(self) -> int:
        """Number of training rows."""

    def loss(self, rows: torch.Tensor) -> torch.Tensor:
        """Return the mean loss of a batch, a scalar that requires a gradient.

        Parameters
        ----------
        rows
            Row numbers, int64, shape (b,), on the CPU.
        """

    def validate(self) -> Validation:
        """Return loss and score on the validation split."""


@runtime_checkable
class TaskWithAdversary(Task, Protocol):
    """A task whose network is trained to deceive another one."""

    @property
    def adversary(self) -> nn.Module:
        """The network that is trained against the first, with an optimiser of its own."""

    def adversary_loss(self, rows: torch.Tensor) -> torch.Tensor:
        """Return the adversary's mean loss of a batch; the first network is not changed by it."""

    @property
    def generator_loss(self) -> float | None:
        """The adversarial part of the last :meth:`Task.loss`; ``None`` before the first."""
