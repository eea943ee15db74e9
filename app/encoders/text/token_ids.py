"""Texts as rows of token numbers, for a network with an embedding layer of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import FusionError
from app.core.lab import TextFeature
from app.core.progress import Cancellation
from app.encoders.encoder import FeaturePart
from app.encoders.extractor import FitData
from app.encoders.fitted_arrays import digest_of_model, name_of, setting_of
from app.encoders.text.describing import TextDescribing
from app.encoders.text.tokenizing import tokenize
from app.encoders.text.vocabulary import (
    Vocabulary,
    count_words,
    read_vocabulary,
    vocabulary_settings,
)

PADDING = 0
UNKNOWN = 1
FIRST_WORD = 2
MOST_WORDS = 20_000
SHORTEST = 4
LONGEST = 64


@dataclass(frozen=True)
class TokenModel:
    """One column a place in the text: the number of the token that stands there.

    Attributes
    ----------
    vocabulary
        The words; the first has number 2.
    length
        How many tokens of a text are looked at.
    """

    vocabulary: Vocabulary
    length: int
    kind = TextFeature.TOKENS

    @cached_property
    def digest(self) -> str:
        """Sha256 over words and length, hexadecimal."""
        return digest_of_model(self.kind, self.arrays(), self.settings())

    @property
    def numbers(self) -> int:
        """How many different numbers there are, with padding and unknown."""
        return len(self.vocabulary) + FIRST_WORD

    @property
    def parts(self) -> tuple[FeaturePart, ...]:
        """One part: the places."""
        return (FeaturePart(self.kind.value, self.length),)

    def transform(
        self, descriptions: Sequence[str], cancellation: Cancellation | None = None
    ) -> NDArray[np.float32]:
        """Return ``(n, length)`` float32 of whole numbers: 0 is padding, 1 an unknown word."""
        rows = np.full((len(descriptions), self.length), PADDING, np.float32)
        places = self.vocabulary.numbers
        for row, text in enumerate(descriptions):
            (cancellation or Cancellation()).check()
            tokens = tokenize(text)[: self.length]
            rows[row, : len(tokens)] = [
                places[token] + FIRST_WORD if token in places else UNKNOWN for token in tokens
            ]
        return rows

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return nothing: all is in the settings."""
        return {}

    def settings(self) -> Mapping[str, Any]:
        """Return the words and the length."""
        return {**vocabulary_settings(self.vocabulary), "length": self.length}


class TokenExtractor(TextDescribing):
    """Numbers the words of a text in the order in which they stand.

    Parameters
    ----------
    most_words
        Only so many of the most frequent words have a number.
    """

    kind = TextFeature.TOKENS

    def __init__(self, most_words: int = MOST_WORDS) -> None:
        self._most_words = most_words

    def fit(
        self,
        descriptions: Sequence[str],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> TokenModel:
        """Take the most frequent words, and the longest text's length, from 4 to 64.

        Raises
        ------
        FusionError
            When there is no word.
        """
        texts = [tokenize(text) for text in descriptions]
        vocabulary = count_words(texts, self._most_words, self.kind)
        longest = max(len(tokens) for tokens in texts)
        return TokenModel(vocabulary, min(LONGEST, max(SHORTEST, longest)))

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> TokenModel:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When words or length are missing or broken.
        """
        length = setting_of(settings, "length", self.kind)
        if type(length) is not int or not SHORTEST <= length <= LONGEST:
            raise FusionError(name_of(self.kind), "have no usable length; fit the features again")
        return TokenModel(read_vocabulary(settings, self.kind), length)
