"""One step of training: losses, gradients, clipping, AdamW; and all of its state as tensors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from app.core.lab import TrainerSettings
from app.training.task import Task, TaskWithAdversary

Tensors = dict[str, Tensor]
_MOMENTS = ("step", "exp_avg", "exp_avg_sq")


@dataclass(frozen=True)
class StepLosses:
    """What one step measured; the last two only where there is an adversary."""

    loss: float
    generator: float | None = None
    discriminator: float | None = None


class NotFiniteError(ArithmeticError):
    """A loss or its gradient is infinite or not a number; the weights were not stepped."""


class _Side:
    """A network with an optimiser of its own."""

    def __init__(self, name: str, network: nn.Module, settings: TrainerSettings) -> None:
        self.name, self.network = name, network
        self._clip = settings.gradient_clip or math.inf
        chosen = [one for one in network.parameters() if one.requires_grad]
        # Biases, norms and temperatures have one dimension or none; they do not decay.
        decaying = [one for one in chosen if one.ndim > 1]
        still = [one for one in chosen if one.ndim <= 1]
        self._parameters = [*decaying, *still]
        groups: list[dict[str, Any]] = [
            {"params": decaying},
            {"params": still, "weight_decay": 0.0},
        ]
        self._optimizer = torch.optim.AdamW(
            groups,
            lr=settings.learning_rate,
            weight_decay=settings.weight_decay,
        )

    def step(self, loss: Tensor, rate: float, scaler: torch.amp.GradScaler) -> float:
        value = float(loss.detach())
        if not math.isfinite(value):
            raise NotFiniteError(f"the loss is {value:g}")
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        self._optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(scaler.scale(loss))
        scaler.unscale_(self._optimizer)
        norm = float(nn.utils.clip_grad_norm_(self._parameters, self._clip))
        # Half precision overflows at times; its scaler leaves such a step out by itself.
        if not scaler.is_enabled() and not math.isfinite(norm):
            raise NotFiniteError(f"the gradient is {norm:g}")
        scaler.step(self._optimizer)
        scaler.update()
        return value

    def state(self) -> Tensors:
        found = {f"{self.name}/{key}": one for key, one in self.network.state_dict().items()}
        for place, moments in self._optimizer.state_dict()["state"].items():
            for moment in _MOMENTS:
                found[f"{self.name}.optimizer/{place}/{moment}"] = moments[moment]
        return found

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        self.network.load_state_dict(inside(tensors, f"{self.name}/"))
        moments: dict[int, Tensors] = {}
        for key, one in inside(tensors, f"{self.name}.optimizer/").items():
            place, moment = key.split("/")
            moments.setdefault(int(place), {})[moment] = one.clone()
        groups = self._optimizer.state_dict()["param_groups"]
        self._optimizer.load_state_dict({"state": moments, "param_groups": groups})

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of every tensor that a state may hold."""
        known = self.network.state_dict().items()
        found = {f"{self.name}/{key}": tuple(one.shape) for key, one in known}
        for place, one in enumerate(self._parameters):
            for moment in _MOMENTS:
                shape = () if moment == "step" else tuple(one.shape)
                found[f"{self.name}.optimizer/{place}/{moment}"] = shape
        return found


def inside(tensors: Mapping[str, Tensor], prefix: str) -> Tensors:
    """Return the tensors below a prefix, without it."""
    return {key[len(prefix) :]: one for key, one in tensors.items() if key.startswith(prefix)}


class Learner:
    """A task's network, and its adversary if it has one, with their optimisers.

    Parameters
    ----------
    task
        What is trained.
    settings
        Rates, decay, clipping, precision.
    device
        Where; the networks are moved there.
    """

    def __init__(self, task: Task, settings: TrainerSettings, device: str) -> None:
        self._task, self._settings = task, settings
        self._game = task if isinstance(task, TaskWithAdversary) else None
        self.move(device)

    def move(self, device: str) -> None:
        """Take the networks to a device, with new optimisers."""
        self.device = device
        self._has_half = self._settings.mixed_precision and torch.device(device).type == "cuda"
        self._sides = [_Side("network", self._task.network.to(device), self._settings)]
        if self._game is not None:
            adversary = _Side("adversary", self._game.adversary.to(device), self._settings)
            self._sides.append(adversary)
        # One for each optimiser: an overflow of one does not shrink the other's scale.
        self._scalers = [torch.amp.GradScaler("cuda", enabled=self._has_half) for _ in self._sides]

    def step(self, rows: Tensor, rate: float) -> StepLosses:
        """Step on one batch, the adversary first.

        Raises
        ------
        NotFiniteError
            When a loss or gradient is not finite.
        """
        for side in self._sides:
            side.network.train()
        discriminator = self._step_adversary(rows, rate)
        with self._precision():
            loss = self._task.loss(rows)
        value = self._sides[0].step(loss, rate, self._scalers[0])
        generator = None if self._game is None else self._game.generator_loss
        return StepLosses(value, generator, discriminator)

    def _step_adversary(self, rows: Tensor, rate: float) -> float | None:
        """Return what the adversary lost, if there is one."""
        if self._game is None:
            return None
        with self._precision():
            loss = self._game.adversary_loss(rows)
        return self._sides[1].step(loss, rate, self._scalers[1])

    def _precision(self) -> torch.autocast:
        kind = torch.device(self.device).type
        if self._has_half:
            return torch.autocast(kind, dtype=torch.float16)
        return torch.autocast(kind, enabled=False)

    def state(self) -> Tensors:
        """Return copies of all weights and moments, on the CPU."""
        found: Tensors = {}
        for side, scaler in zip(self._sides, self._scalers, strict=True):
            found |= {key: one.detach().cpu().clone() for key, one in side.state().items()}
            if self._has_half:
                scale = scaler.state_dict()
                numbers = [float(scale["scale"]), float(scale["_growth_tracker"])]
                found[f"{side.name}.scale"] = torch.tensor(numbers, dtype=torch.float64)
        return found

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """Go on from a state; see :meth:`shapes` for what fits."""
        for side, scaler in zip(self._sides, self._scalers, strict=True):
            side.restore(tensors)
            numbers = tensors.get(f"{side.name}.scale")
            if self._has_half and numbers is not None:
                scale = {"scale": float(numbers[0]), "_growth_tracker": int(numbers[1])}
                scaler.load_state_dict({**scaler.state_dict(), **scale})

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of every weight and moment that a state may hold, by name."""
        return {key: shape for side in self._sides for key, shape in side.shapes().items()}
