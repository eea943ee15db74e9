"""Training a reader to name categories: the trainer's task, and its validation split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import cross_entropy

from app.encoders.text.networks import CategoryReader
from app.encoders.text.token_ids import FIRST_WORD, UNKNOWN
from app.training.task import Validation

VALIDATION_SHARE = 0.15
_FORGET = 0.15
"""Chance that a word is unknown during training, so that unknown words mean something."""


@dataclass(frozen=True)
class LabelledTokens:
    """Texts with categories: ``tokens`` (n, length) and ``categories`` (n,), both int64."""

    tokens: Tensor
    categories: Tensor

    def __len__(self) -> int:
        return len(self.categories)

    def rows(self, rows: NDArray[np.int64] | Tensor) -> LabelledTokens:
        """Return some rows."""
        places = torch.as_tensor(rows)
        return LabelledTokens(self.tokens[places], self.categories[places])


class CategoryTask:
    """Cross-entropy over categories, word dropout; the score is validation accuracy.

    Parameters
    ----------
    network
        What is trained.
    training, validation
        Texts that have nothing in common.
    """

    adversary = None

    def __init__(
        self, network: CategoryReader, training: LabelledTokens, validation: LabelledTokens
    ) -> None:
        self.network = network
        self._training, self._validation = training, validation

    @property
    def rows(self) -> int:
        """Number of training texts."""
        return len(self._training)

    def loss(self, rows: Tensor) -> Tensor:
        """Return the mean cross-entropy of a batch."""
        batch = self._training.rows(rows)
        forgotten = (torch.rand(batch.tokens.shape) < _FORGET) & (batch.tokens >= FIRST_WORD)
        return self._cross_entropy(batch.tokens.masked_fill(forgotten, UNKNOWN), batch.categories)

    def adversary_loss(self, rows: Tensor) -> Tensor:
        """Return 0: there is no adversary."""
        return torch.zeros(())

    def validate(self) -> Validation:
        """Return cross-entropy and accuracy on the validation texts."""
        device = self.network.head.weight.device
        scores = self.network(self._validation.tokens.to(device)).cpu()
        right = (scores.argmax(dim=1) == self._validation.categories).double().mean()
        return Validation(float(cross_entropy(scores, self._validation.categories)), float(right))

    def _cross_entropy(self, tokens: Tensor, categories: Tensor) -> Tensor:
        device = self.network.head.weight.device
        return cross_entropy(self.network(tokens.to(device)), categories.to(device))


def split_texts(texts: Sequence[str], seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows to train on and those to validate on; equal texts stay together.

    With a single text, both are all rows.
    """
    names, groups = np.unique(np.array([text.casefold() for text in texts]), return_inverse=True)
    held_out = round(VALIDATION_SHARE * len(names)) or min(1, len(names) - 1)
    chosen = np.random.default_rng(seed).permutation(len(names))[:held_out]
    is_held_out = np.isin(groups, chosen)
    rows = np.arange(len(texts))
    return (rows[~is_held_out], rows[is_held_out]) if held_out else (rows, rows)
