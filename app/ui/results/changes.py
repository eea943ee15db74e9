"""What moved when the same query was ranked again with other weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.core.query import EQUAL_WEIGHTS
from app.core.recommendation import Answer, Recommendation

SETTLED_SECONDS = 1.0


@dataclass(frozen=True)
class RankChange:
    """How far an item moved.

    Attributes
    ----------
    places
        Places gained (above 0) or lost (below 0).
    is_new
        Whether it was not in the list before.
    """

    places: int = 0
    is_new: bool = False


UNCHANGED = RankChange()


@dataclass(frozen=True)
class RankChanges:
    """How far each item moved; nothing moved while there is no reference.

    Attributes
    ----------
    reference
        Rank of each item before.
    """

    reference: Mapping[str, int] = field(default_factory=dict)

    def of(self, recommendation: Recommendation) -> RankChange:
        """Return how far one item moved."""
        if not self.reference:
            return UNCHANGED
        before = self.reference.get(recommendation.item_id)
        if before is None:
            return RankChange(is_new=True)
        return RankChange(before - recommendation.rank)


def is_rerank(before: Answer, after: Answer) -> bool:
    """Whether both answers are to the same media in the same catalog.

    Weights may differ, and so may the transcript, which comes after the sound.
    """
    return before.catalog == after.catalog and _media(before) == _media(after)


def _media(answer: Answer) -> object:
    return replace(answer.query, weights=EQUAL_WEIGHTS, transcript=None)


@dataclass
class RankMemory:
    """Remembers where items stood before a person began to move a slider.

    A drag yields many answers; comparing each with the one before would flicker, so
    ranks are compared with those of the last answer that stood still for a while.
    """

    _last: Answer | None = None
    _seen_at: float = 0.0
    _changes: RankChanges = field(default_factory=RankChanges)

    def observe(self, answer: Answer, now: float) -> RankChanges:
        """Return how far items moved; nowhere for another query.

        Parameters
        ----------
        answer
            The new answer.
        now
            Seconds on a monotonic clock.
        """
        last, self._last = self._last, answer
        settled = now - self._seen_at >= SETTLED_SECONDS
        self._seen_at = now
        if last is None or not is_rerank(last, answer):
            self._changes = RankChanges()
        elif settled or not self._changes.reference:
            ranks = {entry.item_id: entry.rank for entry in last.results}
            self._changes = RankChanges(ranks)
        return self._changes
