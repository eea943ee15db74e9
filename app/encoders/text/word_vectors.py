"""From one vector a word to one vector a text: smooth inverse frequency.

Arora, Liang and Ma, "A simple but tough-to-beat baseline for sentence embeddings" (ICLR 2017):
a frequent word counts ``a / (a + p)``, where p is its share of all words, and what all texts
have in common, the first singular vector of the training split's texts, is taken out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.lab import TextFeature
from app.core.progress import Cancellation
from app.encoders.encoder import FeaturePart
from app.encoders.fitted_arrays import array_of, digest_of_model
from app.encoders.text.describing import unit_or_zero
from app.encoders.text.tokenizing import tokenize
from app.encoders.text.vocabulary import Vocabulary, read_vocabulary, vocabulary_settings

SMOOTHING = 1e-3
"""The paper's ``a``."""
_FEWEST_TEXTS = 8
"""With fewer texts nothing is called common to all."""


@dataclass(frozen=True)
class WordVectorModel:
    """The weighted mean of a text's word vectors.

    Attributes
    ----------
    kind
        How the vectors were learnt.
    vocabulary
        The words, with their counts in the training split.
    vectors
        (v, d) float32, one row a word, of length 1 (zeros for a word without a direction).
    common
        (d,) float32, of length 1 or zeros: what is taken out of every text.
    """

    kind: TextFeature
    vocabulary: Vocabulary
    vectors: NDArray[np.float32]
    common: NDArray[np.float32]

    @cached_property
    def digest(self) -> str:
        """Sha256 over words, vectors and what is common, hexadecimal."""
        return digest_of_model(self.kind, self.arrays(), self.settings())

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """One part: the vector."""
        return (FeaturePart(self.kind.value, self.vectors.shape[1]),)

    def transform(
        self, descriptions: Sequence[str], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, d)`` float32, rows of length 1; zeros for texts without a known word."""
        means = self.means(descriptions, cancellation)
        rest = means - np.outer(means @ self.common, self.common)
        return unit_or_zero(rest.astype(np.float32))

    def means(
        self, descriptions: Sequence[str], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return the weighted mean of each text's word vectors, ``(n, d)`` float32."""
        counts = np.array(self.vocabulary.counts, np.float64)
        weights = SMOOTHING / (SMOOTHING + counts / counts.sum())
        rows = np.zeros((len(descriptions), self.vectors.shape[1]), np.float32)
        for row, text in enumerate(descriptions):
            (cancellation or Cancellation()).check()
            known = self.vocabulary.known(tokenize(text))
            if known:
                rows[row] = weights[known] @ self.vectors[known] / len(known)
        return rows

    def without_common(self, descriptions: Sequence[str]) -> WordVectorModel:
        """Return the model that takes out what these texts, the training split, share."""
        means = self.means(descriptions)
        means = means[means.any(axis=1)]
        if len(means) < _FEWEST_TEXTS:
            return self
        first = np.linalg.svd(means, full_matrices=False)[2][0].astype(np.float32)
        return WordVectorModel(self.kind, self.vocabulary, self.vectors, first)

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return the word vectors and what is common."""
        return {"vectors": self.vectors, "common": self.common}

    def settings(self) -> Mapping[str, Any]:
        """Return the words and their counts."""
        return vocabulary_settings(self.vocabulary)


def word_vector_model(
    kind: TextFeature,
    vocabulary: Vocabulary,
    vectors: NDArray[np.float32],
    descriptions: Sequence[str],
) -> WordVectorModel:
    """Return the model of learnt or read vectors, fitted to the texts of the training split."""
    common = np.zeros(vectors.shape[1], np.float32)
    model = WordVectorModel(kind, vocabulary, unit_or_zero(vectors), common)
    return model.without_common(descriptions)


def restore_word_vectors(
    kind: TextFeature, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
) -> WordVectorModel:
    """Return a model that was fitted before.

    Raises
    ------
    FusionError
        When words and vectors are missing or do not fit together.
    """
    vocabulary = read_vocabulary(settings, kind)
    vectors = array_of(arrays, "vectors", (len(vocabulary), None), kind)
    common = array_of(arrays, "common", (vectors.shape[1],), kind)
    return WordVectorModel(kind, vocabulary, vectors, common)
