"""What CSV and JSONL have in common: named columns that become items.

Columns: ``id``, ``title``, ``caption``, ``caption_LL``, ``category``, ``image``, ``audio``,
``spoken`` and ``spoken_LL``; ``text``, as posts have it, is the caption where there is none.
Others are passed over. See ``docs/catalog.md``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.catalog.draft import Drafts, ItemDraft, MediumDraft, SkippedFile
from app.core.errors import ImportSourceError, MediaError
from app.core.item import Caption, MediumRole
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.media.detect import decode_text
from app.media.file import printable, read_file

MOST_BYTES = 1 << 30
LONGEST_ID = 512
_PLAIN = frozenset({"id", "title", "caption", "text", "category", "image", "audio", "spoken"})
_IN_A_LANGUAGE = re.compile(r"(caption|spoken)_([A-Za-z]{2,8}([_-][A-Za-z0-9]+)*(@\w+)?)")
_CONTENT = ("title", "caption", "image", "audio", "text")
_CONTENT_MODALITIES = (("image", Modality.IMAGE), ("audio", Modality.AUDIO))


@dataclass(frozen=True)
class Row:
    """One line of a table: its number, and the values of each column that it fills."""

    line: int
    values: Mapping[str, tuple[str, ...]]

    def first(self, column: str) -> str:
        """Return the column's first value without blanks around it, or an empty string."""
        return next(iter(self.values.get(column, ())), "").strip()


def read_table(file: Path) -> str:
    """Return the text of a table: UTF-8, or UTF-16 with a byte order mark.

    Raises
    ------
    ImportSourceError
        When it cannot be read or is of another encoding.
    """
    try:
        data = read_file(file, MOST_BYTES)
    except MediaError as error:
        raise ImportSourceError(error.what, error.why) from error
    text = decode_text(data)
    if text is None:
        raise ImportSourceError(
            printable(file), f"is not UTF-8 text{_where(data)}; save it as UTF-8 and try again"
        )
    return text


def _where(data: bytes) -> str:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f" (byte 0x{data[error.start]:02x} in line {line})"
    return " (it has NUL characters)"


def column_name(header: str) -> str:
    """Return a known column's name as we write it; an empty string for other columns."""
    base, separator, language = header.strip().partition("_")
    name = base.lower() + separator + language
    return name if name in _PLAIN or _IN_A_LANGUAGE.fullmatch(name) else ""


def missing_columns(columns: Iterable[str]) -> str:
    """Say which columns lack, or return an empty string."""
    there = {column.partition("_")[0] for column in columns}
    if "id" not in there:
        return "has no column id"
    if not there & set(_CONTENT):
        return f"has none of the columns {', '.join(_CONTENT)}"
    return ""


def drafts_of_rows(
    file: Path, rows: Iterable[Row | SkippedFile], cancellation: Cancellation
) -> Drafts:
    """Turn rows into drafts; lines that are no good are skipped.

    Raises
    ------
    ImportSourceError
        When an id is there twice, or no line is any good.
    """
    name = printable(file)
    lines: dict[str, int] = {}
    items: list[ItemDraft] = []
    skipped: list[SkippedFile] = []
    for row in rows:
        cancellation.check()
        found = row if isinstance(row, SkippedFile) else _draft(file, row)
        if isinstance(found, SkippedFile):
            skipped.append(found)
        elif isinstance(row, Row):
            _check_unique(name, found.item_id, row.line, lines)
            items.append(found)
    if not items:
        reason = f" ({skipped[0].path}: {skipped[0].why})" if skipped else ""
        raise ImportSourceError(name, f"has no items{reason}; see docs/catalog.md for its columns")
    return Drafts(tuple(items), tuple(skipped))


def _check_unique(name: str, item_id: str, line: int, lines: dict[str, int]) -> None:
    first = lines.setdefault(item_id, line)
    if first != line:
        raise ImportSourceError(
            name, f"has the id {item_id!r} twice, in lines {first} and {line}; make ids unique"
        )


def line_of(file: Path, line: int) -> str:
    """Name a line of a file, for people."""
    return f"{printable(file)}, line {line}"


def _draft(file: Path, row: Row) -> ItemDraft | SkippedFile:
    item_id = unicodedata.normalize("NFC", row.first("id"))
    problem = _id_problem(item_id)
    if problem:
        return SkippedFile(line_of(file, row.line), problem)
    return ItemDraft(
        item_id=item_id,
        category="/".join(
            part.strip() for part in row.first("category").split("/") if part.strip()
        ),
        captions=_captions(row),
        media=_media(file.absolute().parent, row),
        title=row.first("title"),
    )


def _id_problem(item_id: str) -> str:
    if not item_id:
        return "has no id"
    if len(item_id) > LONGEST_ID:
        return f"has an id of more than {LONGEST_ID} characters"
    if not item_id.isprintable():
        return "has an id with control characters"
    return ""


def _captions(row: Row) -> tuple[Caption, ...]:
    texts: dict[str, str] = {}
    for column in row.values:
        base, _, language = column.partition("_")
        if base == "caption" and row.first(column):
            texts.setdefault(language or "en", row.first(column))
    if "en" not in texts and row.first("text"):
        texts["en"] = row.first("text")
    return tuple(Caption(language, text) for language, text in texts.items())


def _media(folder: Path, row: Row) -> tuple[MediumDraft, ...]:
    media = [
        MediumDraft(modality, folder / path)
        for column, modality in _CONTENT_MODALITIES
        for path in _paths(row, column)
    ]
    for column in row.values:
        base, _, language = column.partition("_")
        if base == "spoken":
            media.extend(
                MediumDraft(
                    Modality.AUDIO, folder / path, MediumRole.SPOKEN_DESCRIPTION, language or "en"
                )
                for path in _paths(row, column)
            )
    return tuple(media)


def _paths(row: Row, column: str) -> list[str]:
    return [path.strip() for path in row.values.get(column, ()) if path.strip()]
