"""Interactions in a CSV file: ``persona,item_id,kind,rating,at``.

Times are ISO 8601; without a zone they are UTC. Ratings are stars from 1 to 5 and empty for
what is no rating.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, insert, select

from app.catalog.catalog import Catalog
from app.catalog.examine import write_atomically
from app.catalog.features import CHUNK
from app.catalog.interactions import (
    MICROSECONDS,
    check_time,
    row_of,
)
from app.catalog.personas import (
    PersonaState,
    checked_persona_name,
    create_persona,
    find_persona,
    fold_name,
    raise_persona,
    read_states,
)
from app.catalog.schema import InteractionRow, ItemRow, PersonaRow
from app.catalog.sources.table import read_table
from app.core.errors import ImportSourceError, InputError
from app.core.persona import Interaction, InteractionKind
from app.media.file import printable

COLUMNS = ("persona", "item_id", "kind", "rating", "at")
NAMED = 3
"""How many unknown items a message names."""

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


@dataclass(frozen=True)
class ImportedInteractions:
    """What an import did.

    Attributes
    ----------
    added
        Interactions that are new.
    repeated
        Lines that say exactly what was known or said before; they were skipped.
    personas
        Names of the personas that were made for it.
    """

    added: int
    repeated: int
    personas: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    number: int
    persona: str
    interaction: Interaction


def export_interactions(catalog: Catalog, file: Path, persona: str = "") -> int:
    """Write a persona's interactions, or all, one a line, the oldest first; return their number.

    Raises
    ------
    CatalogError
        When there is no such persona.
    StorageError
        When the file cannot be written; what was there before stays.
    """
    query = (
        select(
            PersonaRow.name,
            ItemRow.item_id,
            InteractionRow.kind,
            InteractionRow.rating,
            InteractionRow.at,
        )
        .join(PersonaRow, PersonaRow.id == InteractionRow.persona)
        .join(ItemRow, ItemRow.id == InteractionRow.item)
        .order_by(PersonaRow.folded, InteractionRow.at, InteractionRow.id)
    )
    with catalog.reading() as connection:
        if persona:
            query = query.where(PersonaRow.id == find_persona(connection, persona).number)
        rows = connection.execute(query).all()
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, item_id, kind, rating, at in rows:
        stars = f"{rating:.6g}" if kind is InteractionKind.RATING else ""
        writer.writerow((name, item_id, kind.value, stars, _written(at)))
    write_atomically(file, written.getvalue().encode("utf-8"))
    return len(rows)


def _written(at: int) -> str:
    return (_EPOCH + datetime.timedelta(microseconds=at)).isoformat()


def import_interactions(catalog: Catalog, file: Path) -> ImportedInteractions:
    """Take in the interactions of a file, all or none; personas are made as needed.

    Raises
    ------
    ImportSourceError
        When the file cannot be read, a line of it is wrong, or it names items that the
        catalog does not have.
    CatalogError
        When the catalog is busy.
    """
    lines = list(_lines(file))
    with catalog.recording() as connection:
        items = {
            item_id: int(number)
            for item_id, number in connection.execute(select(ItemRow.item_id, ItemRow.id))
        }
        _check_items(catalog, file, lines, items)
        before = {state.number for state in read_states(connection)}
        personas = _personas(connection, lines)
        rows, repeated = _new_rows(connection, lines, items, personas)
        for start in range(0, len(rows), CHUNK):
            connection.execute(insert(InteractionRow), rows[start : start + CHUNK])
        changes = Counter(row["persona"] for row in rows)
        for state in personas.values():
            if changes[state.number]:
                raise_persona(connection, state, changes[state.number])
    made = [state.name for state in personas.values() if state.number not in before]
    return ImportedInteractions(len(rows), repeated, tuple(made))


def _lines(file: Path) -> Iterator[_Line]:
    reader = csv.DictReader(io.StringIO(read_table(file), newline=""), strict=True)
    try:
        names = [name.strip().lower() for name in reader.fieldnames or ()]
        missing = [name for name in COLUMNS if name not in names]
        if missing:
            raise ImportSourceError(
                printable(file),
                f"lacks the column {missing[0]}; its first line must be {','.join(COLUMNS)}",
            )
        reader.fieldnames = names
        for row in reader:
            values = {name: (row.get(name) or "").strip() for name in COLUMNS}
            yield _line(file, reader.line_num, values)
    except csv.Error as error:
        raise ImportSourceError(
            printable(file), f"is damaged in line {reader.line_num} ({error}); mend that line"
        ) from error


def _line(file: Path, number: int, row: dict[str, str]) -> _Line:
    where = f"{printable(file)}, line {number}"
    kind = _kind(where, row["kind"])
    rating = _rating(where, kind, row["rating"])
    at = _time(where, row["at"])
    try:
        persona = checked_persona_name(row["persona"])
        interaction = Interaction(row["item_id"], kind, at, rating)
        check_time(interaction)
    except InputError as error:
        raise ImportSourceError(where, f"{error.what}: {error.why}") from error
    return _Line(number, persona, interaction)


def _kind(where: str, written: str) -> InteractionKind:
    try:
        return InteractionKind(written.lower())
    except ValueError:
        known = ", ".join(kind.value for kind in InteractionKind)
        raise ImportSourceError(
            where, f"has the kind {printable(written)!r}; write one of {known}"
        ) from None


def _rating(where: str, kind: InteractionKind, written: str) -> float:
    if kind is not InteractionKind.RATING:
        return 0.0
    try:
        return float(written)
    except ValueError:
        raise ImportSourceError(
            where, f"has the rating {printable(written)!r}; write stars from 1 to 5"
        ) from None


def _time(where: str, written: str) -> float:
    try:
        time = datetime.datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError:
        raise ImportSourceError(
            where,
            f"has the time {printable(written)!r}; write it as ISO 8601, such as "
            "2026-05-31T18:30:00+00:00",
        ) from None
    in_zone = time if time.tzinfo else time.replace(tzinfo=datetime.timezone.utc)
    return round((in_zone - _EPOCH) / datetime.timedelta(microseconds=1)) / MICROSECONDS


def _check_items(
    catalog: Catalog, file: Path, lines: Sequence[_Line], items: dict[str, int]
) -> None:
    strange = [line for line in lines if line.interaction.item_id not in items]
    if strange:
        named = [
            f"{printable(line.interaction.item_id)} in line {line.number}"
            for line in strange[:NAMED]
        ]
        more = f" and {len(strange) - NAMED:,} more" if len(strange) > NAMED else ""
        raise ImportSourceError(
            printable(file),
            f"names items that the catalog {catalog.name} does not have: {', '.join(named)}{more}; "
            "import it into the catalog that it was made for",
        )


def _personas(connection: Connection, lines: Sequence[_Line]) -> dict[str, PersonaState]:
    """Return the personas that lines name by their folded names, and make those missing."""
    personas = {fold_name(state.name): state for state in read_states(connection)}
    named = {fold_name(line.persona): line.persona for line in reversed(lines)}
    return {
        folded: personas.get(folded) or create_persona(connection, name)
        for folded, name in named.items()
    }


def _new_rows(
    connection: Connection,
    lines: Sequence[_Line],
    items: dict[str, int],
    personas: dict[str, PersonaState],
) -> tuple[list[dict[str, object]], int]:
    """Return the rows that are not there yet, and how many lines repeat what is known."""
    columns = ("persona", "item", "kind", "rating", "at")
    known = {
        tuple(row)
        for row in connection.execute(
            select(
                InteractionRow.persona,
                InteractionRow.item,
                InteractionRow.kind,
                InteractionRow.rating,
                InteractionRow.at,
            ).where(InteractionRow.persona.in_([state.number for state in personas.values()]))
        )
    }
    rows: list[dict[str, object]] = []
    for line in lines:
        persona = personas[fold_name(line.persona)].number
        row = row_of(persona, items[line.interaction.item_id], line.interaction)
        key = tuple(row[column] for column in columns)
        if key not in known:
            known.add(key)
            rows.append({**row, "session": None})
    return rows, len(lines) - len(rows)
