"""Choose the processor that encoders run on."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

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
_GPU_NODES = ("/dev/nvidiactl", "/dev/nvidia0", "/dev/kfd", "/dev/dxg")


def choose_device(choice: DeviceChoice) -> Device:
    """Return the processor to use: the chosen one, or the CPU with a reason.

    ``AUTO`` takes CUDA, else MPS, else the CPU. Imports torch only where the system
    shows a GPU at all, so a machine without one starts fast.
    """
    if choice is DeviceChoice.CPU:
        return CPU
    present = _present() if may_have_gpu() else ()
    if choice is DeviceChoice.AUTO:
        return Device(present[0]) if present else CPU
    if choice.value in present:
        return Device(choice.value)
    return Device("cpu", f"no {choice.value.upper()} processor was found, so the CPU is used")


def may_have_gpu() -> bool:
    """Tell, without importing torch, whether looking for a GPU is worth it."""
    if sys.platform == "linux":
        return any(Path(node).exists() for node in _GPU_NODES)
    return True


def _present() -> tuple[str, ...]:
    import torch

    found = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    return tuple(name for name, there in found.items() if there)


def usable_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1
