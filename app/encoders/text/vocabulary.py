"""The words of a training split, each with a number, in memory and at rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.core.errors import FusionError
from app.core.lab import TextFeature
from app.encoders.fitted_arrays import name_of, setting_of

_AGAIN = "fit the features again"


@dataclass(frozen=True)
class Vocabulary:
    """Words in a fixed order, the most frequent first.

    Attributes
    ----------
    words
        Each once.
    counts
        How often each stood in the training split; same length.
    """

    words: tuple[str, ...]
    counts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The place of each word."""
        return {word: place for place, word in enumerate(self.words)}

    def known(self, tokens: Iterable[str]) -> list[int]:
        """Return the numbers of the tokens that are known, in order."""
        return [self.numbers[token] for token in tokens if token in self.numbers]


def count_words(texts: Sequence[Sequence[str]], most: int, kind: TextFeature) -> Vocabulary:
    """Count the tokens of the training split.

    Parameters
    ----------
    texts
        The tokens of each text.
    most
        Only so many of the most frequent words are kept; equal counts in alphabetical order.
    kind
        What needs the vocabulary, for the error.

    Raises
    ------
    FusionError
        When there is not a single word.
    """
    counts = Counter(token for tokens in texts for token in tokens)
    if not counts:
        raise FusionError(name_of(kind), "find no words to learn from; add captions to the items")
    kept = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return Vocabulary(tuple(word for word, _ in kept), tuple(count for _, count in kept))


def vocabulary_settings(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return a vocabulary as JSON values."""
    return {"words": list(vocabulary.words), "counts": list(vocabulary.counts)}


def read_vocabulary(settings: Mapping[str, Any], kind: TextFeature) -> Vocabulary:
    """Return the vocabulary in ``settings``.

    Raises
    ------
    FusionError
        When words are missing, twice there or no words, or counts do not fit to them.
    """
    words, counts = setting_of(settings, "words", kind), setting_of(settings, "counts", kind)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise FusionError(name_of(kind), f"have no list of words; {_AGAIN}")
    if not words or len(set(words)) != len(words):
        raise FusionError(name_of(kind), f"have no words or some twice; {_AGAIN}")
    if not isinstance(counts, list) or len(counts) != len(words):
        raise FusionError(name_of(kind), f"have counts that do not fit the words; {_AGAIN}")
    if not all(type(count) is int and count > 0 for count in counts):
        raise FusionError(name_of(kind), f"have counts that are no whole numbers; {_AGAIN}")
    return Vocabulary(tuple(words), tuple(counts))
