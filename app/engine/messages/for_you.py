"""What is recommended to a persona, by whom, and who has to learn first."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from app.core.recommendation import Recommendation
from app.core.recommender import RecommenderKind, ScoreParts


class ForYouJob:
    """Ranks for a persona; a newer one supersedes an older one."""


class ListMode(str, Enum):
    """How a persona's list is made."""

    FOR_YOU = "for-you"
    SURPRISE = "surprise"
    """Explores: items that are likely to teach much."""
    BLIND = "blind"
    """Two recommenders draft by turns; nobody sees which item is whose."""


@dataclass(frozen=True)
class RecommendForYou(ForYouJob):
    """Rank the catalog for a persona without a query. Result: :class:`PersonalList`.

    Attributes
    ----------
    recommender, rival
        Who ranks by history; the rival only for :attr:`ListMode.BLIND`.
    continues
        Session of the list that is ranked anew, which goes on then; 0 begins one. It is no
        part of what is asked for: two jobs that differ in nothing else are equal.
    """

    catalog: str
    persona: str
    mode: ListMode = ListMode.FOR_YOU
    recommender: RecommenderKind = RecommenderKind.MULTIMODAL_AUTOENCODER
    rival: RecommenderKind = RecommenderKind.CONTENT
    top: int = 24
    language: str = "en"
    continues: int = field(default=0, compare=False)


@dataclass(frozen=True)
class FitRecommender:
    """Let a recommender learn from all personas. Result: :class:`FittedRecommender`.

    It takes up to minutes, in a process of its own; what is fitted already is done at once.
    """

    catalog: str
    recommender: RecommenderKind


@dataclass(frozen=True)
class PersonalItem:
    """One item of a persona's list.

    Attributes
    ----------
    recommendation
        Rank, score, and shares by modality, as in an answer to a query: here the history asks,
        and the baseline is what everything else adds. Its own ``parts`` are ``None``.
    parts
        Of its score.
    because_of
        Title of the liked item that speaks most for it; empty when none does.
    explores
        Whether it is here to learn from rather than because it is likely to please.
    """

    recommendation: Recommendation
    parts: ScoreParts
    because_of: str = ""
    explores: bool = False


class FallbackReason(str, Enum):
    """Why another recommender than the one that was asked for ranked a list."""

    NOTHING_KNOWN = "nothing-known"
    """The persona neither liked nor disliked anything: what most like, then what differs."""
    TOO_FEW = "too-few-personas"
    """Too few personas like anything; there is nobody to learn from."""
    STILL_LEARNING = "still-learning"
    """It has not learnt from the personas yet."""


@dataclass(frozen=True)
class Fallback:
    """A recommender that could not rank, and why."""

    recommender: RecommenderKind
    reason: FallbackReason


@dataclass(frozen=True)
class PersonalList:
    """What is recommended to a persona.

    Attributes
    ----------
    session
        Names this showing; to be sent with what is done in it. A list that is ranked anew after
        a reaction keeps it. 0 for a blind vote that cannot be held, which has no items either.
    milliseconds
        That making the list took.
    ranked_by
        Who really ranked by history.
    fallback
        Who was to rank and could not, if anybody. In a blind vote that would compare a
        recommender with itself.
    to_fit
        What has new things to learn: worth a :class:`FitRecommender` each.
    """

    catalog: str
    persona: str
    mode: ListMode
    session: int
    items: tuple[PersonalItem, ...]
    milliseconds: float
    ranked_by: RecommenderKind = RecommenderKind.CONTENT
    fallback: Fallback | None = None
    to_fit: tuple[RecommenderKind, ...] = ()


@dataclass(frozen=True)
class FittedRecommender:
    """A recommender has learnt from all personas of a catalog."""

    catalog: str
    recommender: RecommenderKind
