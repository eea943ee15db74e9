"""Dense layers side by side, as a torch module."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

_DROPOUT = 0.3


class ParallelDense(nn.Module):
    """One dense layer for each run of columns, batch-normalised, rectified, concatenated.

    Takes ``(n, sum of sizes)``; returns ``(n, width * number of sizes)``.

    Parameters
    ----------
    sizes
        Columns of each run.
    width
        Outputs of each dense layer.
    """

    def __init__(self, sizes: Sequence[int], width: int) -> None:
        super().__init__()
        self._sizes = list(sizes)
        self.branches = nn.ModuleList(
            nn.Sequential(
                nn.Dropout(_DROPOUT),
                nn.Linear(size, width),
                nn.BatchNorm1d(width),
                nn.ReLU(),
            )
            for size in sizes
        )

    def forward(self, inputs: Tensor) -> Tensor:
        """Return what the branches make of their runs."""
        runs = torch.split(inputs, self._sizes, dim=1)
        outputs = [branch(run) for branch, run in zip(self.branches, runs, strict=True)]
        return torch.cat(outputs, dim=1)
