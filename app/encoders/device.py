"""Choose the processor that encoders run on."""

from __future__ import annotations

import os
from dataclasses import dataclass

from app.core.settings import DeviceChoice


@dataclass(frozen=True)
class Device:
    """A processor.

    Attributes
    ----------
    name
        ``cpu``, ``cuda`` or ``mps``.
    reason
        Why it is not the one that was chosen; empty when it is.
    """

    name: str
    reason: str = ""


CPU = Device("cpu")


def choose_device(choice: DeviceChoice) -> Device:
    """Return the processor to use: the chosen one, or the CPU with a reason.

    ``AUTO`` takes CUDA, else MPS, else the CPU. Imports torch unless the CPU was chosen.
    """
    if choice is DeviceChoice.CPU:
        return CPU
    present = _present()
    if choice is DeviceChoice.AUTO:
        return Device(present[0]) if present else CPU
    if choice.value in present:
        return Device(choice.value)
    return Device("cpu", f"no {choice.value.upper()} processor was found, so the CPU is used")


def _present() -> tuple[str, ...]:
    import torch

    found = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    return tuple(name for name, there in found.items() if there)


def limit_threads(most: int = 4) -> int:
    """Let torch use as many threads as there are cores, ``most`` at most; return how many.

    Call it once, where the engine starts, before anything is encoded: batch-1 networks
    of this size stop gaining beyond four threads.
    """
    import torch

    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        cores = os.cpu_count() or 1
    threads = max(1, min(most, cores))
    torch.set_num_threads(threads)
    return threads
