"""Texts as rows of token numbers, for a network with an embedding layer of its own."""

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
from app.encoders.extractor import FitData
from app.encoders.text.describing import TextDescribing
from app.encoders.text.stored import (
    digest_of,
    read_number,
    read_vocabulary,
    vocabulary_settings,
)
from app.encoders.text.tokenizing import tokenize
from app.encoders.text.vocabulary import Vocabulary, count_words

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
        return digest_of(f"{self.kind.value}; 1", self.arrays(), self.settings())

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
    """Numbers the words of a text in the order in which they stand."""

    kind = TextFeature.TOKENS

    def fit(
        self,
        descriptions: Sequence[str],
        data: FitData,
        cancellation: Cancellation | None = None,
    ) -> TokenModel:
        """Take the most frequent 20,000 words, and the longest text's length up to 64.

        Raises
        ------
        FusionError
            When there is no word.
        """
        return fit_tokens(descriptions, MOST_WORDS, self.kind.value)

    def restore(
        self, arrays: Mapping[str, NDArray[Any]], settings: Mapping[str, Any]
    ) -> TokenModel:
        """Return a model that was fitted before.

        Raises
        ------
        FusionError
            When words or length are missing or broken.
        """
        return restore_tokens(settings, self.kind.value)


def fit_tokens(descriptions: Sequence[str], most: int, what: str) -> TokenModel:
    """Return the token numbers of a training split, of at most ``most`` words.

    Raises
    ------
    FusionError
        When there is no word; ``what`` needs them.
    """
    texts = [tokenize(text) for text in descriptions]
    vocabulary = count_words(texts, most, what)
    longest = max(len(tokens) for tokens in texts)
    return TokenModel(vocabulary, min(LONGEST, max(SHORTEST, longest)))


def restore_tokens(settings: Mapping[str, Any], what: str) -> TokenModel:
    """Return token numbers that were fitted before.

    Raises
    ------
    FusionError
        When words or length are missing or broken.
    """
    return TokenModel(read_vocabulary(settings, what), read_number(settings, "length", what))
