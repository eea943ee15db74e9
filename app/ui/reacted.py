"""What a persona did with one item, as the window shows it."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.persona import InteractionKind


@dataclass(frozen=True)
class Reacted:
    """What was done with an item and was not taken back.

    Of like, dislike and rating only the last one is there: it replaced those before.

    Attributes
    ----------
    kinds
        All that was done.
    stars
        How many were given, 1 to 5; 0 without a rating.
    """

    kinds: frozenset[InteractionKind] = frozenset()
    stars: float = 0.0

    def __bool__(self) -> bool:
        """Whether anything was done."""
        return bool(self.kinds)

    def __contains__(self, kind: InteractionKind) -> bool:
        """Whether something of this kind was done."""
        return kind in self.kinds


NOTHING = Reacted()
