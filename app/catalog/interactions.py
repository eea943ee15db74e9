"""What personas did with items: record, undo, look up, read all of it.

An interaction names the persona and the item by their numbers; times are kept in whole
microseconds, so that what is exported and read again is the same to the last digit.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    Connection,
    String,
    Subquery,
    case,
    delete,
    func,
    insert,
    select,
    type_coerce,
)

from app.catalog.personas import PersonaState, raise_persona
from app.catalog.reading import item_numbers
from app.catalog.schema import InteractionRow, ItemRow, SessionRow
from app.core.errors import CatalogError
from app.core.persona import HIGHEST_RATING, LOWEST_RATING, Interaction, InteractionKind

CLOCKS_DIFFER_BY = 120.0
"""Seconds that a time may lie ahead of this machine's clock."""

MICROSECONDS = 1_000_000
MIDDLE_RATING = (LOWEST_RATING + HIGHEST_RATING) / 2


@dataclass(frozen=True)
class RecordedInteraction:
    """An interaction that is in the catalog.

    Attributes
    ----------
    number
        Primary key; never given to another one.
    session
        Where the item was shown; 0 for nowhere.
    """

    number: int
    interaction: Interaction
    session: int = 0


@dataclass(frozen=True)
class InteractionTable:
    """Many interactions, each persona's from the oldest to the newest.

    Attributes
    ----------
    personas, numbers
        Primary keys of persona and interaction, shape (m,), int64.
    items
        Place of the item, shape (m,), int64; -1 for one that has none.
    preferences
        How much each speaks for its item, -1 to 1, shape (m,), float32.
    times
        In microseconds since 1970-01-01T00:00:00Z, shape (m,), int64.
    verdicts
        Which are verdicts, shape (m,), bool.
    """

    personas: NDArray[np.int64]
    numbers: NDArray[np.int64]
    items: NDArray[np.int64]
    preferences: NDArray[np.float32]
    times: NDArray[np.int64]
    verdicts: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.numbers)

    def standing_items(self) -> NDArray[np.int64]:
        """Return the items with -1 also for each verdict that a later one replaced.

        Who dislikes what they liked before does not like it half; the last word counts.
        """
        rows = np.flatnonzero(self.verdicts & (self.items >= 0))[::-1]
        width = self.items.max(initial=0) + 1
        _, last = np.unique(self.personas[rows] * width + self.items[rows], return_index=True)
        standing: NDArray[np.int64] = self.items.copy()
        standing[np.delete(rows, last)] = -1
        return standing


def record_interaction(
    connection: Connection, persona: PersonaState, interaction: Interaction, session: int = 0
) -> int:
    """Keep what a persona did; return the interaction's number.

    ``session`` is where the item was shown, 0 for nowhere.

    Raises
    ------
    CatalogError
        When the item is not in the catalog, the persona is not there any more, the time lies
        in the future, or the session is not the persona's. Nothing is kept then.
    """
    check_time(interaction)
    number = item_numbers(connection, [interaction.item_id])[0]
    raise_persona(connection, persona)
    if session:
        _check_session(connection, persona, session)
    row = {**row_of(persona.number, number, interaction), "session": session or None}
    added = insert(InteractionRow).values(row).returning(InteractionRow.id)
    return int(connection.execute(added).scalar_one())


def row_of(persona: int, item: int, interaction: Interaction) -> dict[str, Any]:
    """Return the columns of an interaction."""
    rated = interaction.kind is InteractionKind.RATING
    return {
        "persona": persona,
        "item": item,
        "kind": interaction.kind,
        "rating": interaction.rating if rated else 0.0,
        "at": microseconds(interaction.at),
    }


def microseconds(seconds: float) -> int:
    """Return a time in whole microseconds."""
    return round(seconds * MICROSECONDS)


def check_time(interaction: Interaction) -> None:
    """Refuse a time that has not come yet.

    Raises
    ------
    CatalogError
        When it lies more than two minutes ahead of this machine's clock.
    """
    if interaction.at > time.time() + CLOCKS_DIFFER_BY:
        raise CatalogError(
            f"interaction with {interaction.item_id}",
            "has a time in the future; correct it, or this machine's clock",
        )


def _check_session(connection: Connection, persona: PersonaState, session: int) -> None:
    query = select(SessionRow.persona).where(SessionRow.id == session)
    if connection.execute(query).scalar() != persona.number:
        raise CatalogError(f"session {session}", f"is none of {persona.name!r}; ask for a new list")


def undo_interaction(
    connection: Connection, persona: PersonaState, number: int
) -> RecordedInteraction:
    """Take an interaction back, as if it had never been; return what it was.

    Raises
    ------
    CatalogError
        When the persona has no such interaction (any more).
    """
    found = _read(connection, persona, InteractionRow.id == number)
    if not found:
        raise CatalogError(
            f"interaction {number}", f"of {persona.name!r} is not there (any more); nothing to undo"
        )
    connection.execute(delete(InteractionRow).where(InteractionRow.id == number))
    raise_persona(connection, persona)
    return found[0]


def read_history(
    connection: Connection,
    persona: PersonaState,
    kinds: Sequence[InteractionKind] = (),
    limit: int | None = None,
) -> tuple[RecordedInteraction, ...]:
    """Return a persona's interactions, the newest first; empty ``kinds`` are all kinds."""
    conditions = [InteractionRow.kind.in_(kinds)] if kinds else []
    return _read(connection, persona, *conditions, limit=limit)


