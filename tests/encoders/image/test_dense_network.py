from __future__ import annotations

import torch

from app.encoders.image.dense_network import ParallelDense


def test_a_branch_sees_only_its_own_run_of_columns() -> None:
    network = ParallelDense((3, 5), 4).eval()
    inputs = torch.randn(2, 8)
    inputs.requires_grad_()
    outputs = network(inputs)
    assert outputs.shape == (2, 8)
    outputs[:, :4].sum().backward()
    assert inputs.grad is not None
    assert inputs.grad[:, :3].any() and not inputs.grad[:, 3:].any()
