"""Word2Vec, CBOW and skip-gram (Mikolov et al. 2013), learnt with gensim."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from gensim.models import Word2Vec
from gensim.models.callbacks import CallbackAny2Vec
from numpy.typing import NDArray

from app.core.lab import TextFeature
from app.core.progress import Cancellation
from app.encoders.extractor import FitData
from app.encoders.text.describing import TextDescribing
from app.encoders.text.tokenizing import tokenize
from app.encoders.text.vocabulary import count_words
from app.encoders.text.word_vectors import (
    WordVectorModel,
    restore_word_vectors,
    word_vector_model,
)

DIMENSION = 64
MOST_WORDS = 20_000
_WINDOW = 5
_FEWEST_EPOCHS = 5
_WORDS_IN_ALL = 400_000
"""A small catalog is read again and again until about so many words were seen."""
_MOST_EPOCHS = 200
_BATCH_WORDS = 1_000
"""Small enough that gensim has no cause to warn of too few batches."""


class Word2VecExtractor(TextDescribing):
    """Learns a vector for each word from the words around it.

    One thread, a fixed seed and a hash that is the same in every process, so that the same
    captions give the same vectors.

    Parameters
    ----------
    kind
        ``WORD2VEC_CBOW`` or ``WORD2VEC_SKIP_GRAM``.
    """

    def __init__(self, kind: TextFeature) -> None:
        self.kind = kind

    def fit(
        self,
        descriptions: Sequence[str],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> WordVectorModel:
        """Learn 64 numbers a word.

        Raises
        ------
        FusionError
            When there is no word.
        Cancelled
            When asked to stop, between two epochs.
        """
        texts = [tokenize(text) for text in descriptions]
        vocabulary = count_words(texts, MOST_WORDS, self.kind)
        kept = [[token for token in tokens if token in vocabulary.numbers] for tokens in texts]
        learnt = Word2Vec(
            [tokens for tokens in kept if tokens],
            vector_size=DIMENSION,
            window=_WINDOW,
            min_count=1,
            sg=int(self.kind is TextFeature.WORD2VEC_SKIP_GRAM),
            epochs=_epochs(sum(vocabulary.counts)),
            workers=1,
            seed=data.seed,
            hashfxn=_stable_hash,
            batch_words=_BATCH_WORDS,
            callbacks=[_Stop(cancellation or Cancellation())],
        ).wv
        places = [learnt.key_to_index[word] for word in vocabulary.words]
        vectors: NDArray[np.float32] = learnt.vectors[places]
        return word_vector_model(self.kind, vocabulary, vectors, descriptions)

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> WordVectorModel:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When words and vectors are missing or do not fit together.
        """
        return restore_word_vectors(self.kind, arrays, settings)


class _Stop(CallbackAny2Vec):
    """Looks after each epoch whether someone asked to stop."""

    def __init__(self, cancellation: Cancellation) -> None:
        self._cancellation = cancellation

    def on_epoch_end(self, model: Word2Vec) -> None:
        self._cancellation.check()


def _epochs(words: int) -> int:
    return min(_MOST_EPOCHS, max(_FEWEST_EPOCHS, _WORDS_IN_ALL // words))


def _stable_hash(word: str) -> int:
    return zlib.crc32(word.encode())
