"""A task that is small enough to be exact about: a network with dropout fits a curve."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from app.core.lab import Schedule, TrainerSettings
from app.training.chance import own_chance
from app.training.task import Validation

SETTINGS = TrainerSettings(
    epochs=12, patience=12, batch_size=16, learning_rate=0.03, schedule=Schedule.PLATEAU
)


class LineTask:
    """Fit ``y = sin(3 x)``; the score is minus the loss."""

    def __init__(self, rows: int = 37, *, width: int = 8, poison: int = 0) -> None:
        with own_chance(5):
            self.network = nn.Sequential(
                nn.Linear(1, width), nn.BatchNorm1d(width), nn.Tanh(), nn.Dropout(0.1),
                nn.Linear(width, 1),
            )  # fmt: skip
            self._x = torch.rand(rows, 1) * 2 - 1
        self._y = torch.sin(3 * self._x)
        self.batches: list[int] = []
        self._poison = poison

    @property
    def rows(self) -> int:
        return len(self._x)

    def loss(self, rows: Tensor) -> Tensor:
        self.batches.append(len(rows))
        loss = self._distance(rows)
        return loss * math.nan if len(self.batches) == self._poison else loss

    def validate(self) -> Validation:
        loss = float(self._distance(torch.arange(self.rows)).detach())
        return Validation(loss, -loss)

    def _distance(self, rows: Tensor) -> Tensor:
        found: Tensor = self.network(self._x[rows]) - self._y[rows]
        return found.square().mean()


class GameTask(LineTask):
    """The adversary learns a constant; the network runs after it."""

    def __init__(self) -> None:
        super().__init__()
        self.adversary = nn.Linear(1, 1)
        self.order: list[str] = []
        self.generator_loss: float | None = None

    def loss(self, rows: Tensor) -> Tensor:
        self.order.append("network")
        self.generator_loss = 2.5
        return super().loss(rows)

    def adversary_loss(self, rows: Tensor) -> Tensor:
        self.order.append("adversary")
        found: Tensor = self.adversary(self._x[rows]) - 4
        return found.square().mean()


class SmallMemoryTask(LineTask):
    """Runs out of memory on batches that are too large."""

    def __init__(self, most: int) -> None:
        super().__init__(rows=64)
        self._most = most

    def loss(self, rows: Tensor) -> Tensor:
        if len(rows) > self._most:
            raise torch.cuda.OutOfMemoryError("CUDA out of memory")
        return super().loss(rows)
