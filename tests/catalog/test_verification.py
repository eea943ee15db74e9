from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.catalog import Catalog, FolderSource, import_items, verify
from app.core.errors import Cancelled
from app.core.progress import Cancellation, Progress, Stage
from tests.catalog.samples import write_picture


def test_whole_catalog_is_whole(filled: Catalog) -> None:
    reports: list[Progress] = []
    found = verify(filled, reports.append)
    assert found.is_whole
    assert found.checked == 4
    assert (reports[-1].stage, reports[-1].done, reports[-1].total) == (Stage.VERIFY, 4, 4)


def test_missing_and_changed_files_are_found(filled: Catalog, media: Path) -> None:
    (media / "rain.wav").unlink()
    duck = media / "animals" / "duck.png"
    status = duck.stat()
    data = bytearray(duck.read_bytes())
    data[-20] ^= 1
    duck.write_bytes(data)
    os.utime(duck, ns=(status.st_atime_ns, status.st_mtime_ns))
    (media / "animals" / "duck.wav").write_bytes(b"")
    found = verify(filled)
    assert found.missing == (str(media / "rain.wav"),)
    assert found.changed == (str(duck), str(media / "animals" / "duck.wav"))
    assert not found.is_whole
    assert filled.count() == 4


def test_importing_again_mends_what_changed(filled: Catalog, media: Path) -> None:
    write_picture(media / "animals" / "duck.png", 50)
    assert not verify(filled).is_whole
    import_items(filled, FolderSource(media))
    assert verify(filled).is_whole


def test_corrupt_pages_are_found(filled: Catalog) -> None:
    database = filled.folder / "catalog.sqlite"
    data = bytearray(database.read_bytes())
    end = data.rindex("苹果".encode()) // 4096 * 4096 + 4096
    data[end - 2000 : end] = b"\xa5" * 2000
    database.write_bytes(data)
    with Catalog.open(filled.folder) as catalog:
        assert verify(catalog).problem


def test_verifying_can_be_cancelled(filled: Catalog) -> None:
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        verify(filled, cancellation=cancellation)
