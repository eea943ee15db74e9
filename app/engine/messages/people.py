"""Personas: who there is, what they did, what was learnt, how lists were received."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Union

from app.core.modality import PerModality
from app.core.persona import InteractionKind
from app.core.recommender import RecommenderKind
from app.engine.messages.for_you import FittedRecommender, PersonalList, RecommendForYou


class PeopleJob:
    """Manages personas and records what they do; quick, in order, never superseded."""


@dataclass(frozen=True)
class ListPersonas(PeopleJob):
    """Ask for all personas of a catalog. Result: :class:`Personas`."""

    catalog: str


@dataclass(frozen=True)
class CreatePersona(PeopleJob):
    """Add a persona. Result: :class:`Personas`."""

    catalog: str
    name: str


@dataclass(frozen=True)
class RenamePersona(PeopleJob):
    """Give a persona another name. Result: :class:`Personas`."""

    catalog: str
    name: str
    new_name: str


@dataclass(frozen=True)
class RemovePersona(PeopleJob):
    """Delete a persona and everything about it. Result: :class:`Personas`."""

    catalog: str
    name: str


@dataclass(frozen=True)
class RecordInteraction(PeopleJob):
    """Keep what a persona did with an item. Result: :class:`Learnt`.

    ``session`` and ``position`` say in which list the item was shown, where it was in one;
    ``then`` is the list to rank anew with what was learnt. It goes on in ``session``, unless it
    continues another one.
    """

    catalog: str
    persona: str
    item_id: str
    kind: InteractionKind
    rating: float = 0.0
    session: int = 0
    position: int = 0
    then: RecommendForYou | None = None


@dataclass(frozen=True)
class UndoInteraction(PeopleJob):
    """Take an interaction back, as if it had never been. Result: :class:`Learnt`.

    ``then`` is the list to rank anew without it. It goes on in the session in which that was
    done, unless it continues another one.
    """

    catalog: str
    persona: str
    number: int
    then: RecommendForYou | None = None


@dataclass(frozen=True)
class GetHistory(PeopleJob):
    """Ask for a persona's interactions, the newest first. Result: :class:`History`.

    Empty ``kinds`` are all kinds; ``text`` filters by title.
    """

    catalog: str
    persona: str
    kinds: tuple[InteractionKind, ...] = ()
    text: str = ""
    language: str = "en"
    limit: int = 500


@dataclass(frozen=True)
class GetProfile(PeopleJob):
    """Ask what was learnt of a persona. Result: :class:`Profile`."""

    catalog: str
    persona: str


@dataclass(frozen=True)
class ExportInteractions(PeopleJob):
    """Write a persona's interactions (all personas' when empty) as CSV. Result: :class:`Moved`."""

    catalog: str
    persona: str
    path: str


@dataclass(frozen=True)
class ImportInteractions(PeopleJob):
    """Read interactions from CSV; all or none. Result: :class:`Moved`."""

    catalog: str
    path: str


@dataclass(frozen=True)
class GetMeasures(PeopleJob):
    """Ask how lists were received. Result: :class:`LiveMeasures`. An empty persona is all."""

    catalog: str
    persona: str = ""


@dataclass(frozen=True)
class Persona:
    """A persona in a list."""

    name: str
    interactions: int
    created: str


@dataclass(frozen=True)
class Personas:
    """All personas of a catalog, by name."""

    catalog: str
    personas: tuple[Persona, ...]


@dataclass(frozen=True)
class HistoryEntry:
    """One interaction, with what to show of its item.

    Attributes
    ----------
    number
        Names the interaction, to undo it.
    at
        Local date and time, ISO 8601 to the second.
    """

    number: int
    item_id: str
    title: str
    category: str
    thumbnail: str
    kind: InteractionKind
    at: str
    rating: float = 0.0


@dataclass(frozen=True)
class History:
    """A persona's interactions that pass the filter, up to the limit.

    Attributes
    ----------
    total
        How many interactions the persona has.
    matching
        How many of them pass the filter.
    """

    catalog: str
    persona: str
    entries: tuple[HistoryEntry, ...]
    total: int
    matching: int


@dataclass(frozen=True)
class Profile:
    """What was learnt of a persona.

    Attributes
    ----------
    shares
        How much its likes follow each modality; sum to 1, or all 0 before anything is known.
    up, down
        All categories with how much more or less likely they became, -1 to 1, the strongest
        first. None is left out: what one interaction moved is told by two profiles.
    exploration
        How unsure the bandit still is, 0 to 1.
    interactions
        How many taught this.
    """

    catalog: str
    persona: str
    shares: PerModality[float] = field(default_factory=lambda: PerModality(0.0, 0.0, 0.0))
    up: tuple[tuple[str, float], ...] = ()
    down: tuple[tuple[str, float], ...] = ()
    exploration: float = 1.0
    interactions: int = 0


@dataclass(frozen=True)
class Learnt:
    """What one interaction changed.

    Attributes
    ----------
    number
        Names the interaction, to undo it; that of the one undone after an undo.
    before, after
        What was known of the persona.
    ranked
        The list that the job asked for, ranked anew; nothing where none was asked for, or
        where it could not be made.
    """

    number: int
    before: Profile
    after: Profile
    ranked: PersonalList | None = None


@dataclass(frozen=True)
class Moved:
    """So many interactions were written or read.

    Attributes
    ----------
    repeated
        Lines that say exactly what was known; they were passed over.
    personas
        Names of the personas that were made for what was read.
    """

    path: str
    interactions: int
    repeated: int = 0
    personas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rate:
    """A share with its 95 % Wilson interval."""

    successes: int
    trials: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Duel:
    """Two recommenders on blind, alternating lists.

    Attributes
    ----------
    wins, losses, ties
        Sessions in which the first got more likes, fewer, or as many.
    preference
        Share of decided sessions that the first won.
    is_decided
        Whether the stopping rule has spoken.
    """

    first: RecommenderKind
    second: RecommenderKind
    wins: int
    losses: int
    ties: int
    preference: Rate
    is_decided: bool


@dataclass(frozen=True)
class LiveMeasures:
    """How lists were received.

    Attributes
    ----------
    click_through, interaction, satisfaction
        Share of shown items that were opened, that anything was done with, and of judged
        items that were liked.
    """

    catalog: str
    persona: str
    sessions: int
    click_through: Rate
    interaction: Rate
    satisfaction: Rate
    duels: tuple[Duel, ...] = ()


PeopleOutcome = Union[
    Personas, Learnt, History, Profile, Moved, LiveMeasures, PersonalList, FittedRecommender
]
