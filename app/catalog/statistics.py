"""Numbers about a catalog."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Executable, func, select

from app.catalog.catalog import Catalog
from app.catalog.import_log import ImportRecord, read_imports
from app.catalog.schema import CaptionRow, FeatureRow, ItemRow, MediumRow
from app.core.item import MediumRole
from app.core.modality import Modality, PerModality


@dataclass(frozen=True)
class CatalogStatistics:
    """Numbers about a catalog.

    Attributes
    ----------
    items
        Number of items.
    items_with
        Number of items that have content of each modality.
    categories, languages, features
        ``(name, count)``, the most frequent first: items a category, captions a language,
        features an encoder digest.
    spoken_descriptions
        Number of spoken descriptions.
    media_bytes
        Bytes of all media files together.
    imports
        Where the items came from.
    """

    items: int
    items_with: PerModality[int]
    categories: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    features: tuple[tuple[str, int], ...]
    spoken_descriptions: int
    media_bytes: int
    imports: tuple[ImportRecord, ...]


def stats(catalog: Catalog) -> CatalogStatistics:
    """Count what is in a catalog."""
    with catalog.reading() as connection:
        return CatalogStatistics(
            items=_count(connection, select(func.count(ItemRow.id))),
            items_with=PerModality.of(lambda modality: _items_with(connection, modality)),
            categories=_frequencies(
                connection,
                select(ItemRow.category, func.count())
                .group_by(ItemRow.category)
                .order_by(func.count().desc(), ItemRow.category),
            ),
            languages=_frequencies(
                connection,
                select(CaptionRow.language, func.count())
                .group_by(CaptionRow.language)
                .order_by(func.count().desc(), CaptionRow.language),
            ),
            features=_frequencies(
                connection,
                select(FeatureRow.digest, func.count())
                .group_by(FeatureRow.digest)
                .order_by(func.count().desc(), FeatureRow.digest),
            ),
            spoken_descriptions=_count(
                connection,
                select(func.count(MediumRow.id)).where(
                    MediumRow.role == MediumRole.SPOKEN_DESCRIPTION
                ),
            ),
            media_bytes=_count(connection, select(func.coalesce(func.sum(MediumRow.size), 0))),
            imports=read_imports(connection),
        )


def _items_with(connection: Connection, modality: Modality) -> int:
    if modality is Modality.TEXT:
        return _count(connection, select(func.count(ItemRow.id)).where(ItemRow.text != ""))
    return _count(
        connection,
        select(func.count(func.distinct(MediumRow.item))).where(
            MediumRow.modality == modality, MediumRow.role == MediumRole.CONTENT
        ),
    )


def _count(connection: Connection, query: Executable) -> int:
    return int(connection.execute(query).scalar_one())


def _frequencies(connection: Connection, query: Executable) -> tuple[tuple[str, int], ...]:
    return tuple((str(name), int(count)) for name, count in connection.execute(query))
