"""OpenVINO gives torch's results, is kept, checked and made again, and reports to nobody."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.core.errors import Cancelled
from app.core.home import Home
from app.core.progress import Cancellation
from app.encoders.compiled import CompiledNetwork, open_compiled
from app.encoders.device import CPU
from app.encoders.lite.audio_network import load_audio_network
from app.encoders.lite.image_network import load_image_network
from app.encoders.lite.mel import power_blocks
from app.encoders.lite.text_network import load_text_network
from app.encoders.network import Network
from app.encoders.recipe import NetworkRecipe, open_runtime


class Affine(nn.Module):
    """Two outputs of two inputs."""

    def __init__(self, factor: float = 2.0) -> None:
        super().__init__()
        self.factor = nn.Parameter(torch.tensor(factor))

    def forward(self, left: Tensor, right: Tensor) -> tuple[Tensor, Tensor]:
        return left * self.factor + right, left - right


def affine(factor: float = 2.0, digest: str = "a" * 64) -> NetworkRecipe:
    return NetworkRecipe(
        "affine", digest, lambda: Affine(factor), ((-1, 3), (-1, 3)), (np.float32, np.float32), 4, 2
    )


def rows(count: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    random = np.random.default_rng(count)
    return (
        random.normal(size=(count, 3)).astype(np.float32),
        random.normal(size=(count, 3)).astype(np.float32),
    )


@pytest.mark.parametrize("count", [1, 2, 7])
def test_rows_come_back_in_order_whatever_the_jobs(tmp_path: Path, count: int) -> None:
    left, right = rows(count)
    total, difference = open_compiled(affine(), CPU, tmp_path).run(left, right)
    np.testing.assert_allclose(total, left * 2 + right, atol=1e-6)
    np.testing.assert_allclose(difference, left - right, atol=1e-6)


def test_a_kept_network_is_used_and_a_damaged_one_made_again(tmp_path: Path) -> None:
    left, right = rows(2)
    open_compiled(affine(), CPU, tmp_path)
    kept = open_compiled(affine(factor=5.0), CPU, tmp_path)  # the same digest, so not built
    np.testing.assert_allclose(kept.run(left, right)[0], left * 2 + right, atol=1e-6)
    (path,) = tmp_path.rglob("model.xml")
    path.write_bytes(path.read_bytes()[:-20])
    again = open_compiled(affine(factor=5.0), CPU, tmp_path)
    np.testing.assert_allclose(again.run(left, right)[0], left * 5 + right, atol=1e-6)


def test_another_digest_is_another_network(tmp_path: Path) -> None:
    left, right = rows(2)
    open_compiled(affine(), CPU, tmp_path)
    other = open_compiled(affine(3.0, "b" * 64), CPU, tmp_path)
    np.testing.assert_allclose(other.run(left, right)[0], left * 3 + right, atol=1e-6)


def test_a_cache_that_cannot_be_written_is_only_slower(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("in the way")
    left, right = rows(3)
    network = open_compiled(affine(), CPU, blocker)
    np.testing.assert_allclose(network.run(left, right)[1], left - right, atol=1e-6)


def test_two_threads_may_run_at_once(tmp_path: Path) -> None:
    network = open_compiled(affine(), CPU, tmp_path)
    answers: dict[int, bool] = {}

    def work(count: int) -> None:
        left, right = rows(count)
        for _ in range(20):
            answers[count] = np.allclose(network.run(left, right)[1], left - right, atol=1e-6)

    threads = [threading.Thread(target=work, args=(count,)) for count in (3, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {3: True, 8: True}


def test_a_network_that_nobody_needs_is_let_go(tmp_path: Path) -> None:
    """Its queue is native code: what a callback holds there no collector can see."""
    network = open_compiled(affine(), CPU, tmp_path)
    network.run(*rows(3))
    kept = weakref.ref(network)
    del network
    gc.collect()
    assert kept() is None


def test_a_cancelled_run_ends(tmp_path: Path) -> None:
    flag = Cancellation()
    flag.cancel()
    with pytest.raises(Cancelled):
        open_compiled(affine(), CPU, tmp_path).run(*rows(3), cancellation=flag)


def test_the_cpu_gets_openvino_and_keeps_the_reason(tmp_path: Path) -> None:
    device = replace(CPU, reason="no CUDA processor was found, so the CPU is used")
    runtime = open_runtime(affine(), device, tmp_path)
    assert isinstance(runtime, CompiledNetwork)
    assert runtime.device == device


def test_torch_and_openvino_agree_on_the_lite_pack(lite_home: Home, tmp_path: Path) -> None:
    random = np.random.default_rng(11)
    weights = lite_home.weights
    pixels = random.integers(0, 255, (2, 260, 260, 3), np.uint8)
    (blocks,) = power_blocks(random.normal(size=44100 * 3).astype(np.float32))
    tokens = random.integers(1000, 20000, (2, 9))
    mask = np.ones_like(tokens)
    mask[1, 5:] = 0
    cases: list[tuple[Callable[[], nn.Module], tuple[NDArray[Any], ...]]] = [
        (lambda: load_image_network(weights / "lite-image/model.safetensors"), (pixels,)),
        (lambda: load_audio_network(weights / "lite-audio/model.safetensors"), (blocks,)),
        (lambda: load_text_network(weights / "lite-text"), (tokens, mask)),
    ]
    for number, (build, inputs) in enumerate(cases):
        shapes = tuple((-1, -1) if array.ndim == 2 else (1, *array.shape[1:]) for array in inputs)
        kinds = tuple(array.dtype.type for array in inputs)
        job = 8 if len(inputs) == 2 else 1
        recipe = NetworkRecipe("case", str(number) * 64, build, shapes, kinds, 4, job)
        in_torch = Network(build(), CPU, 4).run(*inputs)
        in_openvino = open_compiled(recipe, CPU, tmp_path).run(*inputs)
        for one, other in zip(in_torch, in_openvino, strict=True):
            np.testing.assert_allclose(one, other, atol=1e-3)


def test_openvino_opens_no_socket() -> None:
    code = (
        "import sys\n"
        "def hook(event, _):\n"
        "    if event.startswith('socket.'): sys.exit(f'{event} was called')\n"
        "sys.addaudithook(hook)\n"
        "import app.encoders.compiled, openvino\n"
        "sys.exit('openvino_telemetry.main' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_networks_that_are_converted_at_once_do_not_spoil_each_other(tmp_path: Path) -> None:
    recipes = [affine(float(number), digest=str(number) * 64) for number in range(8)]
    left, right = rows(3)
    with ThreadPoolExecutor(len(recipes)) as threads:
        networks = list(threads.map(lambda one: open_compiled(one, CPU, tmp_path), recipes))
    for number, network in enumerate(networks):
        np.testing.assert_allclose(network.run(left, right)[0], left * number + right, atol=1e-5)
