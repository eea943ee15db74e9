"""CSV files; see :mod:`app.catalog.sources.table` for the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.catalog.draft import Drafts, SkippedFile
from app.catalog.sources.table import (
    Row,
    column_name,
    drafts_of_rows,
    line_of,
    missing_columns,
    read_table,
)
from app.core.errors import ImportSourceError
from app.core.progress import Cancellation
from app.media.file import printable

SEPARATOR = "|"
"""Stands between several pictures or sounds in one cell."""
_MANY = frozenset({"image", "audio", "spoken"})
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class CsvSource:
    """A CSV file whose first line names the columns; paths are relative to the file."""

    path: Path

    @property
    def kind(self) -> str:
        """The source's kind."""
        return "csv"

    @property
    def location(self) -> str:
        """The file, for people."""
        return printable(self.path.absolute())

    def drafts(self, unpacked: Path, cancellation: Cancellation) -> Drafts:
        """List one item for each line."""
        return drafts_of_rows(self.path, _rows(self.path), cancellation)


def _rows(file: Path) -> Iterator[Row | SkippedFile]:
    text = read_table(file)
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = _columns(file, next(reader, []))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(file, reader.line_num, columns, cells)
    except csv.Error as error:
        raise ImportSourceError(
            printable(file), f"is damaged in line {reader.line_num} ({error}); mend that line"
        ) from error


def _columns(file: Path, header: list[str]) -> list[str]:
    columns = [column_name(name) for name in header]
    problem = missing_columns(columns)
    known = [column for column in columns if column]
    twice = sorted({column for column in known if known.count(column) > 1})
    if twice:
        problem = f"has the column {twice[0]} twice"
    if problem:
        raise ImportSourceError(
            printable(file),
            f"{problem}; its first line must name the columns, for example id,caption,image,audio",
        )
    return columns


def _row(file: Path, line: int, columns: list[str], cells: list[str]) -> Row | SkippedFile:
    if len(cells) > len(columns):
        return SkippedFile(line_of(file, line), "has more values than there are columns")
    values = {
        column: tuple(cell.split(SEPARATOR)) if column.partition("_")[0] in _MANY else (cell,)
        for column, cell in zip(columns, cells, strict=False)
        if column and cell.strip()
    }
    return Row(line, values)
