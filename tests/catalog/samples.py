"""Small real media and catalogs for the tests of this room."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from PIL import Image

from app.catalog import Catalog
from app.catalog.draft import Drafts, ItemDraft
from app.core.progress import Cancellation


def write_picture(path: Path, seed: int = 0, side: int = 48) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def write_sound(path: Path, seed: int = 0, seconds: float = 0.6) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = np.random.default_rng(seed).uniform(-0.5, 0.5, int(16_000 * seconds))
    soundfile.write(path, noise.astype(np.float32), 16_000)
    return path


def write_text(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_tree(folder: Path, count: int) -> Path:
    """``count`` items in categories of ten; every third has a sound."""
    for number in range(count):
        stem = folder / f"group {number // 10:02d}" / f"item {number:04d}"
        write_picture(stem.with_suffix(".png"), number)
        write_text(stem.with_suffix(".txt"), f"thing number {number}\n")
        if number % 3 == 0:
            write_sound(stem.with_suffix(".wav"), number)
    return folder


class Given:
    """A source whose drafts a test gives."""

    kind = "given"
    location = "a test"

    def __init__(self, *items: ItemDraft) -> None:
        self._items = items

    def drafts(self, unpacked: Path, cancellation: Cancellation) -> Drafts:
        return Drafts(self._items)


def everything(catalog: Catalog) -> tuple[object, ...]:
    """All that a person would notice about a catalog's items, in order."""
    thumbnails = catalog.thumbnails()
    contents = {
        item_id: Path(file).read_bytes() if file else b"" for item_id, file in thumbnails.items()
    }
    return catalog.items(), contents
