"""Full-text search over a catalog's items, in every language.

The words of an item stand in an FTS5 table of SQLite. Its tokenizer finds the words of
scripts that put spaces between them; in those that do not (Chinese, Japanese, Thai and
others) it would take a whole sentence for one word. So this module writes a space
between the characters of those scripts, and makes a phrase of what a person looks for:
any run of characters is found, a single one too.

Triggers note every item whose words change or that is removed, whoever does it, and
:func:`index_items` runs at the end of each transaction of
:meth:`app.catalog.catalog.Catalog.writing`; so the index is never behind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, text

from app.catalog.schema import CaptionRow, ItemRow, UnindexedRow

BATCH = 500
_UNSPACED = re.compile(
    "["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # Japanese kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\uac00-\ud7af"  # Korean: spaced, but its words take endings and join
    "]"
)
_WORD = re.compile(r"[^\W_]+")
_NOTHING = '""'
_DELETE = text("DELETE FROM search WHERE rowid = :id")
_INSERT = text(
    "INSERT INTO search (rowid, item_id, title, category, captions) "
    "VALUES (:id, :item_id, :title, :category, :captions)"
)


def words_of(written: str) -> tuple[str, ...]:
    """Return the words of a text; in scripts without spaces each character is one."""
    spaced = _UNSPACED.sub(r" \g<0> ", unicodedata.normalize("NFKC", written).casefold())
    return tuple(_WORD.findall(spaced))


def match_expression(search: str) -> str:
    """Return what FTS5 is to look for: every term, the last one as the start of a word.

    What a person types is never taken for an operator. Without a letter or a digit in it
    the result is an empty phrase, which matches nothing.
    """
    terms = [" ".join(words_of(term)) for term in search.split()]
    quoted = [f'"{term}"' for term in terms if term]
    return f"{' AND '.join(quoted)} *" if quoted else _NOTHING


def index_items(connection: Connection) -> int:
    """Index the items whose words have changed, forget those removed; return how many."""
    count = 0
    while True:
        query = select(UnindexedRow.item).order_by(UnindexedRow.item).limit(BATCH)
        numbers = connection.execute(query).scalars().all()
        if not numbers:
            return count
        connection.execute(_DELETE, [{"id": number} for number in numbers])
        entries = _entries(connection, numbers)
        if entries:
            connection.execute(_INSERT, entries)
        connection.execute(delete(UnindexedRow).where(UnindexedRow.item.in_(numbers)))
        count += len(numbers)


def _entries(connection: Connection, numbers: Sequence[int]) -> list[dict[str, object]]:
    captions: dict[int, list[str]] = {number: [] for number in numbers}
    for number, caption in connection.execute(
        select(CaptionRow.item, CaptionRow.text)
        .where(CaptionRow.item.in_(numbers))
        .order_by(CaptionRow.item, CaptionRow.position)
    ):
        captions[number].append(_spaced(caption))
    items = connection.execute(
        select(ItemRow.id, ItemRow.item_id, ItemRow.title, ItemRow.category).where(
            ItemRow.id.in_(numbers)
        )
    )
    return [
        {
            "id": number,
            "item_id": _spaced(item_id),
            "title": _spaced(title),
            "category": _spaced(category),
            "captions": "\n".join(captions[number]),
        }
        for number, item_id, title, category in items
    ]


def _spaced(written: str) -> str:
    return " ".join(words_of(written))
