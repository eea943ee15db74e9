"""Run a network on the CPU with OpenVINO, converted from torch once and kept."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.core.progress import Cancellation
from app.encoders.device import Device, usable_cores
from app.encoders.recipe import Arrays, NetworkRecipe
from app.encoders.storage import FileStamp, hash_file, read_receipt, write_receipt

# OpenVINO reports each import and conversion to its maker when this package is there.
# Nothing may leave the machine, so it must not be there.
sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]

if TYPE_CHECKING:
    import openvino

_FILES = ("model.xml", "model.bin")
_MOST_THREADS = 8
_SETTING_UP = threading.Lock()
"""OpenVINO's binding sets itself up at its first array: two threads at once wait for each other."""
_TRACING = threading.Lock()
"""torch traces into state of the whole process: two at once spoil each other's graph."""


class CompiledNetwork:
    """A network in OpenVINO, one job for each core at a time.

    Parameters
    ----------
    model
        A read model, or the path of a kept one.
    device
        The CPU, with the reason when another processor was chosen.
    job
        Rows in one job.
    """

    def __init__(self, model: openvino.Model | Path, device: Device, job: int) -> None:
        import openvino

        with _SETTING_UP:
            openvino.Tensor(np.zeros(1, np.float32)).data  # noqa: B018 - the first array
        self.device = device
        self._job = job
        settings = {
            "PERFORMANCE_HINT": "THROUGHPUT",
            "INFERENCE_NUM_THREADS": min(_MOST_THREADS, usable_cores()),
            "INFERENCE_PRECISION_HINT": "f32",
        }
        self._compiled = openvino.Core().compile_model(model, "CPU", settings)
        self._local = threading.local()

    def run(self, *inputs: NDArray[np.generic], cancellation: Cancellation | None = None) -> Arrays:
        """Return the outputs for all rows as float32 arrays.

        Raises
        ------
        Cancelled
            When asked to stop, between two jobs.
        """
        results: dict[int, Arrays] = {}
        queue, count = self._queue(), len(self._compiled.outputs)
        # The queue keeps its callback, and nobody can see that it does: a callback that knew
        # this network would keep it for ever.
        queue.set_callback(lambda request, start: results.update({start: _outputs(request, count)}))
        try:
            for start in range(0, len(inputs[0]), self._job):
                if cancellation is not None:
                    cancellation.check()
                queue.start_async([array[start : start + self._job] for array in inputs], start)
        finally:
            queue.wait_all()
            queue.set_callback(_forget)
        ordered = [results[start] for start in sorted(results)]
        return tuple(np.concatenate(parts) for parts in zip(*ordered, strict=True))

    def _queue(self) -> openvino.AsyncInferQueue:
        """Return this thread's own queue, so that a query need not wait for an import."""
        import openvino

        if not hasattr(self._local, "queue"):
            self._local.queue = openvino.AsyncInferQueue(self._compiled)
        queue: openvino.AsyncInferQueue = self._local.queue
        return queue


def _outputs(request: openvino.InferRequest, count: int) -> Arrays:
    return tuple(request.get_output_tensor(index).data.copy() for index in range(count))


def _forget(_: openvino.InferRequest, __: int) -> None:
    """Take nothing."""


def open_compiled(recipe: NetworkRecipe, device: Device, cache: Path) -> CompiledNetwork:
    """Open the kept network of ``recipe``; convert and keep it when there is none."""
    folder = cache / "networks" / f"{recipe.name}-{recipe.digest[:16]}"
    if not _is_whole(folder):
        model = convert(recipe)
        if not _keep(model, folder):
            return CompiledNetwork(model, device, recipe.job)
    return CompiledNetwork(folder / _FILES[0], device, recipe.job)


def convert(recipe: NetworkRecipe) -> openvino.Model:
    """Convert the torch module of ``recipe``."""
    import openvino
    import torch

    examples = [_example(*pair) for pair in zip(recipe.shapes, recipe.kinds, strict=True)]
    module = recipe.build().eval().requires_grad_(False)
    with _TRACING, torch.inference_mode(False), torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing warns of every fixed size
        return openvino.convert_model(
            module,
            example_input=tuple(torch.from_numpy(example) for example in examples),
            input=[openvino.PartialShape(list(shape)) for shape in recipe.shapes],
        )


def _example(shape: tuple[int, ...], kind: type[np.generic]) -> NDArray[np.generic]:
    return np.ones([2 if size < 0 else size for size in shape], kind)


def _is_whole(folder: Path) -> bool:
    """Whether the kept files are those that were written; a touched file is hashed again."""
    receipt = read_receipt(folder)
    try:
        return all(
            receipt[name].fits(folder / name) or receipt[name].sha256 == hash_file(folder / name)
            for name in _FILES
        )
    except (KeyError, OSError):
        return False


def _keep(model: openvino.Model, folder: Path) -> bool:
    """Store the model in one step; a cache that may not be written to is only slower."""
    import openvino

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".incoming-", dir=folder.parent))
    except OSError:
        return False
    try:
        openvino.save_model(model, draft / _FILES[0], compress_to_fp16=False)
        stamps = {name: FileStamp.of(draft / name, hash_file(draft / name)) for name in _FILES}
        write_receipt(draft, stamps)
        shutil.rmtree(folder, ignore_errors=True)
        draft.replace(folder)
    except (OSError, RuntimeError):
        return _is_whole(folder)  # another process may have kept it meanwhile
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return True
