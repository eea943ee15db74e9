"""Personas of a catalog: create, rename, list, delete with all that is known of them."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection, case, delete, func, insert, select, update

from app.catalog.schema import InteractionRow, PersonaRow
from app.core.errors import CatalogError

LONGEST_NAME = 255


@dataclass(frozen=True)
class PersonaRecord:
    """A persona.

    Attributes
    ----------
    number
        Primary key; never given to another one.
    interactions
        How many it has.
    created_at
        With time zone.
    """

    number: int
    name: str
    interactions: int
    created_at: datetime.datetime


@dataclass(frozen=True)
class PersonaState:
    """Which persona it is, and a number that each change of its interactions raises."""

    number: int
    name: str
    revision: int


def read_personas(connection: Connection) -> tuple[PersonaRecord, ...]:
    """Return all personas by name."""
    counts = (
        select(InteractionRow.persona, func.count().label("count"))
        .group_by(InteractionRow.persona)
        .subquery()
    )
    query = (
        select(PersonaRow.id, PersonaRow.name, counts.c.count, PersonaRow.created_at)
        .outerjoin(counts, counts.c.persona == PersonaRow.id)
        .order_by(PersonaRow.folded)
    )
    return tuple(
        PersonaRecord(number, name, count or 0, _with_zone(created))
        for number, name, count, created in connection.execute(query)
    )


def _with_zone(time: datetime.datetime) -> datetime.datetime:
    """Return a time as it was stored, in UTC; SQLite forgets the zone."""
    return time if time.tzinfo else time.replace(tzinfo=datetime.timezone.utc)


def read_states(connection: Connection) -> tuple[PersonaState, ...]:
    """Return the state of all personas, in the order in which they were made."""
    query = select(PersonaRow.id, PersonaRow.name, PersonaRow.revision).order_by(PersonaRow.id)
    return tuple(PersonaState(*row) for row in connection.execute(query))


@dataclass(frozen=True)
class Census:
    """All personas in three numbers: what a model has to know of those it learnt from.

    Attributes
    ----------
    newest
        Number of the last one that was made.
    count
        How many there are.
    changes
        How often the interactions of all of them have changed.
    """

    newest: int
    count: int
    changes: int


def take_census(connection: Connection, newest: int | None = None) -> Census:
    """Count the personas, but all changes; with ``newest`` those who were made until that one.

    Since no number is given twice, as many as before are the same as before.
    """
    known = PersonaRow.id if newest is None else case((PersonaRow.id <= newest, PersonaRow.id))
    query = select(func.max(known), func.count(known), func.sum(PersonaRow.revision))
    last, count, changes = connection.execute(query).one()
    return Census(int(last or 0), int(count), int(changes or 0))


def find_persona(connection: Connection, name: str) -> PersonaState:
    """Return the persona of that name, whatever the case of its letters.

    Raises
    ------
    CatalogError
        When there is none, or none any more.
    """
    query = select(PersonaRow.id, PersonaRow.name, PersonaRow.revision)
    row = connection.execute(query.where(PersonaRow.folded == fold_name(name))).first()
    if row is None:
        raise CatalogError(
            f"persona {name!r}", "is not in this catalog (any more); choose or create another"
        )
    return PersonaState(*row)


def create_persona(connection: Connection, name: str) -> PersonaState:
    """Add a persona without a history.

    Raises
    ------
    CatalogError
        When the name cannot be one, or is taken.
    """
    checked = checked_persona_name(name)
    _check_free(connection, checked)
    now = datetime.datetime.now(datetime.timezone.utc)
    values = {"name": checked, "folded": fold_name(checked), "created_at": now, "revision": 0}
    connection.execute(insert(PersonaRow).values(values))
    return find_persona(connection, checked)


def rename_persona(connection: Connection, name: str, new_name: str) -> None:
    """Give a persona another name; all that is known of it stays.

    Raises
    ------
    CatalogError
        When there is no such persona, or the new name cannot be one or is taken.
    """
    persona = find_persona(connection, name)
    checked = checked_persona_name(new_name)
    _check_free(connection, checked, persona.number)
    changed = update(PersonaRow).where(PersonaRow.id == persona.number)
    connection.execute(changed.values(name=checked, folded=fold_name(checked)))


def remove_persona(connection: Connection, name: str) -> None:
    """Delete a persona, its interactions, its sessions and what was shown in them.

    Raises
    ------
    CatalogError
        When there is no such persona.
    """
    persona = find_persona(connection, name)
    connection.execute(delete(PersonaRow).where(PersonaRow.id == persona.number))


def raise_persona(connection: Connection, persona: PersonaState, changes: int = 1) -> None:
    """Note that the interactions of a persona have changed, so many of them.

    Raises
    ------
    CatalogError
        When the persona was deleted meanwhile.
    """
    raised = update(PersonaRow).where(PersonaRow.id == persona.number)
    if not connection.execute(raised.values(revision=PersonaRow.revision + changes)).rowcount:
        raise _gone(persona)


def check_persona(connection: Connection, persona: PersonaState) -> None:
    """Refuse a persona that was deleted since it was looked up.

    Raises
    ------
    CatalogError
        When it was.
    """
    query = select(PersonaRow.id).where(PersonaRow.id == persona.number)
    if connection.execute(query).scalar() is None:
        raise _gone(persona)


def _gone(persona: PersonaState) -> CatalogError:
    return CatalogError(
        f"persona {persona.name!r}", "was deleted meanwhile; choose or create another"
    )


def checked_persona_name(name: str) -> str:
    """Return a name in Unicode form NFC, without blanks around it.

    Raises
    ------
    CatalogError
        When it is empty, longer than 255 characters or has a control character.
    """
    tidy = unicodedata.normalize("NFC", name).strip()
    shown = f"persona {tidy[:40]!r}"
    if not tidy or len(tidy) > LONGEST_NAME:
        raise CatalogError(shown, f"must have 1 to {LONGEST_NAME} characters; name it otherwise")
    if any(unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"} for one in tidy):
        raise CatalogError(shown, "has a control character in its name; name it otherwise")
    return tidy


def fold_name(name: str) -> str:
    """Return what two names have in common that differ only by case."""
    normal = unicodedata.normalize("NFC", name).strip()
    return unicodedata.normalize("NFC", normal.casefold())


def _check_free(connection: Connection, name: str, owner: int = 0) -> None:
    query = select(PersonaRow.id).where(
        PersonaRow.folded == fold_name(name), PersonaRow.id != owner
    )
    if connection.execute(query).scalar() is not None:
        raise CatalogError(f"persona {name!r}", "is there already; choose another name")