def _read(
    connection: Connection, persona: PersonaState, *conditions: Any, limit: int | None = None
) -> tuple[RecordedInteraction, ...]:
    query = (
        select(
            InteractionRow.id,
            ItemRow.item_id,
            InteractionRow.kind,
            InteractionRow.at,
            InteractionRow.rating,
            InteractionRow.session,
        )
        .join(ItemRow, ItemRow.id == InteractionRow.item)
        .where(InteractionRow.persona == persona.number, *conditions)
        .order_by(InteractionRow.at.desc(), InteractionRow.id.desc())
        .limit(limit)
    )
    return tuple(
        RecordedInteraction(
            number, Interaction(item_id, kind, at / MICROSECONDS, rating), session or 0
        )
        for number, item_id, kind, at, rating, session in connection.execute(query)
    )


def count_interactions(
    connection: Connection, persona: PersonaState, kinds: Sequence[InteractionKind] = ()
) -> int:
    """Return how many interactions a persona has; empty ``kinds`` are all kinds."""
    query = select(func.count()).where(InteractionRow.persona == persona.number)
    if kinds:
        query = query.where(InteractionRow.kind.in_(kinds))
    return connection.execute(query).scalar_one()


def item_places(connection: Connection, item_ids: Sequence[str]) -> NDArray[np.int64]:
    """Return the place of each item by its number: such as its row in an index, else -1."""
    places = {item_id: place for place, item_id in enumerate(item_ids)}
    known = connection.execute(select(ItemRow.id, ItemRow.item_id)).all()
    place_of = np.full(max((number for number, _ in known), default=0) + 1, -1, dtype=np.int64)
    for number, item_id in known:
        place_of[number] = places.get(item_id, -1)
    return place_of


def read_interactions(
    connection: Connection, place_of: NDArray[np.int64], persona: int | None = None
) -> InteractionTable:
    """Return all personas' interactions as arrays, or one's, the oldest first for each.

    Parameters
    ----------
    place_of
        From :func:`item_places`.
    persona
        Number of the only persona to read.
    """
    rows = _raw_rows(connection, persona)
    table = np.array([row[:4] for row in rows], dtype=np.int64).reshape(-1, 4)
    pairs = {row[4:] for row in rows}
    levels = {pair: _preference(*pair) for pair in pairs}
    judges = {pair: InteractionKind(pair[0]).is_verdict for pair in pairs}
    numbers = table[:, 2]
    places = place_of[np.minimum(numbers, len(place_of) - 1)]
    return InteractionTable(
        table[:, 0],
        table[:, 1],
        np.where(numbers < len(place_of), places, -1),
        np.array([levels[row[4:]] for row in rows], dtype=np.float32),
        table[:, 3],
        np.array([judges[row[4:]] for row in rows], dtype=np.bool_),
    )


def _raw_rows(connection: Connection, persona: int | None) -> list[tuple[Any, ...]]:
    """Return persona, number, item, time, kind and rating, as the database has them.

    Kinds stay text here: making an enumeration's member for each of 100,000 rows takes
    longer than all the rest.
    """
    kind = type_coerce(InteractionRow.kind, String)
    query = select(
        InteractionRow.persona,
        InteractionRow.id,
        InteractionRow.item,
        InteractionRow.at,
        kind,
        InteractionRow.rating,
    ).order_by(InteractionRow.persona, InteractionRow.at, InteractionRow.id)
    if persona is not None:
        query = query.where(InteractionRow.persona == persona)
    return [tuple(row) for row in connection.execute(query)]


def _preference(kind: str, rating: float) -> float:
    return Interaction("", InteractionKind(kind), 0.0, rating).preference


def like_counts(connection: Connection) -> dict[str, int]:
    """Return how many personas like each item that anyone does.

    One does who liked, saved or rated it high, and neither disliked nor rated it low later.
    """
    likers = _likers()
    counts = select(likers.c.item, func.count().label("likers")).group_by(likers.c.item).subquery()
    query = select(ItemRow.item_id, counts.c.likers).join(counts, counts.c.item == ItemRow.id)
    return {item_id: int(count) for item_id, count in connection.execute(query)}


def _likers() -> Subquery:
    """Return each item with each persona who likes it.

    Times and numbers of what speaks against an item are negative here, so that the last word
    has the sign of the largest and the smallest together: one pass, where looking for what
    came later takes seconds.
    """
    row = InteractionRow
    is_low = (row.kind == InteractionKind.RATING) & (row.rating <= MIDDLE_RATING)
    sign = case(((row.kind == InteractionKind.DISLIKE) | is_low, -1), else_=1)
    judged = (
        select(row.item, row.persona, (sign * row.at).label("at"), (sign * row.id).label("id"))
        .where(row.kind.not_in((InteractionKind.VIEW, InteractionKind.SKIP)))
        .subquery()
    )
    last = func.max(judged.c.at) + func.min(judged.c.at)
    last_of_a_time = func.max(judged.c.id) + func.min(judged.c.id)
    return (
        select(judged.c.item)
        .group_by(judged.c.item, judged.c.persona)
        .having((last > 0) | ((last == 0) & (last_of_a_time > 0)))
        .subquery()
    )


def are_enough(connection: Connection, personas: int) -> bool:
    """Return whether at least so many personas did anything that speaks for an item."""
    against = InteractionRow.kind.in_((InteractionKind.DISLIKE, InteractionKind.SKIP))
    rated = InteractionRow.kind == InteractionKind.RATING
    speaks = (~against & ~rated) | (rated & (InteractionRow.rating > MIDDLE_RATING))
    query = select(InteractionRow.persona).where(speaks).distinct().limit(personas)
    return len(connection.execute(query).all()) >= personas
