"""Teach a network the categories of the training split; what it feels before it names is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from app.core.lab import TrainerSettings
from app.core.progress import Cancellation
from app.encoders.device import Device
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FeatureKind, FitData
from app.encoders.fitted_arrays import check_enough
from app.training.chance import own_chance
from app.training.task import Validation
from app.training.trainer import fit

FEWEST_ITEMS = 8
FEWEST_CATEGORIES = 2
VALIDATION_SHARE = 0.15
_SMOOTHING = 0.1
"""Label smoothing (Szegedy et al. 2016): categories of a person are not exact."""

Vary = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Body:
    """The part of a network that makes features.

    Attributes
    ----------
    make
        Builds the module; it maps ``(n, columns)`` to ``(n, sum of parts)``.
    parts
        Runs of columns of its output.
    """

    make: Callable[[], nn.Module]
    parts: tuple[FeaturePart, ...]

    @property
    def width(self) -> int:
        """Columns of its output."""
        return sum(part.size for part in self.parts)


class CategoryNetwork(nn.Module):
    """A body that makes features, and a head that names categories by them."""

    def __init__(self, body: nn.Module, width: int, categories: int) -> None:
        super().__init__()
        self.body = body
        self.head = nn.Linear(width, categories)

    def forward(self, inputs: Tensor) -> Tensor:
        """Return scores, ``(n, categories)``."""
        scores: Tensor = self.head(self.body(inputs))
        return scores


class CategoryTask:
    """Cross-entropy over categories; the score is the mean chance given to the right one.

    Parameters
    ----------
    network
        What is trained.
    inputs, targets
        All rows, and the number of the category of each.
    held_out
        Shape (n,), bool: the rows to validate on; all rows when there are none.
    vary
        Alters a batch of inputs at random, so that more is seen than there is.
    """

    def __init__(
        self,
        network: CategoryNetwork,
        inputs: Tensor,
        targets: Tensor,
        held_out: NDArray[np.bool_],
        vary: Vary,
    ) -> None:
        self.network = network
        self._vary = vary
        mask = torch.from_numpy(held_out)
        self._training = inputs[~mask], targets[~mask]
        self._validation = (inputs[mask], targets[mask]) if held_out.any() else self._training

    @property
    def rows(self) -> int:
        """Number of training rows."""
        return len(self._training[0])

    def loss(self, rows: Tensor) -> Tensor:
        """Return the mean smoothed cross-entropy of a batch."""
        inputs, targets = (one[rows].to(self._device) for one in self._training)
        scores = self.network(self._vary(inputs))
        return cross_entropy(scores, targets, label_smoothing=_SMOOTHING)

    def validate(self) -> Validation:
        """Return cross-entropy, and the mean chance given to the right category, 0 to 1."""
        inputs, targets = (one.to(self._device) for one in self._validation)
        scores = self.network(inputs)
        chance = scores.softmax(dim=1).gather(1, targets[:, None]).mean()
        return Validation(float(cross_entropy(scores, targets)), float(chance))

    @property
    def _device(self) -> torch.device:
        return self.network.head.weight.device


def learn_categories(
    body: Body,
    inputs: NDArray[np.float32],
    data: FitData,
    kind: FeatureKind,
    device: Device,
    *,
    vary: Vary = lambda inputs: inputs,
    cancellation: Cancellation | None = None,
) -> nn.Module:
    """Train a body on the categories of its inputs, ``(n, columns)``.

    Rows without a category are left out; 15 % of the rest are held out to stop early.

    Returns
    -------
    nn.Module
        The body, on the CPU, in evaluation mode.

    Raises
    ------
    FusionError
        With fewer than 8 items that have a category, or fewer than 2 categories; when the
        loss is not a number.
    Cancelled
        When asked to stop.
    """
    known = np.array([bool(category) for category in data.categories], dtype=np.bool_)
    names, targets = np.unique([name for name in data.categories if name], return_inverse=True)
    check_enough(int(known.sum()), FEWEST_ITEMS, kind, "items with a category")
    check_enough(len(names), FEWEST_CATEGORIES, kind, "categories")
    with own_chance(data.seed):
        network = CategoryNetwork(body.make(), body.width, len(names))
    rows = torch.from_numpy(inputs[known])
    held_out = _held_out(targets, data.seed)
    task = CategoryTask(network, rows, torch.from_numpy(targets), held_out, vary)
    fit(task, trainer_settings(data.seed), device=device.name, cancellation=cancellation)
    return network.body.cpu().eval()


def trainer_settings(seed: int) -> TrainerSettings:
    """Return how feature networks are trained."""
    return TrainerSettings(
        seed=seed, epochs=80, patience=15, batch_size=32, learning_rate=2e-3, weight_decay=5e-2
    )


def _held_out(targets: Sequence[int] | NDArray[np.intp], seed: int) -> NDArray[np.bool_]:
    """Choose rows to validate on; every category keeps a row to train on."""
    order = np.random.default_rng(seed).permutation(len(targets))
    left = np.bincount(targets)
    held_out = np.zeros(len(targets), np.bool_)
    for row in order:
        if held_out.sum() >= round(VALIDATION_SHARE * len(targets)):
            break
        if left[targets[row]] > 1:
            held_out[row] = True
            left[targets[row]] -= 1
    return held_out
