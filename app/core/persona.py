"""People whose history shapes what comes back, and what they did with items."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from app.core.errors import InputError

LOWEST_RATING, HIGHEST_RATING = 1.0, 5.0
"""Stars."""


class InteractionKind(str, Enum):
    """What someone did with an item."""

    VIEW = "view"
    LIKE = "like"
    DISLIKE = "dislike"
    SAVE = "save"
    SKIP = "skip"
    RATING = "rating"

    @property
    def is_verdict(self) -> bool:
        """Whether it says what someone thinks of an item, and so replaces what they said before."""
        return self in {InteractionKind.LIKE, InteractionKind.DISLIKE, InteractionKind.RATING}


_PREFERENCE = {
    InteractionKind.VIEW: 0.2,
    InteractionKind.LIKE: 1.0,
    InteractionKind.DISLIKE: -1.0,
    InteractionKind.SAVE: 1.0,
    InteractionKind.SKIP: -0.2,
}


@dataclass(frozen=True)
class Interaction:
    """One thing that someone did with one item.

    Attributes
    ----------
    item_id
        The item's stable identifier in its catalog.
    kind
        What was done.
    at
        Seconds since 1970-01-01T00:00:00Z.
    rating
        Stars from 1 to 5 of a :attr:`InteractionKind.RATING`; 0 otherwise.
    """

    item_id: str
    kind: InteractionKind
    at: float
    rating: float = 0.0

    def __post_init__(self) -> None:
        if not math.isfinite(self.at) or self.at < 0:
            raise InputError(f"interaction with {self.item_id}", "has no usable time; correct it")
        rated = self.kind is InteractionKind.RATING
        if rated and not LOWEST_RATING <= self.rating <= HIGHEST_RATING:
            raise InputError(
                f"rating {self.rating} of {self.item_id}",
                f"use {LOWEST_RATING:.0f} to {HIGHEST_RATING:.0f} stars",
            )

    @property
    def preference(self) -> float:
        """How much it speaks for the item, from -1 (against) to 1."""
        if self.kind is InteractionKind.RATING:
            middle = (LOWEST_RATING + HIGHEST_RATING) / 2
            return (self.rating - middle) / (HIGHEST_RATING - middle)
        return _PREFERENCE[self.kind]
