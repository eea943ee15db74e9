"""What a person changes of items: exclude them, edit their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select, update

from app.catalog.examine import text_of
from app.catalog.features import CHUNK
from app.catalog.labels import forget_automatic
from app.catalog.reading import item_numbers
from app.catalog.schema import CaptionRow, ItemRow, MediumRow
from app.core.errors import CatalogError
from app.core.item import Caption, MediumRole
from app.media.fingerprint import sha256_of_text
from app.media.words import clean_text

LONGEST_CATEGORY = 1_000


def exclude_items(connection: Connection, item_ids: Sequence[str], excluded: bool) -> int:
    """Leave items out of ranking and training, or take them in again; return how many changed.

    Features and vectors stay, so that nothing is encoded anew for an item that comes back.

    Raises
    ------
    CatalogError
        When one is not in the catalog; nothing changed then.
    """
    numbers = item_numbers(connection, item_ids)
    changed = 0
    for start in range(0, len(numbers), CHUNK):
        wanted = ItemRow.id.in_(numbers[start : start + CHUNK])
        statement = update(ItemRow).where(wanted, ItemRow.excluded.is_not(excluded))
        changed += connection.execute(statement.values(excluded=excluded)).rowcount
    return changed


def edit_item(
    connection: Connection, item_id: str, title: str, category: str, captions: Sequence[Caption]
) -> None:
    """Write a person's title, category and captions; imports leave them alone from then on.

    Texts are cleaned as an import cleans them, and a caption without text goes. When the
    text that counts changes, its sha256 does too, so the next encoding makes its features
    anew; until then the item is ranked by the vector it has.

    Raises
    ------
    CatalogError
        When the item is not in the catalog, or would be left with nothing to use.
    MediaError
        When a text cannot be used, such as one that is too long.
    """
    number = item_numbers(connection, [item_id])[0]
    clean = _clean_captions(item_id, captions)
    _check_usable(connection, number, item_id, clean)
    text = text_of(clean)
    values = {
        "title": _clean_title(item_id, title, clean),
        "category": _clean_category(category),
        "text": text,
        "text_sha256": sha256_of_text(text) if text else "",
    }
    before = connection.execute(select(ItemRow.text).where(ItemRow.id == number)).scalar_one()
    connection.execute(update(ItemRow).where(ItemRow.id == number).values(edited=True, **values))
    connection.execute(delete(CaptionRow).where(CaptionRow.item == number))
    if clean:
        connection.execute(
            insert(CaptionRow),
            [
                {"item": number, "position": position, **asdict(caption)}
                for position, caption in enumerate(clean)
            ],
        )
    if text != before:
        forget_automatic(connection, number)


def _clean_captions(item_id: str, captions: Sequence[Caption]) -> tuple[Caption, ...]:
    clean = []
    for caption in captions:
        if caption.text.strip():
            language = caption.language.strip()
            words = clean_text(caption.text, f"{item_id} ({language})")
            clean.append(Caption(language, words.text))
    return tuple(clean)


def _check_usable(
    connection: Connection, number: int, item_id: str, captions: Sequence[Caption]
) -> None:
    content = select(MediumRow.id).where(
        MediumRow.item == number, MediumRow.role == MediumRole.CONTENT
    )
    if not captions and connection.execute(content.limit(1)).scalar() is None:
        raise CatalogError(
            f"item {item_id}", "would have no picture, sound or text left; keep a caption"
        )


def _clean_title(item_id: str, title: str, captions: Sequence[Caption]) -> str:
    if title.strip():
        return " ".join(clean_text(title, f"title of {item_id}").text.split())
    return captions[0].text if captions else item_id.rpartition("/")[2]


def _clean_category(category: str) -> str:
    if not category.strip():
        return ""
    clean = clean_text(category, "category").text
    levels = [" ".join(level.split()) for level in clean.split("/")]
    tidy = "/".join(level for level in levels if level)
    if len(tidy) > LONGEST_CATEGORY:
        raise CatalogError(
            "category", f"is longer than {LONGEST_CATEGORY:,} characters; shorten it"
        )
    return tidy
