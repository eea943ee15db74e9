"""Words to 384 all-MiniLM-L6-v2 features."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.core.modality import Modality
from app.core.progress import Cancellation
from app.core.recommendation import ModelIdentity
from app.encoders.device import Device
from app.encoders.encoder import FeaturePart
from app.encoders.lazy import Lazy
from app.encoders.recipe import NetworkRecipe, Runtime, open_runtime
from app.encoders.weights import WeightStore
from app.media.words import Words

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import nn

WEIGHTS = "lite-text"
DIMENSION = 384
MAX_TOKENS = 256
_BATCH = 32
_JOB = 8
_RECIPE = "256 tokens, mean pooling, unit norm; 1"


class LiteTextEncoder:
    """all-MiniLM-L6-v2.

    Parameters
    ----------
    weights
        Where the weights are.
    device
        Where to run.
    """

    modality = Modality.TEXT
    dimension = DIMENSION
    parts = (FeaturePart("text", DIMENSION),)

    def __init__(self, weights: WeightStore, device: Device) -> None:
        self._weights = weights
        self._chosen = device
        self._loaded = Lazy(self._load)
        pinned = (file.sha256 for file in weights.entry(WEIGHTS).files)
        self._digest = hashlib.sha256("\n".join((_RECIPE, *pinned)).encode()).hexdigest()

    @property
    def device(self) -> Device:
        """The processor in use, with the reason when it is not the chosen one."""
        loaded = self._loaded.made
        return loaded[1].device if loaded else self._chosen

    @property
    def identity(self) -> ModelIdentity:
        """Name, digest of weights and recipe, and the processor in use."""
        return ModelIdentity("all-minilm-l6-v2", self._digest, self.device.name)

    def encode(
        self, media: Sequence[Words], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, 384)`` unit vectors, float32.

        Texts of similar length share a batch, so little is padded.
        """
        features = np.zeros((len(media), DIMENSION), np.float32)
        if not media:
            return features
        tokenizer, runtime = self._loaded.get()
        encoded = tokenizer.encode_batch([words.text for words in media])
        order = sorted(range(len(media)), key=lambda row: len(encoded[row].ids))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            tokens, mask = _pad([encoded[row].ids for row in rows])
            features[rows] = runtime.run(tokens, mask, cancellation=cancellation)[0]
        return features

    def _load(self) -> tuple[Tokenizer, Runtime]:
        from tokenizers import Tokenizer

        folder = self._weights.folder(WEIGHTS)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.no_padding()
        recipe = NetworkRecipe(
            name="all-minilm-l6-v2",
            digest=self._digest,
            build=lambda: _build(folder),
            shapes=((-1, -1), (-1, -1)),
            kinds=(np.int64, np.int64),
            batch=_BATCH,
            job=_JOB,
        )
        return tokenizer, open_runtime(recipe, self._chosen, self._weights.home.cache)


def _build(folder: Path) -> nn.Module:
    from app.encoders.lite.text_network import load_text_network

    return load_text_network(folder)


def _pad(rows: list[list[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return identifiers and mask, both ``(n, longest)``."""
    longest = max(len(row) for row in rows)
    tokens = np.zeros((len(rows), longest), np.int64)
    mask = np.zeros((len(rows), longest), np.int64)
    for number, row in enumerate(rows):
        tokens[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return tokens, mask
