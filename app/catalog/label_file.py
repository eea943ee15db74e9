"""Labels in a CSV file: ``item_id,label_set,label`` and, if wanted, ``origin,giver,confidence``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import select

from app.catalog.catalog import Catalog
from app.catalog.examine import write_atomically
from app.catalog.labels import PERSON, ItemLabel, checked_name, put_labels, read_labels
from app.catalog.schema import ItemRow
from app.catalog.sources.table import read_table
from app.core.errors import CatalogError, ImportSourceError
from app.core.label import LabelOrigin
from app.media.file import printable

NEEDED = ("item_id", "label_set", "label")
COLUMNS = (*NEEDED, "origin", "giver", "confidence")


def export_labels(catalog: Catalog, file: Path, label_set: str = "") -> int:
    """Write the labels of one set, or of all, one a line; return their number.

    Raises
    ------
    StorageError
        When the file cannot be written; what was there before stays.
    """
    with catalog.reading() as connection:
        labels = read_labels(connection, label_set=label_set)
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in labels:
        sure = f"{one.confidence:.6g}"
        writer.writerow((one.item_id, one.label_set, one.label, one.origin.value, one.giver, sure))
    write_atomically(file, written.getvalue().encode("utf-8"))
    return len(labels)


def import_labels(catalog: Catalog, file: Path) -> int:
    """Take in the labels of a file, each in place of the one of the same kind; all or nothing.

    A label without an origin is a person's; without a confidence it is sure.

    Raises
    ------
    ImportSourceError
        When the file cannot be read, a line of it is wrong, or it names items that the
        catalog does not have, so that it was made for another one.
    CatalogError
        When the catalog is busy.
    """
    rows = list(_rows(file))
    labels = [_label(file, line, row) for line, row in rows]
    with catalog.writing() as connection:
        known = set(connection.execute(select(ItemRow.item_id)).scalars())
        _check_items(catalog, file, [(line, row["item_id"]) for line, row in rows], known)
        _check_unique(file, [line for line, _ in rows], labels)
        put_labels(connection, labels)
    return len(labels)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(read_table(file), newline=""), strict=True)
    try:
        columns = [name.strip().lower() for name in reader.fieldnames or ()]
        missing = [name for name in NEEDED if name not in columns]
        if missing:
            raise ImportSourceError(
                printable(file),
                f"lacks the column {missing[0]}; its first line must name the columns "
                f"{','.join(NEEDED)} and, if wanted, {','.join(COLUMNS[len(NEEDED) :])}",
            )
        reader.fieldnames = columns
        for row in reader:
            yield reader.line_num, {name: row.get(name) or "" for name in COLUMNS}
    except csv.Error as error:
        raise ImportSourceError(
            printable(file), f"is damaged in line {reader.line_num} ({error}); mend that line"
        ) from error


def _label(file: Path, line: int, row: dict[str, str]) -> ItemLabel:
    where = f"{printable(file)}, line {line}"
    try:
        label_set = checked_name(row["label_set"], "set of labels")
        label = checked_name(row["label"], "label")
    except CatalogError as error:
        raise ImportSourceError(where, f"{error.what} {error.why}") from error
    origin, sure = _origin(where, row["origin"]), _confidence(where, row["confidence"])
    giver = row["giver"].strip() or (PERSON if origin is LabelOrigin.PERSON else "file")
    return ItemLabel(
        row["item_id"], label_set, label, origin, giver, sure, ((label, sure),), 1.0 - sure
    )


def _origin(where: str, written: str) -> LabelOrigin:
    try:
        return LabelOrigin(written.strip().lower() or LabelOrigin.PERSON)
    except ValueError:
        known = ", ".join(origin.value for origin in LabelOrigin)
        raise ImportSourceError(
            where, f"has the origin {written!r}; write one of {known}, or nothing"
        ) from None


def _confidence(where: str, written: str) -> float:
    try:
        sure = float(written) if written.strip() else 1.0
    except ValueError:
        sure = -1.0
    if not 0.0 <= sure <= 1.0:
        raise ImportSourceError(
            where, f"has the confidence {written!r}; write a number from 0 to 1, or nothing"
        )
    return sure


def _check_items(
    catalog: Catalog, file: Path, named: Sequence[tuple[int, str]], known: set[str]
) -> None:
    strange = [(line, item_id) for line, item_id in named if item_id not in known]
    if strange:
        line, item_id = strange[0]
        raise ImportSourceError(
            printable(file),
            f"is not for the catalog {catalog.name}: {len(strange):,} of its {len(named):,} lines "
            f"name items that are not there, the first in line {line} ({printable(item_id)}); "
            "import it into the catalog that it was made for",
        )


def _check_unique(file: Path, lines: Sequence[int], labels: Sequence[ItemLabel]) -> None:
    seen: dict[tuple[str, str, LabelOrigin], int] = {}
    for line, label in zip(lines, labels, strict=True):
        first = seen.setdefault((label.item_id, label.label_set, label.origin), line)
        if first != line:
            raise ImportSourceError(
                f"{printable(file)}, line {line}",
                f"labels the item of line {first} once more in the same set; keep one of them",
            )
