"""Labels of items: one from a person, one from a model, one that was spread, in each set.

Of several labels that an item has in one set the person's counts, then the spread one,
which follows what persons said of similar items, then the model's.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    Subquery,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    select,
)
from sqlalchemy.orm import aliased
from typing_extensions import Unpack

from app.catalog.reading import item_numbers
from app.catalog.schema import ItemRow, LabelRow
from app.core.errors import CatalogError
from app.core.label import LabelOrigin

PERSON = "person"
"""The giver of a label that was set by hand."""

LONGEST_NAME = 255
_ORDER = {LabelOrigin.PERSON: 0, LabelOrigin.SPREAD: 1, LabelOrigin.AUTOMATIC: 2}


@dataclass(frozen=True)
class ItemLabel:
    """A label of one item in one set.

    Attributes
    ----------
    giver
        The person or the model.
    confidence
        How sure the giver is, 0 to 1.
    choices
        The likeliest labels with their probabilities, the likeliest first; for review.
    uncertainty
        Entropy of all labels' probabilities over its largest value, 0 to 1.
    """

    item_id: str
    label_set: str
    label: str
    origin: LabelOrigin
    giver: str
    confidence: float
    choices: tuple[tuple[str, float], ...] = ()
    uncertainty: float = 0.0


@dataclass(frozen=True)
class LabelSetRecord:
    """One set of labels.

    Attributes
    ----------
    labels
        How many items have each label that counts, the commonest first.
    by_person
        How many items a person labelled.
    origin
        Who or what gave most of the labels that count.
    """

    name: str
    labels: tuple[tuple[str, int], ...]
    by_person: int
    origin: LabelOrigin


def effective_labels(label_set: str = "") -> Subquery:
    """Return the label that counts for each item: columns item, label_set, label, origin."""
    order = case(_ORDER, value=LabelRow.origin)
    place = func.row_number().over(partition_by=(LabelRow.item, LabelRow.label_set), order_by=order)
    ranked = select(
        LabelRow.item, LabelRow.label_set, LabelRow.label, LabelRow.origin, place.label("place")
    )
    if label_set:
        ranked = ranked.where(LabelRow.label_set == label_set)
    found = ranked.subquery()
    columns = (found.c.item, found.c.label_set, found.c.label, found.c.origin)
    return select(*columns).where(found.c.place == 1).subquery()


def put_labels(connection: Connection, labels: Sequence[ItemLabel]) -> None:
    """Store labels, each in place of the one of the same item, set and origin.

    Raises
    ------
    CatalogError
        When an item is not in the catalog, or a name is empty or too long.
    """
    now = datetime.datetime.now(datetime.timezone.utc)
    numbers = item_numbers(connection, [label.item_id for label in labels])
    rows: dict[tuple[int, str, LabelOrigin], dict[str, Any]] = {}
    for number, label in zip(numbers, labels, strict=True):
        name = checked_name(label.label_set, "set of labels")
        rows[number, name, label.origin] = {
            "item": number,
            "label_set": name,
            "label": checked_name(label.label, "label"),
            "origin": label.origin,
            "giver": label.giver[:LONGEST_NAME],
            "confidence": label.confidence,
            "choices": [list(choice) for choice in label.choices],
            "uncertainty": label.uncertainty,
            "given_at": now,
        }
    if rows:
        _remove(connection, list(rows))
        connection.execute(insert(LabelRow), list(rows.values()))


def _remove(connection: Connection, keys: Sequence[tuple[int, str, LabelOrigin]]) -> None:
    statement = delete(LabelRow).where(
        LabelRow.item == bindparam("number"),
        LabelRow.label_set == bindparam("name"),
        LabelRow.origin == bindparam("giver_kind"),
    )
    connection.execute(
        statement,
        [{"number": number, "name": name, "giver_kind": origin} for number, name, origin in keys],
    )


def set_label(connection: Connection, item_ids: Sequence[str], label_set: str, label: str) -> int:
    """Give items a person's label, or with an empty one take theirs away; return how many.

    Raises
    ------
    CatalogError
        When an item is not in the catalog, or a name is empty or too long.
    """
    name = checked_name(label_set, "set of labels")
    if label.strip():
        given = [
            ItemLabel(item_id, name, label, LabelOrigin.PERSON, PERSON, 1.0)
            for item_id in dict.fromkeys(item_ids)
        ]
        put_labels(connection, given)
        return len(given)
    numbers = item_numbers(connection, item_ids)
    _remove(connection, [(number, name, LabelOrigin.PERSON) for number in numbers])
    return len(numbers)


def forget_spread(connection: Connection, label_set: str) -> None:
    """Remove what was spread in a set, because it is to be spread anew."""
    connection.execute(
        delete(LabelRow).where(
            LabelRow.label_set == label_set, LabelRow.origin == LabelOrigin.SPREAD
        )
    )


def forget_automatic(connection: Connection, number: int) -> None:
    """Remove what models said of an item, because its content changed."""
    connection.execute(
        delete(LabelRow).where(LabelRow.item == number, LabelRow.origin == LabelOrigin.AUTOMATIC)
    )


def read_labels(
    connection: Connection,
    item_id: str = "",
    label_set: str = "",
    origin: LabelOrigin | None = None,
) -> tuple[ItemLabel, ...]:
    """Return labels by set, item and origin; empty arguments mean all."""
    query = _label_columns()
    if item_id:
        query = query.where(ItemRow.item_id == item_id)
    if label_set:
        query = query.where(LabelRow.label_set == label_set)
    if origin is not None:
        query = query.where(LabelRow.origin == origin)
    rows = connection.execute(
        query.order_by(LabelRow.label_set, ItemRow.id, case(_ORDER, value=LabelRow.origin))
    )
    return tuple(_item_label(row) for row in rows)


_Columns = tuple[str, str, str, LabelOrigin, str, float, list[list[object]], float]


def _label_columns() -> Select[Unpack[_Columns]]:
    return select(
        ItemRow.item_id,
        LabelRow.label_set,
        LabelRow.label,
        LabelRow.origin,
        LabelRow.giver,
        LabelRow.confidence,
        LabelRow.choices,
        LabelRow.uncertainty,
    ).join(ItemRow, ItemRow.id == LabelRow.item)


def _item_label(row: Row[Unpack[_Columns]]) -> ItemLabel:
    item_id, label_set, label, origin, giver, confidence, choices, uncertainty = row
    likeliest = tuple((str(name), float(str(sure))) for name, sure in choices)
    return ItemLabel(item_id, label_set, label, origin, giver, confidence, likeliest, uncertainty)


def unconfirmed(
    connection: Connection, label_set: str, limit: int
) -> tuple[int, tuple[ItemLabel, ...]]:
    """Return how many items wait for a person in a set, and those that are least sure.

    An item waits when no person labelled it in this set and it is not excluded.
    """
    better = aliased(LabelRow)
    by_person = better.origin == LabelOrigin.PERSON
    spread_first = (LabelRow.origin == LabelOrigin.AUTOMATIC) & (
        better.origin == LabelOrigin.SPREAD
    )
    settled = exists().where(
        better.item == LabelRow.item,
        better.label_set == LabelRow.label_set,
        by_person | spread_first,
    )
    query = _label_columns().where(
        LabelRow.label_set == label_set,
        LabelRow.origin != LabelOrigin.PERSON,
        ~ItemRow.excluded,
        ~settled,
    )
    total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    least_sure = query.order_by(LabelRow.uncertainty.desc(), LabelRow.confidence, ItemRow.id)
    rows = connection.execute(least_sure.limit(limit))
    return total, tuple(_item_label(row) for row in rows)


def read_label_sets(connection: Connection) -> tuple[LabelSetRecord, ...]:
    """Return all sets of labels by name."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    origins: dict[str, Counter[LabelOrigin]] = defaultdict(Counter)
    labels = effective_labels()
    columns = (labels.c.label_set, labels.c.label, labels.c.origin)
    for name, label, origin, count in connection.execute(
        select(*columns, func.count()).group_by(*columns).order_by(*columns)
    ):
        counts[name][label] += count
        origins[name][origin] += count
    return tuple(
        LabelSetRecord(
            name,
            tuple(found.most_common()),
            origins[name][LabelOrigin.PERSON],
            origins[name].most_common(1)[0][0],
        )
        for name, found in sorted(counts.items())
    )


def checked_name(name: str, what: str) -> str:
    """Return the name of a label or a set on one line.

    Raises
    ------
    CatalogError
        When it is empty or longer than 255 characters.
    """
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise CatalogError(
            f"{what} {tidy[:40]!r}", f"must have 1 to {LONGEST_NAME} characters; name it otherwise"
        )
    return tidy
