"""Bag of words, and TF-IDF (Salton and Buckley 1988), over the words of the training split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from app.core.lab import TextFeature
from app.core.progress import Cancellation
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData
from app.encoders.fitted_arrays import array_of, digest_of_model
from app.encoders.text.describing import TextDescribing, unit_or_zero
from app.encoders.text.tokenizing import tokenize
from app.encoders.text.vocabulary import (
    Vocabulary,
    count_words,
    read_vocabulary,
    vocabulary_settings,
)

MOST_WORDS = 4096
_BATCH = 4096


@dataclass(frozen=True)
class CountModel:
    """One column a word: how often it stands in a text, times the word's weight.

    Attributes
    ----------
    kind
        Bag of words or TF-IDF.
    vocabulary
        The words of the columns.
    word_weights
        (v,) float32: 1 for a bag of words, else the inverse document frequency.
    """

    kind: TextFeature
    vocabulary: Vocabulary
    word_weights: NDArray[np.float32]

    @cached_property
    def digest(self) -> str:
        """Sha256 over words and weights, hexadecimal."""
        return digest_of_model(self.kind, self.arrays(), self.settings())

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """One part: the words."""
        return (FeaturePart(self.kind.value, len(self.vocabulary)),)

    def transform(
        self, descriptions: Sequence[str], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, v)`` float32, rows of length 1; zeros for texts without a known word."""
        rows = np.zeros((len(descriptions), len(self.vocabulary)), np.float32)
        counter = _counter(self.vocabulary)
        for start in range(0, len(descriptions), _BATCH):
            (cancellation or Cancellation()).check()
            texts = descriptions[start : start + _BATCH]
            rows[start : start + len(texts)] = counter.transform(texts).toarray()
        return unit_or_zero(rows * self.word_weights)

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return the words' weights."""
        return {"word_weights": self.word_weights}

    def settings(self) -> Mapping[str, Any]:
        """Return the words and how often they stood in the training split."""
        return vocabulary_settings(self.vocabulary)


class CountExtractor(TextDescribing):
    """Counts the words of a text.

    Parameters
    ----------
    kind
        ``BAG_OF_WORDS`` or ``TF_IDF``.
    """

    def __init__(self, kind: TextFeature) -> None:
        self.kind = kind

    def fit(
        self,
        descriptions: Sequence[str],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> CountModel:
        """Take the most frequent 4,096 words, and for TF-IDF how many texts each is in.

        Raises
        ------
        FusionError
            When there is no word.
        """
        texts = [tokenize(text) for text in descriptions]
        vocabulary = count_words(texts, MOST_WORDS, self.kind)
        weights = np.ones(len(vocabulary), np.float32)
        if self.kind is TextFeature.TF_IDF:
            counts = _counter(vocabulary).transform(descriptions)
            weights = TfidfTransformer().fit(counts).idf_.astype(np.float32)
        return CountModel(self.kind, vocabulary, weights)

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> CountModel:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When words and weights are missing or do not fit together.
        """
        vocabulary = read_vocabulary(settings, self.kind)
        weights = array_of(arrays, "word_weights", (len(vocabulary),), self.kind)
        return CountModel(self.kind, vocabulary, weights)


def _counter(vocabulary: Vocabulary) -> CountVectorizer:
    return CountVectorizer(analyzer=tokenize, vocabulary=vocabulary.numbers, dtype=np.float32)
