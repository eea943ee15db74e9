"""JSONL files, one object a line; see :mod:`app.catalog.sources.table` for the keys."""

from __future__ import annotations

import json
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
from app.core.progress import Cancellation
from app.media.file import printable


@dataclass(frozen=True)
class JsonLinesSource:
    """A JSONL file; a value is a text, or a list of texts; paths are relative to the file."""

    path: Path

    @property
    def kind(self) -> str:
        """The source's kind."""
        return "jsonl"

    @property
    def location(self) -> str:
        """The file, for people."""
        return printable(self.path.absolute())

    def drafts(self, unpacked: Path, cancellation: Cancellation) -> Drafts:
        """List one item for each line."""
        return drafts_of_rows(self.path, _rows(self.path), cancellation)


def _rows(file: Path) -> Iterator[Row | SkippedFile]:
    for line, text in enumerate(read_table(file).split("\n"), start=1):
        if text.strip():
            yield _row(file, line, text)


def _row(file: Path, line: int, text: str) -> Row | SkippedFile:
    try:
        loaded: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        return SkippedFile(line_of(file, line), f"is not JSON ({str(error).splitlines()[0]})")
    if not isinstance(loaded, dict):
        return SkippedFile(line_of(file, line), "is not a JSON object")
    values: dict[str, tuple[str, ...]] = {}
    for key, value in loaded.items():
        column = column_name(str(key))
        texts = _texts(value)
        if column and texts is None:
            return SkippedFile(line_of(file, line), f"{key} is neither a text nor a list of texts")
        if column and texts:
            values[column] = texts
    problem = missing_columns(values)
    return SkippedFile(line_of(file, line), problem) if problem else Row(line, values)


def _texts(value: object) -> tuple[str, ...] | None:
    """Return a text or list of texts as a tuple, empty for null; ``None`` for anything else."""
    if value is None:
        return ()
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return (str(value),)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    return None
