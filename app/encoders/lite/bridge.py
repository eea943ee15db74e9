"""From class probabilities to the space of words: ConSE (Norouzi et al., ICLR 2014)."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from app.encoders.encoder import Encoder
from app.encoders.lazy import Lazy
from app.encoders.lite.class_names import read_class_names
from app.encoders.storage import storage_errors

if TYPE_CHECKING:
    from app.media.words import Words

TOP = 10
"""How many of the likeliest classes speak for a picture."""
_RECIPE = "ConSE, top 10, names joined by comma; 1"


class Bridge:
    """The mean of the likeliest classes' name embeddings, weighted by probability.

    Parameters
    ----------
    text
        Encoder of the class names.
    cache
        Folder where their embeddings are kept, as safetensors.
    """

    def __init__(self, text: Encoder[Words], cache: Path) -> None:
        self._text = text
        self._cache = cache
        self._names = tuple(", ".join(names) for names in read_class_names())
        described = "\n".join((_RECIPE, text.identity.digest, *self._names))
        self.digest = hashlib.sha256(described.encode()).hexdigest()
        self._embeddings = Lazy(self._load)

    @property
    def dimension(self) -> int:
        """Columns of the words' space."""
        return self._text.dimension

    def project(self, probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
        """Map ``(n, 1000)`` probabilities to ``(n, dimension)`` unit vectors."""
        embeddings = self._embeddings.get()
        best = np.argpartition(-probabilities, TOP - 1, axis=1)[:, :TOP]
        weights = np.take_along_axis(probabilities, best, axis=1)
        mixed = np.einsum("nk,nkd->nd", weights, embeddings[best])
        unit: NDArray[np.float32] = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
        return unit.astype(np.float32)

    def _load(self) -> NDArray[np.float32]:
        path = self._cache / f"class-names-{self.digest[:16]}.safetensors"
        shape = (len(self._names), self.dimension)
        try:
            stored = load_file(path).get("embeddings")
        except (OSError, SafetensorError):
            stored = None
        if stored is not None and stored.shape == shape:
            return stored
        return self._compute(path)

    def _compute(self, path: Path) -> NDArray[np.float32]:
        from app.media.words import clean_text

        embeddings = self._text.encode([clean_text(name) for name in self._names])
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        with storage_errors(self._cache):
            self._cache.mkdir(parents=True, exist_ok=True)
            save_file({"embeddings": embeddings}, draft)
            draft.replace(path)
        return embeddings
