"""Turn a pickled checkpoint into safetensors, without running what is in it."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file

from app.core.errors import WeightsError


def _allowed() -> list[Any]:
    """Name what a checkpoint may hold beside tensors: numpy scalars and their dtypes."""
    scalar = np.int64(0).__reduce__()[0]
    return [
        (scalar, "numpy.core.multiarray.scalar"),
        (scalar, "numpy._core.multiarray.scalar"),
        np.dtype,
        type(np.dtype(np.int64)),
        type(np.dtype(np.float64)),
    ]


def convert_checkpoint(source: Path, target: Path) -> None:
    """Store the tensors of a ``.pth`` checkpoint as safetensors.

    Parameters
    ----------
    source
        A checkpoint whose digest was verified before. It is a state dictionary or a
        tuple that starts with one, and is opened by ``weights_only=True`` with numpy's
        scalars and dtypes as the only further names.
    target
        The safetensors file to write.

    Raises
    ------
    WeightsError
        When it holds anything else.
    """
    try:
        with torch.serialization.safe_globals(_allowed()):
            stored: Any = torch.load(source, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError) as error:
        why = "is not a plain checkpoint of tensors; fetch the weights again"
        raise WeightsError(source, why) from error
    state = stored[0] if isinstance(stored, tuple) and stored else stored
    if not isinstance(state, dict):
        raise WeightsError(source, "has no state dictionary; fetch the weights again")
    tensors = {
        str(key): value.contiguous()
        for key, value in state.items()
        if isinstance(value, torch.Tensor)
    }
    save_file(tensors, target)
