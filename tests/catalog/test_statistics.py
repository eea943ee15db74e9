from __future__ import annotations

from pathlib import Path

from app.catalog import Catalog, stats
from app.catalog.schema import ImportState
from app.core.modality import Modality, PerModality


def test_numbers_are_those_of_the_media(filled: Catalog, media: Path) -> None:
    filled.put_features(Modality.TEXT, "digest", {"a" * 64: [1.0], "b" * 64: [2.0]})
    found = stats(filled)
    assert found.items == 4
    assert found.items_with == PerModality(2, 3, 2)
    assert found.categories == (("", 2), ("animals", 1), ("food", 1))
    assert found.languages == (("en", 3), ("zh_CN", 1))
    assert found.features == (("digest", 2),)
    files = [file for file in media.rglob("*") if file.suffix in {".png", ".wav"}]
    assert found.media_bytes == sum(file.stat().st_size for file in files)
    (record,) = found.imports
    assert (record.kind, record.location) == ("folder", str(media))
    assert (record.state, record.done, record.total) == (ImportState.FINISHED, 4, 4)


def test_an_empty_catalog_has_numbers_too(catalog: Catalog) -> None:
    found = stats(catalog)
    assert (found.items, found.media_bytes, found.imports) == (0, 0, ())
