"""GloVe word vectors: learnt from the catalog's captions, or read from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.lab import TextFeature
from app.core.progress import Cancellation
from app.encoders.extractor import FitData
from app.encoders.text.describing import TextDescribing
from app.encoders.text.glove_file import read_glove_file
from app.encoders.text.glove_training import co_occurrences, learn_glove
from app.encoders.text.tokenizing import tokenize
from app.encoders.text.vocabulary import Vocabulary, count_words
from app.encoders.text.word_vectors import (
    WordVectorModel,
    restore_word_vectors,
    word_vector_model,
)

DIMENSION = 64
MOST_WORDS = 20_000
STEPS = 200


class GloveExtractor(TextDescribing):
    """Vectors of words that stand near each other often.

    Parameters
    ----------
    path
        A file in GloVe's text format; without one, vectors are learnt from the captions. Of a
        file the captions' words and its first 20,000, the most frequent ones, are kept.
    """

    kind = TextFeature.GLOVE

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    def fit(
        self,
        descriptions: Sequence[str],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> WordVectorModel:
        """Learn 64 numbers a word, or read them.

        Raises
        ------
        FusionError
            When there is no word, none of them is in the file, or the file is broken.
        Cancelled
            When asked to stop, between two steps.
        """
        texts = [tokenize(text) for text in descriptions]
        vocabulary = count_words(texts, MOST_WORDS, self.kind)
        if self._path is not None:
            vocabulary, vectors = _read(self._path, vocabulary, cancellation)
        else:
            counts = co_occurrences(texts, vocabulary)
            vectors = learn_glove(counts, DIMENSION, STEPS, data.seed, cancellation).vectors
        return word_vector_model(self.kind, vocabulary, vectors, descriptions)

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> WordVectorModel:
        """Return a model that was fitted before; the file is not needed.

        Raises
        ------
        FusionError
            When words and vectors are missing or do not fit together.
        """
        return restore_word_vectors(self.kind, arrays, settings)


def _read(
    path: Path, vocabulary: Vocabulary, cancellation: Cancellation | None
) -> tuple[Vocabulary, NDArray[np.float32]]:
    """Return the words that the file has, the captions' first, and their vectors."""
    found = read_glove_file(path, frozenset(vocabulary.words), MOST_WORDS, cancellation)
    counts = dict(zip(vocabulary.words, vocabulary.counts, strict=True))
    if not counts.keys() & found.keys():
        raise FusionError(path, "has none of the captions' words; choose a file of their language")
    words = [word for word in vocabulary.words if word in found]
    words += [word for word in found if word not in counts]
    there = Vocabulary(tuple(words), tuple(counts.get(word, 1) for word in words))
    return there, np.stack([found[word] for word in words])
