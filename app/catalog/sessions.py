"""Sessions: which lists were shown to a persona, by whom, and what was done with them.

A list that is ranked anew after a reaction is the same list to who looks at it. It goes on in
its session, in which an item counts once however often it was ranked.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, insert, select

from app.catalog.personas import PersonaState, check_persona
from app.catalog.reading import item_numbers
from app.catalog.schema import InteractionRow, ItemRow, PersonaRow, SessionRow, ShownRow
from app.core.persona import InteractionKind
from app.core.recommender import RecommenderKind

SOMEONE_ELSE = 2
"""Put an item into a list that was ranked anew: neither who made the list first nor a rival."""


@dataclass(frozen=True)
class ShownList:
    """A list to be logged.

    Attributes
    ----------
    mode
        How it was made, in one word.
    recommender, rival
        Who made it; without a rival the first made all of it.
    item_ids
        What was shown, the best first.
    by
        For each place 0 if the recommender put the item there, 1 if the rival did; empty
        means the recommender everywhere.
    """

    mode: str
    recommender: RecommenderKind
    item_ids: Sequence[str]
    rival: RecommenderKind | None = None
    by: Sequence[int] = ()


@dataclass(frozen=True)
class ShownItem:
    """One place of a list that was shown, and all that was done with it there.

    Attributes
    ----------
    position
        From 0; what came in when the list was ranked anew goes on after the last.
    by
        0 for the session's recommender, 1 for its rival, else :data:`SOMEONE_ELSE`.
    """

    item_id: str
    position: int
    by: int
    done: tuple[tuple[InteractionKind, float], ...] = ()
    """Kind and rating of each interaction, the oldest first."""


@dataclass(frozen=True)
class SessionRecord:
    """One list that was shown, with what came in when it was ranked anew.

    Attributes
    ----------
    recommender
        Who made it first.
    rival
        ``None`` where one recommender made the whole list.
    shown
        By position.
    """

    number: int
    persona: str
    started_at: datetime.datetime
    mode: str
    recommender: RecommenderKind
    rival: RecommenderKind | None
    shown: tuple[ShownItem, ...]


def open_session(connection: Connection, persona: PersonaState, shown: ShownList) -> int:
    """Log a list that is about to be shown; return the session's number, from 1.

    Raises
    ------
    CatalogError
        When the persona or an item is not there any more; nothing is kept then.
    """
    check_persona(connection, persona)
    numbers = item_numbers(connection, shown.item_ids)
    values = {
        "persona": persona.number,
        "started_at": datetime.datetime.now(datetime.timezone.utc),
        "mode": shown.mode,
        "recommender": shown.recommender.value,
        "rival": shown.rival.value if shown.rival else "",
    }
    added = insert(SessionRow).values(values).returning(SessionRow.id)
    session = int(connection.execute(added).scalar_one())
    by = shown.by or [0] * len(numbers)
    _add_shown(connection, session, 0, zip(numbers, by, strict=True))
    return session


def continue_session(
    connection: Connection, persona: PersonaState, session: int, shown: ShownList
) -> int:
    """Log a list that was ranked anew after a reaction in a session; return the session's number.

    What comes in is added to what was shown. It is a new session where the old one is none of
    the persona's, or had another mode; a round of a blind vote is always one of its own.

    Raises
    ------
    CatalogError
        As :func:`open_session` does.
    """
    same = (SessionRow.id == session, SessionRow.persona == persona.number)
    query = select(SessionRow.recommender).where(*same, SessionRow.mode == shown.mode)
    first = connection.execute(query).scalar() if session and shown.rival is None else None
    if first is None:
        return open_session(connection, persona, shown)
    numbers = item_numbers(connection, shown.item_ids)
    there = select(ShownRow.item, ShownRow.position).where(ShownRow.session == session)
    places = connection.execute(there).all()
    known = {item for item, _ in places}
    by = 0 if first == shown.recommender.value else SOMEONE_ELSE
    came_in = [(number, by) for number in numbers if number not in known]
    after = max((position for _, position in places), default=-1) + 1
    _add_shown(connection, session, after, came_in)
    return session


def _add_shown(
    connection: Connection, session: int, start: int, placed: Iterable[tuple[int, int]]
) -> None:
    """Add items, each with whose pick it is, from a position on."""
    rows = [
        {"session": session, "position": position, "item": item, "by": by}
        for position, (item, by) in enumerate(placed, start)
    ]
    if rows:
        connection.execute(insert(ShownRow), rows)


def read_sessions(
    connection: Connection, persona: PersonaState | None = None
) -> tuple[SessionRecord, ...]:
    """Return all sessions, or a persona's, from the first to the last."""
    query = (
        select(
            SessionRow.id,
            PersonaRow.name,
            SessionRow.started_at,
            SessionRow.mode,
            SessionRow.recommender,
            SessionRow.rival,
        )
        .join(PersonaRow, PersonaRow.id == SessionRow.persona)
        .order_by(SessionRow.id)
    )
    if persona is not None:
        query = query.where(SessionRow.persona == persona.number)
    shown = _read_shown(connection, persona)
    return tuple(
        SessionRecord(
            number,
            name,
            started.replace(tzinfo=started.tzinfo or datetime.timezone.utc),
            mode,
            RecommenderKind(recommender),
            RecommenderKind(rival) if rival else None,
            tuple(shown.get(number, {}).values()),
        )
        for number, name, started, mode, recommender, rival in connection.execute(query)
    )


def _read_shown(
    connection: Connection, persona: PersonaState | None
) -> dict[int, dict[int, ShownItem]]:
    """Return for each session what was shown at each position, and what was done with it."""
    done_there = and_(
        InteractionRow.session == ShownRow.session, InteractionRow.item == ShownRow.item
    )
    query = (
        select(
            ShownRow.session,
            ShownRow.position,
            ShownRow.by,
            ItemRow.item_id,
            InteractionRow.kind,
            InteractionRow.rating,
        )
        .join(ItemRow, ItemRow.id == ShownRow.item)
        .outerjoin(InteractionRow, done_there)
        .order_by(ShownRow.session, ShownRow.position, InteractionRow.at, InteractionRow.id)
    )
    if persona is not None:
        mine = select(SessionRow.id).where(SessionRow.persona == persona.number)
        query = query.where(ShownRow.session.in_(mine))
    sessions: dict[int, dict[int, ShownItem]] = {}
    for session, position, by, item_id, kind, rating in connection.execute(query):
        places = sessions.setdefault(session, {})
        known = places.get(position)
        done = known.done if known else ()
        if kind is not None:
            done = (*done, (kind, rating))
        places[position] = ShownItem(item_id, position, by, done)
    return sessions
