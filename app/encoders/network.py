"""Run a torch module over rows: in batches, in mixed precision on a GPU, never out of memory."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import numpy as np
import torch
from numpy.typing import NDArray

from app.core.progress import Cancellation
from app.encoders.device import Device
from app.encoders.recipe import Arrays


class Network:
    """A module on a processor.

    Parameters
    ----------
    module
        Takes tensors whose first axis is the row; returns one such tensor or several.
    device
        Where to run. When its memory does not suffice for one row, the CPU takes over
        and :attr:`device` tells why.
    batch
        Rows at a time; halved whenever memory runs out.
    """

    def __init__(self, module: torch.nn.Module, device: Device, batch: int) -> None:
        self._batch = batch
        self._module = module.eval().requires_grad_(False)
        self.device = device
        self._move(device)

    def run(self, *inputs: NDArray[np.generic], cancellation: Cancellation | None = None) -> Arrays:
        """Return the outputs for all rows as float32 arrays.

        Raises
        ------
        Cancelled
            When asked to stop, between two batches.
        """
        rows, start = len(inputs[0]), 0
        collected: list[Arrays] = []
        while start < rows:
            if cancellation is not None:
                cancellation.check()
            chunk = tuple(array[start : start + self._batch] for array in inputs)
            try:
                collected.append(self._run_batch(chunk))
            except RuntimeError as error:
                self._retreat(error, len(chunk[0]))
                continue
            start += len(chunk[0])
        return tuple(np.concatenate(parts) for parts in zip(*collected, strict=True))

    def _run_batch(self, chunk: tuple[NDArray[np.generic], ...]) -> Arrays:
        with torch.inference_mode(), self._precision():
            tensors = (torch.from_numpy(np.ascontiguousarray(array)) for array in chunk)
            output = self._module(*(tensor.to(self.device.name) for tensor in tensors))
        outputs = output if isinstance(output, tuple) else (output,)
        return tuple(tensor.float().cpu().numpy() for tensor in outputs)

    def _precision(self) -> AbstractContextManager[object]:
        if self.device.name == "cpu":
            return nullcontext()
        return torch.autocast(self.device.name, dtype=torch.float16)

    def _retreat(self, error: RuntimeError, rows: int) -> None:
        """Halve the batch, or fall back to the CPU; pass other errors on."""
        exhausted = isinstance(error, torch.OutOfMemoryError) or "out of memory" in str(error)
        if not exhausted or self.device.name == "cpu":
            raise error
        if rows > 1:
            self._batch = max(1, rows // 2)
            return
        reason = f"{self.device.name.upper()} ran out of memory, so the CPU is used"
        self._move(Device("cpu", reason))

    def _move(self, device: Device) -> None:
        try:
            self._module.to(device.name)
            self.device = device
        except RuntimeError as error:
            if device.name == "cpu":
                raise
            why = str(error).splitlines()[0]
            self._module.to("cpu")
            self.device = Device("cpu", f"{device.name.upper()} failed ({why}), so the CPU is used")
