"""How to make a network, whatever it runs on, and how to open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from app.core.progress import Cancellation
from app.encoders.device import Device

if TYPE_CHECKING:
    from torch import nn

Arrays = tuple[NDArray[np.float32], ...]


@dataclass(frozen=True)
class NetworkRecipe:
    """How to make one network.

    Attributes
    ----------
    name, digest
        Name for people, and digest of the weights and of all that is done to them.
    build
        Makes the torch module; imports torch only then.
    shapes, kinds
        Shape and dtype of each input, -1 where it varies; the first axis is the row.
    batch
        Rows at a time on a GPU.
    job
        Rows at a time for one CPU core.
    """

    name: str
    digest: str
    build: Callable[[], nn.Module]
    shapes: tuple[tuple[int, ...], ...]
    kinds: tuple[type[np.generic], ...]
    batch: int
    job: int = 1


class Runtime(Protocol):
    """A network that is ready to run."""

    @property
    def device(self) -> Device:
        """The processor in use."""

    def run(self, *inputs: NDArray[np.generic], cancellation: Cancellation | None = None) -> Arrays:
        """Return the outputs for all rows as float32 arrays."""


def open_runtime(recipe: NetworkRecipe, device: Device, cache: Path) -> Runtime:
    """Return the network of ``recipe``: in OpenVINO on a CPU, else in torch.

    On a CPU, OpenVINO takes 25 ms for an EfficientNet-Lite2 image where torch takes 55
    (one core), starts in a third of the time and holds a third of the memory. The
    converted network is kept below ``cache``, so torch is imported only once for it.
    """
    if device.name == "cpu":
        from app.encoders.compiled import open_compiled

        return open_compiled(recipe, device, cache)
    from app.encoders.network import Network

    return Network(recipe.build(), device, recipe.batch)
