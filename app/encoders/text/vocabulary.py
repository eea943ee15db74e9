"""The words of a training split, each with a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.core.errors import FusionError


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


def count_words(texts: Sequence[Sequence[str]], most: int, what: str) -> Vocabulary:
    """Count the tokens of the training split.

    Parameters
    ----------
    texts
        The tokens of each text.
    most
        Only so many of the most frequent words are kept; equal counts in alphabetical order.
    what
        What needs the vocabulary, for the error.

    Raises
    ------
    FusionError
        When there is not a single word.
    """
    counts = Counter(token for tokens in texts for token in tokens)
    if not counts:
        raise FusionError(what, "found no words to learn from; add captions to the items")
    kept = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return Vocabulary(tuple(word for word, _ in kept), tuple(count for _, count in kept))
