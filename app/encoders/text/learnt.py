"""Text features that a network learnt from the catalog's categories: LSTM and Transformer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.core.errors import FusionError
from app.core.lab import TextFeature, TrainerSettings
from app.core.progress import Cancellation
from app.encoders.category_task import CategoryNetwork, CategoryTask
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData
from app.encoders.fitted_arrays import array_of, check_enough, digest_of_model, name_of
from app.encoders.text.describing import TextDescribing
from app.encoders.text.networks import WIDTH, make_reader
from app.encoders.text.token_ids import FIRST_WORD, UNKNOWN, TokenExtractor, TokenModel
from app.training.chance import own_chance
from app.training.trainer import fit

FEWEST_TEXTS = 8
FEWEST_CATEGORIES = 2
MOST_WORDS = 8_000
VALIDATION_SHARE = 0.15
_FORGET = 0.15
"""Chance that a word is unknown during training, so that unknown words mean something."""
_BATCH = 256


def trainer_settings(seed: int) -> TrainerSettings:
    """Return how the readers are trained."""
    return TrainerSettings(
        seed=seed, epochs=30, patience=8, batch_size=64, learning_rate=3e-3, warmup_epochs=2
    )


@dataclass(frozen=True)
class LearntTextModel:
    """A reader's pooled hidden state.

    Attributes
    ----------
    kind
        LSTM or Transformer.
    tokens
        From texts to token numbers.
    weights
        The reader's weights by name, float32.
    """

    kind: TextFeature
    tokens: TokenModel
    weights: Mapping[str, NDArray[np.float32]]

    @cached_property
    def digest(self) -> str:
        """Sha256 over words and weights, hexadecimal."""
        return digest_of_model(self.kind, self.arrays(), self.settings())

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """One part: the hidden state."""
        return (FeaturePart(self.kind.value, WIDTH),)

    @cached_property
    def _reader(self) -> nn.Module:
        reader = make_reader(self.kind, self.tokens.numbers, self.tokens.length)
        state = {name: torch.from_numpy(array.copy()) for name, array in self.weights.items()}
        reader.load_state_dict(state)
        return reader.eval()

    def transform(
        self, descriptions: Sequence[str], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, 96)`` float32; zeros for texts without a known word."""
        features = np.zeros((len(descriptions), WIDTH), np.float32)
        numbers = self.tokens.transform(descriptions, cancellation)
        known = np.flatnonzero((numbers >= FIRST_WORD).any(axis=1))
        for start in range(0, len(known), _BATCH):
            (cancellation or Cancellation()).check()
            rows = known[start : start + _BATCH]
            with torch.no_grad():
                states = self._reader(torch.from_numpy(numbers[rows]).long())
            features[rows] = states.numpy()
        return features

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return the reader's weights."""
        return self.weights

    def settings(self) -> Mapping[str, Any]:
        """Return words, counts and length."""
        return self.tokens.settings()


class LearntTextExtractor(TextDescribing):
    """Trains a reader to name the categories of the training split; its head is dropped.

    Parameters
    ----------
    kind
        ``LSTM`` or ``TRANSFORMER``.
    """

    def __init__(self, kind: TextFeature) -> None:
        self.kind = kind

    def fit(
        self,
        descriptions: Sequence[str],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> LearntTextModel:
        """Train until the accuracy on held-out texts of the training split rises no more.

        Raises
        ------
        FusionError
            With fewer than 8 texts that have a category, or fewer than 2 categories.
        Cancelled
            When asked to stop.
        """
        tokens = TokenExtractor(MOST_WORDS).fit(descriptions, data)
        numbers = tokens.transform(descriptions, cancellation)
        named = np.array([bool(category) for category in data.categories], np.bool_)
        usable = np.flatnonzero((numbers > 0).any(axis=1) & named).tolist()
        names, targets = np.unique([data.categories[row] for row in usable], return_inverse=True)
        check_enough(len(usable), FEWEST_TEXTS, self.kind, "texts with a category")
        check_enough(len(names), FEWEST_CATEGORIES, self.kind, "categories")
        with own_chance(data.seed):
            reader = make_reader(self.kind, tokens.numbers, tokens.length)
            network = CategoryNetwork(reader, WIDTH, len(names))
        held_out = held_out_texts([descriptions[row] for row in usable], data.seed)
        inputs = torch.from_numpy(numbers[usable]).long()
        task = CategoryTask(network, inputs, torch.from_numpy(targets), held_out, _forget_words)
        fit(task, trainer_settings(data.seed), cancellation=cancellation)
        return LearntTextModel(self.kind, tokens, _weights(reader))

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> LearntTextModel:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When words or weights are missing or do not fit together.
        """
        tokens = TokenExtractor().restore({}, settings)
        with torch.device("meta"):
            wanted = make_reader(self.kind, tokens.numbers, tokens.length).state_dict()
        if set(arrays) != set(wanted):
            raise FusionError(
                name_of(self.kind), "have weights of another network; fit the features again"
            )
        shapes = {name: tuple(tensor.shape) for name, tensor in wanted.items()}
        weights = {name: array_of(arrays, name, shapes[name], self.kind) for name in wanted}
        return LearntTextModel(self.kind, tokens, weights)


def held_out_texts(texts: Sequence[str], seed: int) -> NDArray[np.bool_]:
    """Choose 15 % of the texts to validate on, shape (n,); equal texts stay together."""
    names, groups = np.unique([text.casefold() for text in texts], return_inverse=True)
    count = round(VALIDATION_SHARE * len(names)) or min(1, len(names) - 1)
    chosen = np.random.default_rng(seed).permutation(len(names))[:count]
    held_out: NDArray[np.bool_] = np.isin(groups, chosen)
    return held_out


def _forget_words(numbers: Tensor) -> Tensor:
    """Make some words unknown, so that unknown words mean something later."""
    forgotten = (torch.rand(numbers.shape) < _FORGET).to(numbers.device)
    return numbers.masked_fill(forgotten & (numbers >= FIRST_WORD), UNKNOWN)


def _weights(reader: nn.Module) -> dict[str, NDArray[np.float32]]:
    state: dict[str, Tensor] = reader.state_dict()
    return {name: tensor.detach().cpu().float().numpy().copy() for name, tensor in state.items()}
