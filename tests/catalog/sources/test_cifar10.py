from __future__ import annotations

import tarfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.catalog import Catalog, Cifar10Source, import_items
from app.core.errors import Cancelled, ImportSourceError
from app.core.progress import Cancellation
from app.media.picture import load_picture
from tests.catalog.samples import write_picture
from tests.catalog.sources.published import (
    Python2Pickle,
    cifar10_batch,
    cifar10_names,
    cifar10_pictures,
    write_cifar10_batches,
)


@pytest.fixture
def batches(tmp_path: Path) -> Path:
    return write_cifar10_batches(tmp_path / "cifar-10-batches-py")


def test_the_sample_has_the_published_bytes() -> None:
    assert len(cifar10_names()) == 158, "as long as batches.meta in the published archive"


def test_batches_become_pictures_in_the_catalogs_own_folder(
    catalog: Catalog, batches: Path
) -> None:
    outcome = import_items(catalog, Cifar10Source(batches))
    assert (outcome.added, outcome.skipped) == (6, ())
    items = {item.item_id: item for item in catalog.items()}
    assert list(items) == [
        f"{batch}/{row:05d}"
        for batch in ("data_batch_1", "data_batch_2", "test_batch")
        for row in (0, 1)
    ]
    assert items["data_batch_2/00000"].category == "frog"
    assert (items["data_batch_2/00001"].category, items["test_batch/00001"].title) == (
        "automobile",
        "bird",
    )
    (medium,) = items["data_batch_2/00001"].media
    assert Path(medium.path).is_relative_to(catalog.folder)
    np.testing.assert_array_equal(load_picture(Path(medium.path)).pixels, cifar10_pictures(2, 1)[1])
    assert import_items(catalog, Cifar10Source(batches)).known == 6


def test_the_published_archive_and_its_parent_folder_are_the_same_items(
    catalog: Catalog, batches: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "cifar-10-python.tar.gz"
    with tarfile.open(archive, "w:gz") as opened:
        opened.add(batches, batches.name)
    import_items(catalog, Cifar10Source(archive))
    before = catalog.items()
    assert import_items(catalog, Cifar10Source(batches.parent)).known == 6
    assert catalog.items() == before


def test_an_import_that_stopped_between_batches_goes_on(catalog: Catalog, batches: Path) -> None:
    whole = (batches / "test_batch").read_bytes()
    (batches / "test_batch").write_bytes(whole[:-20])
    with pytest.raises(ImportSourceError, match="test_batch"):
        import_items(catalog, Cifar10Source(batches))
    assert catalog.count() == 0
    written = set(catalog.unpacked_folder.iterdir())
    assert len(written) == 2
    times = {folder: folder.stat().st_mtime_ns for folder in written}
    (batches / "test_batch").write_bytes(whole)
    assert import_items(catalog, Cifar10Source(batches)).added == 6
    assert {folder: folder.stat().st_mtime_ns for folder in written} == times


def test_cancel_leaves_nothing_half_written(batches: Path, tmp_path: Path) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        Cifar10Source(batches).drafts(tmp_path / "unpacked", cancellation)
    assert not (tmp_path / "unpacked").exists()


def test_class_folders(catalog: Catalog, tmp_path: Path) -> None:
    for name in ("train/frog/0001.png", "train/ship/0001.png", "test/frog/0001.png", "loose.png"):
        write_picture(tmp_path / "images" / name, len(name), side=32)
    write_picture(tmp_path / "images" / "train/frog/0001.jpg", 9, side=32)
    outcome = import_items(catalog, Cifar10Source(tmp_path / "images"))
    found = {item.item_id: item.category for item in catalog.items()}
    assert found == {
        "test/frog/0001": "frog",
        "train/frog/0001": "frog",
        "train/frog/0001.png": "frog",
        "train/ship/0001": "ship",
    }
    assert [Path(skipped.path).name for skipped in outcome.skipped] == ["loose.png"]


BAD_BATCHES: dict[str, Callable[[], dict[object, object]]] = {
    "labels": lambda: cifar10_batch(cifar10_pictures(2), (1, 2, 3)),
    "outside": lambda: cifar10_batch(cifar10_pictures(2), (1, 10)),
    "no data": lambda: {b"labels": [1]},
    "3,072": lambda: {b"data": np.zeros((1, 3071), np.uint8), b"labels": [1]},
    "no dictionary": lambda: [1, 2],  # type: ignore[dict-item, return-value]
}


@pytest.mark.parametrize("word", BAD_BATCHES)
def test_batches_of_wrong_lengths_are_refused(catalog: Catalog, batches: Path, word: str) -> None:
    (batches / "data_batch_1").write_bytes(Python2Pickle().dump(BAD_BATCHES[word]()))
    with pytest.raises(ImportSourceError, match=word) as caught:
        import_items(catalog, Cifar10Source(batches))
    assert "data_batch_1" in caught.value.what
    assert catalog.count() == 0


def test_an_array_with_fewer_bytes_than_its_shape_is_refused(
    catalog: Catalog, batches: Path
) -> None:
    file = batches / "data_batch_1"
    file.write_bytes(file.read_bytes().replace(b"(K\x01K\x02M\x00\x0c", b"(K\x01K\x03M\x00\x0c"))
    with pytest.raises(ImportSourceError, match="has no data of 3,072 bytes a picture"):
        import_items(catalog, Cifar10Source(batches))


def test_other_folders_are_refused(tmp_path: Path, catalog: Catalog) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ImportSourceError, match="class folders"):
        import_items(catalog, Cifar10Source(tmp_path / "empty"))
    with pytest.raises(ImportSourceError, match="does not exist"):
        import_items(catalog, Cifar10Source(tmp_path / "nowhere"))
    write_cifar10_batches(tmp_path / "nameless")
    (tmp_path / "nameless" / "batches.meta").unlink()
    with pytest.raises(ImportSourceError, match="does not exist") as caught:
        import_items(catalog, Cifar10Source(tmp_path / "nameless"))
    assert "batches.meta" in caught.value.what


def test_every_picture_is_a_png(batches: Path, tmp_path: Path) -> None:
    drafts = Cifar10Source(batches).drafts(tmp_path / "unpacked", Cancellation())
    for item in drafts.items:
        with Image.open(item.media[0].path) as image:
            assert (image.format, image.size, image.mode) == ("PNG", (32, 32), "RGB")
