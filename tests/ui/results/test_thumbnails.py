from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.ui.results.thumbnails import ThumbnailCache, ThumbnailKey, read_thumbnail


@pytest.fixture
def cache(qtbot: QtBot, qapp: QObject) -> ThumbnailCache:
    return ThumbnailCache(bytes_kept=64 * 64 * 4 * 3)


def test_a_thumbnail_comes_later_and_then_at_once(
    qtbot: QtBot, cache: ThumbnailCache, red_png: str
) -> None:
    key = ThumbnailKey(red_png, 64, 64, 8)
    with qtbot.waitSignal(cache.ready):
        assert cache.pixmap(key) is None
    pixmap = cache.pixmap(key)
    assert pixmap is not None
    image = pixmap.toImage()
    assert image.pixelColor(32, 32) == QColor("#d01010")
    assert image.pixelColor(32, 6) == QColor("white"), "the picture keeps its proportions"
    assert image.pixelColor(0, 0).alpha() == 0, "corners are round"


@pytest.mark.parametrize("content", [None, b"", b"no picture at all"])
def test_missing_and_broken_files_give_a_null_pixmap(
    qtbot: QtBot, cache: ThumbnailCache, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "x.png"
    if content is not None:
        path.write_bytes(content)
    key = ThumbnailKey(str(path), 64, 64, 8)
    with qtbot.waitSignal(cache.ready):
        cache.pixmap(key)
    pixmap = cache.pixmap(key)
    assert pixmap is not None
    assert pixmap.isNull()


def test_the_cache_stays_within_its_bound(
    qtbot: QtBot, cache: ThumbnailCache, red_png: str
) -> None:
    keys = [ThumbnailKey(red_png, 64, 64, radius) for radius in range(8)]
    for key in keys:
        with qtbot.waitSignal(cache.ready):
            cache.pixmap(key)
    assert cache.bytes_in_use <= 64 * 64 * 4 * 3
    assert cache.pixmap(keys[-1]) is not None
    with qtbot.waitSignal(cache.ready):
        assert cache.pixmap(keys[0]) is None, "the oldest was dropped"


def test_small_pictures_are_shown_whole(red_png: str) -> None:
    tile = read_thumbnail(ThumbnailKey(red_png, 300, 300, 0))
    assert (tile.width(), tile.height()) == (300, 300)
    assert tile.pixelColor(150, 150) == QColor("#d01010")
