"""Fixtures of the catalog's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog import Catalog, FolderSource, import_items
from tests.catalog.samples import write_picture, write_sound, write_text


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    """An empty catalog."""
    with Catalog.create(tmp_path / "catalogs" / "测试 catalog") as made:
        yield made


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A folder with four items: picture+text+sound, picture, sound+text, text."""
    folder = tmp_path / "my media"
    write_picture(folder / "animals" / "duck.png", 1)
    write_sound(folder / "animals" / "duck.wav", 1)
    write_text(folder / "animals" / "duck.txt", "A duck.\nmore words")
    write_text(folder / "animals" / "duck.zh_CN.txt", "一只鸭子")
    write_picture(folder / "food" / "苹果 ☃.png", 2)
    write_sound(folder / "rain.wav", 3)
    write_text(folder / "rain.txt", "Rain on a roof")
    write_text(folder / "word.txt", "Only words")
    return folder


@pytest.fixture
def filled(catalog: Catalog, media: Path) -> Catalog:
    """A catalog with the items of ``media``."""
    import_items(catalog, FolderSource(media))
    return catalog
