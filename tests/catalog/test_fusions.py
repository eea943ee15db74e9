from __future__ import annotations

import numpy as np
import pytest

from app.catalog import Catalog, FolderSource, import_items
from app.core.errors import CatalogError
from tests.catalog.samples import write_text


def test_promoted_fusion_is_the_default(filled: Catalog) -> None:
    folder = filled.fusions_folder / "one"
    filled.register_fusion("one", "digest 1", folder, {"recall": 0.5})
    filled.register_fusion("two", "digest 2", filled.fusions_folder / "two", {})
    filled.register_fusion("three", "digest 3", filled.fusions_folder / "three", {}, promote=False)
    assert filled.fusion().digest == "digest 2"
    assert filled.fusion("one").folder == folder
    assert filled.fusion("one").metrics == {"recall": 0.5}
    assert [record.name for record in filled.fusions()] == ["three", "two", "one"]
    assert [record.promoted for record in filled.fusions()] == [False, True, False]
    filled.register_fusion("one", "digest 1", folder, {"recall": 0.6})
    assert filled.fusion().metrics == {"recall": 0.6}
    assert len(filled.fusions()) == 3


def test_newest_of_a_name_is_given(filled: Catalog) -> None:
    filled.register_fusion("default", "old", filled.fusions_folder / "old", {})
    filled.register_fusion("default", "new", filled.fusions_folder / "new", {}, promote=False)
    assert filled.fusion("default").digest == "new"
    assert filled.fusion().digest == "old"


def test_missing_fusion_names_those_that_are_there(filled: Catalog) -> None:
    with pytest.raises(CatalogError, match="there: none"):
        filled.fusion()
    filled.register_fusion("one", "digest", filled.fusions_folder / "one", {})
    with pytest.raises(CatalogError, match=r"fusion two: .*there: one"):
        filled.fusion("two")


def test_catalog_can_be_moved_with_its_fusions(filled: Catalog) -> None:
    filled.register_fusion("one", "digest", filled.fusions_folder / "one", {})
    moved = filled.folder.rename(filled.folder.with_name("moved"))
    with Catalog.open(moved) as catalog:
        assert catalog.fusion().folder == moved / "fusions" / "one"
        assert catalog.thumbnail("animals/duck").startswith(str(moved))


def test_vectors_come_back_in_item_order(filled: Catalog) -> None:
    filled.register_fusion("one", "digest", filled.fusions_folder / "one", {})
    assert not filled.fusion().has_vectors
    vectors = np.arange(6, dtype=np.float32).reshape(2, 3)
    filled.put_vectors("digest", ("animals/duck", "rain"), vectors)
    item_ids, stored = filled.vectors("digest")
    assert item_ids == ("rain", "animals/duck")
    np.testing.assert_array_equal(stored, vectors[::-1])
    assert filled.fusion().has_vectors
    filled.put_vectors("digest", ("rain",), np.full((1, 3), 9, dtype=np.float32))
    np.testing.assert_array_equal(filled.vectors("digest")[1], [[9, 9, 9], [0, 1, 2]])


def test_vectors_of_unknown_things_are_refused(filled: Catalog) -> None:
    one = np.ones((1, 3), dtype=np.float32)
    with pytest.raises(CatalogError, match="not registered"):
        filled.put_vectors("digest", ("rain",), one)
    with pytest.raises(CatalogError, match="not registered"):
        filled.vectors("digest")
    filled.register_fusion("one", "digest", filled.fusions_folder / "one", {})
    with pytest.raises(CatalogError, match="item snow"):
        filled.put_vectors("digest", ("rain", "snow"), np.ones((2, 3), dtype=np.float32))
    with pytest.raises(ValueError, match="2 items but 1 vectors"):
        filled.put_vectors("digest", ("rain", "word"), one)
    assert filled.vectors("digest")[0] == ()


def test_changed_item_loses_its_vector(filled: Catalog) -> None:
    filled.register_fusion("one", "digest", filled.fusions_folder / "one", {})
    ids = [item.item_id for item in filled.items()]
    filled.put_vectors("digest", ids, np.ones((len(ids), 2), dtype=np.float32))
    folder = filled.folder.parents[1] / "my media"
    write_text(folder / "rain.txt", "Heavy rain on a roof")
    assert import_items(filled, FolderSource(folder)).updated == 1
    assert "rain" not in filled.vectors("digest")[0]
    assert len(filled.vectors("digest")[0]) == len(ids) - 1
