from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog import (
    Catalog,
    FolderSource,
    catalog_folder,
    import_catalog,
    list_catalogs,
    open_catalog,
    remove_catalog,
)
from app.core.errors import CatalogError, ImportSourceError
from app.core.home import Home


def test_a_home_without_catalogs_has_none(home: Home) -> None:
    assert list_catalogs(home) == ()
    with pytest.raises(CatalogError, match=r"catalog tuxpaint: is not here .there: none"):
        open_catalog(home, "tuxpaint")
    assert not home.catalogs.exists()


def test_broken_catalogs_are_listed_with_their_problem(home: Home, media: Path) -> None:
    import_catalog(home, "good", FolderSource(media))
    for name in ("corrupt", "newer"):
        with Catalog.create(home.catalogs / name) as catalog, catalog.writing() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    (home.catalogs / "corrupt" / "catalog.sqlite").write_bytes(b"nonsense" * 1000)
    (home.catalogs / "no catalog").mkdir()
    found = {info.name: info for info in list_catalogs(home)}
    assert list(found) == ["corrupt", "good", "newer"]
    assert (found["good"].items, found["good"].problem, found["good"].ready) == (4, "", False)
    assert "corrupt" in found["corrupt"].problem
    assert "newer version" in found["newer"].problem


def test_listing_says_what_is_ready(home: Home, media: Path) -> None:
    import numpy as np

    import_catalog(home, "good", FolderSource(media))
    with open_catalog(home, "good") as catalog:
        catalog.register_fusion("default", "digest", catalog.fusions_folder, {})
        catalog.put_vectors("digest", ("rain",), np.ones((1, 2), dtype=np.float32))
    (info,) = list_catalogs(home)
    assert info.ready
    assert info.fusions == ("default",)


def test_remove_deletes_the_catalog_and_no_media(home: Home, media: Path) -> None:
    before = sorted(media.rglob("*"))
    import_catalog(home, "good", FolderSource(media))
    remove_catalog(home, "good")
    assert list(home.catalogs.iterdir()) == []
    assert sorted(media.rglob("*")) == before
    with pytest.raises(CatalogError, match="nothing was removed"):
        remove_catalog(home, "good")


def test_a_corrupt_catalog_can_be_removed(home: Home) -> None:
    Catalog.create(home.catalogs / "bad").close()
    (home.catalogs / "bad" / "catalog.sqlite").write_bytes(b"nonsense" * 1000)
    remove_catalog(home, "bad")
    assert list_catalogs(home) == ()


@pytest.mark.parametrize("name", ["..", "../weights", "", "a/b"])
def test_removing_never_leaves_the_shelf(home: Home, name: str) -> None:
    (home.root / "weights").mkdir(parents=True, exist_ok=True)
    (home.root / "weights" / "catalog.sqlite").touch()
    with pytest.raises(CatalogError, match="choose another name"):
        remove_catalog(home, name)
    assert (home.root / "weights" / "catalog.sqlite").exists()


def test_import_that_cannot_begin_leaves_nothing_behind(home: Home, tmp_path: Path) -> None:
    with pytest.raises(ImportSourceError, match="does not exist"):
        import_catalog(home, "new", FolderSource(tmp_path / "missing"))
    assert not catalog_folder(home, "new").exists()


def test_import_that_cannot_begin_keeps_a_catalog_that_was_there(home: Home, media: Path) -> None:
    import_catalog(home, "good", FolderSource(media))
    with pytest.raises(ImportSourceError):
        import_catalog(home, "good", FolderSource(media / "missing"))
    with open_catalog(home, "good", read_only=True) as catalog:
        assert catalog.count() == 4
