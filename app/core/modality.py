"""The three modalities, and a typed record with one field for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")
S = TypeVar("S")


class Modality(str, Enum):
    """A kind of medium that a query or an item may have."""

    IMAGE = "image"
    TEXT = "text"
    AUDIO = "audio"

    def __str__(self) -> str:
        return self.value


MODALITIES: tuple[Modality, ...] = tuple(Modality)


@dataclass(frozen=True)
class PerModality(Generic[T]):
    """One value for each modality: weights, contributions, ranks, timings.

    Attributes
    ----------
    image, text, audio
        The value of that modality.
    """

    image: T
    text: T
    audio: T

    def __getitem__(self, modality: Modality) -> T:
        value: T = getattr(self, modality.value)
        return value

    def items(self) -> Iterator[tuple[Modality, T]]:
        """Yield ``(modality, value)`` in the order image, text, audio."""
        for modality in MODALITIES:
            yield modality, self[modality]

    def map(self, function: Callable[[T], S]) -> PerModality[S]:
        """Return a record with ``function`` applied to each value."""
        return PerModality(function(self.image), function(self.text), function(self.audio))

    @classmethod
    def of(cls, function: Callable[[Modality], T]) -> PerModality[T]:
        """Build a record by calling ``function`` with each modality."""
        return cls(*(function(modality) for modality in MODALITIES))
