"""The chosen processor is used, or the CPU with a reason; memory that runs out is no crash."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import app.encoders.device as device_module
from app.core.errors import Cancelled
from app.core.progress import Cancellation
from app.core.settings import DeviceChoice
from app.encoders.device import CPU, Device, choose_device
from app.encoders.network import Network


class Greedy(nn.Module):
    """Doubles its input; out of memory for more than ``most`` rows while not on the CPU."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.place = "cpu"
        self.seen: list[int] = []

    def to(self, *args: object, **_: object) -> Greedy:
        self.place = str(args[0])
        return self

    def forward(self, rows: Tensor) -> Tensor:
        self.seen.append(len(rows))
        if self.place != "cpu" and len(rows) > self.most:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return rows * 2


@pytest.fixture
def pretend_gpu(monkeypatch: pytest.MonkeyPatch) -> Device:
    """A device name that torch accepts here although there is no such memory to move to."""
    monkeypatch.setattr(Network, "_precision", lambda _: torch.inference_mode())
    real = torch.Tensor.to
    monkeypatch.setattr(
        torch.Tensor, "to", lambda self, *a, **k: self if a == ("cuda",) else real(self, *a, **k)
    )
    return Device("cuda")


def test_a_batch_that_does_not_fit_is_halved(pretend_gpu: Device) -> None:
    module = Greedy(most=3)
    network = Network(module, pretend_gpu, batch=8)
    rows = np.arange(10, dtype=np.float32)[:, None]
    (doubled,) = network.run(rows)
    np.testing.assert_array_equal(doubled, rows * 2)
    assert network.device == Device("cuda")
    assert module.seen[:3] == [8, 4, 2]


def test_one_row_that_does_not_fit_goes_to_the_cpu_with_a_reason(pretend_gpu: Device) -> None:
    network = Network(Greedy(most=0), pretend_gpu, batch=4)
    rows = np.arange(6, dtype=np.float32)[:, None]
    (doubled,) = network.run(rows)
    np.testing.assert_array_equal(doubled, rows * 2)
    assert network.device.name == "cpu"
    assert "ran out of memory" in network.device.reason


def test_other_faults_are_not_hidden() -> None:
    class Broken(nn.Module):
        def forward(self, rows: Tensor) -> Tensor:
            raise RuntimeError("shapes cannot be multiplied")

    with pytest.raises(RuntimeError, match="cannot be multiplied"):
        Network(Broken(), CPU, batch=4).run(np.zeros((2, 1), np.float32))


def test_a_module_that_cannot_be_moved_stays_on_the_cpu_with_a_reason() -> None:
    if torch.cuda.is_available():
        pytest.skip("there is a GPU here")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nn.Linear, "to", _refuse_cuda)
        network = Network(nn.Linear(2, 1), Device("cuda"), batch=4)
    assert network.device.name == "cpu"
    assert "CUDA failed" in network.device.reason
    assert network.run(np.ones((3, 2), np.float32))[0].shape == (3, 1)


def _refuse_cuda(module: nn.Module, place: str) -> nn.Module:
    if place == "cuda":
        raise RuntimeError("Found no NVIDIA driver on your system.")
    return module


def test_a_cancelled_run_ends() -> None:
    flag = Cancellation()
    flag.cancel()
    with pytest.raises(Cancelled):
        Network(nn.Identity(), CPU, 1).run(np.zeros((2, 1), np.float32), cancellation=flag)


@pytest.mark.parametrize("choice", [DeviceChoice.CUDA, DeviceChoice.MPS])
@pytest.mark.parametrize("nodes", [True, False])
def test_a_missing_gpu_gives_the_cpu_and_a_reason(
    choice: DeviceChoice, nodes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_module, "may_have_gpu", lambda: nodes)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    chosen = choose_device(choice)
    assert chosen.name == "cpu"
    assert choice.value.upper() in chosen.reason


def test_automatic_takes_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_module, "may_have_gpu", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert choose_device(DeviceChoice.AUTO) == Device("cuda")
    assert choose_device(DeviceChoice.CPU) == CPU
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert choose_device(DeviceChoice.AUTO) == CPU


def test_importing_the_device_module_imports_no_torch() -> None:
    code = "import sys, app.encoders.device; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
