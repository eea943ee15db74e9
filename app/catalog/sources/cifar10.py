"""CIFAR-10 (Krizhevsky, 2009): a folder of class folders, or the python batches.

The batches are pickles of Python 2; they are read as plain data (see
:mod:`app.catalog.sources.plain_pickle`) and their pictures become PNGs in the catalog's
own folder. The published archive ``cifar-10-python.tar.gz`` can be named as it is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.catalog.draft import Drafts, ItemDraft, MediumDraft, SkippedFile
from app.catalog.sources.archive import is_archive, unpack
from app.catalog.sources.plain_pickle import byte_matrix, read_plain_pickle
from app.catalog.sources.walk import PICTURE_SUFFIXES, check_folder, walk_folder
from app.core.errors import ImportSourceError, MediaError, StorageError
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.media.file import printable
from app.media.fingerprint import sha256_of_file

SIDE = 32
BATCHES = (*(f"data_batch_{number}" for number in range(1, 6)), "test_batch")
NAMES_FILE = "batches.meta"
_COLUMNS = 3 * SIDE * SIDE
_SUFFIXES = PICTURE_SUFFIXES | {"", ".meta"}
_HINT = f"name a folder of class folders, or the folder with {NAMES_FILE} and data_batch_1"


@dataclass(frozen=True)
class Cifar10Source:
    """CIFAR-10 below a folder, or in an archive.

    In class folders an item's category is its folder's name and its id the path without
    suffix, for example ``train/frog/0001``. In batches the category is the class's name
    and the id is batch and row, for example ``data_batch_1/00000``.
    """

    path: Path

    @property
    def kind(self) -> str:
        """The source's kind."""
        return "cifar10"

    @property
    def location(self) -> str:
        """The folder or archive, for people."""
        return printable(self.path.absolute())

    def drafts(self, unpacked: Path, cancellation: Cancellation) -> Drafts:
        """List one item for each picture; pictures in batches are written below ``unpacked``."""
        root = self.path.absolute()
        if is_archive(root):
            root = unpack(root, unpacked, _SUFFIXES, cancellation)
        check_folder(root, _HINT)
        batches = _batches_below(root)
        if batches is None:
            return _drafts_of_folders(root, cancellation)
        classes = _class_names(batches / NAMES_FILE)
        files = [batches / name for name in BATCHES if (batches / name).is_file()]
        items = [
            item
            for file in files
            for item in _drafts_of_batch(file, classes, unpacked, cancellation)
        ]
        if not items:
            raise ImportSourceError(printable(batches), f"has no batches; {_HINT}")
        return Drafts(tuple(items))


def _batches_below(root: Path) -> Path | None:
    """Return the folder of the batches: the one given, or one in it."""
    for folder in (root, *sorted(path for path in root.iterdir() if path.is_dir())):
        if any((folder / name).is_file() for name in (*BATCHES, NAMES_FILE)):
            return folder
    return None


# --- class folders ------------------------------------------------------------------------


def _drafts_of_folders(root: Path, cancellation: Cancellation) -> Drafts:
    skipped: list[SkippedFile] = []
    items: dict[str, ItemDraft] = {}
    for below, names in walk_folder(root, skipped, cancellation):
        for name in names:
            if Path(name).suffix.lower() in PICTURE_SUFFIXES:
                _add_picture(root / below / name, below, items, skipped)
    if not items:
        raise ImportSourceError(printable(root), f"has no pictures in class folders; {_HINT}")
    return Drafts(tuple(items.values()), tuple(skipped))


def _add_picture(
    file: Path, below: str, items: dict[str, ItemDraft], skipped: list[SkippedFile]
) -> None:
    if not below:
        skipped.append(SkippedFile(printable(file), "is in no class folder; move it into one"))
        return
    item_id = f"{below}/{file.stem}"
    if item_id in items:
        item_id = f"{below}/{file.name}"
    items[item_id] = _draft(item_id, below.rpartition("/")[2], file)


def _draft(item_id: str, class_name: str, file: Path) -> ItemDraft:
    return ItemDraft(
        item_id=item_id,
        category=class_name,
        captions=(),
        media=(MediumDraft(Modality.IMAGE, file),),
        title=class_name,
    )


# --- batches ------------------------------------------------------------------------------


def _class_names(file: Path) -> tuple[str, ...]:
    names = _texts(read_plain_pickle(file).get(b"label_names"))
    if not names:
        raise ImportSourceError(printable(file), "has no label_names; download it again")
    return names


def _texts(value: object) -> tuple[str, ...]:
    """Return a list of texts as a tuple; empty when it is none."""
    if not isinstance(value, list) or not all(isinstance(one, bytes) for one in value):
        return ()
    return tuple(one.decode("utf-8", "replace").strip() for one in value)


def _drafts_of_batch(
    file: Path, classes: tuple[str, ...], unpacked: Path, cancellation: Cancellation
) -> Iterator[ItemDraft]:
    cancellation.check()
    content = read_plain_pickle(file)
    pixels = byte_matrix(content.get(b"data"), _COLUMNS)
    if pixels is None:
        raise ImportSourceError(
            printable(file), f"has no data of {_COLUMNS:,} bytes a picture; download it again"
        )
    labels = _labels(file, content.get(b"labels"), len(pixels), len(classes))
    folder = _write_pictures(file, pixels, unpacked, cancellation)
    for row, label in enumerate(labels):
        yield _draft(f"{file.name}/{row:05d}", classes[label], folder / f"{row:05d}.png")


def _labels(file: Path, labels: object, count: int, classes: int) -> list[int]:
    if not isinstance(labels, list) or len(labels) != count:
        found = len(labels) if isinstance(labels, list) else 0
        raise ImportSourceError(
            printable(file), f"has {count:,} pictures but {found:,} labels; download it again"
        )
    if not all(type(label) is int and 0 <= label < classes for label in labels):
        raise ImportSourceError(
            printable(file), f"has labels outside 0 to {classes - 1}; download it again"
        )
    return labels


def _write_pictures(
    file: Path, pixels: NDArray[np.uint8], unpacked: Path, cancellation: Cancellation
) -> Path:
    """Write a batch's pictures to a folder named by the batch's hash; return that folder.

    The folder is there whole or not at all, so a run that was killed begins this batch
    again and knows those before it.
    """
    try:
        folder = unpacked / sha256_of_file(file)[:24]
    except MediaError as error:
        raise ImportSourceError(error.what, error.why) from error
    if folder.is_dir():
        return folder
    partial = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for row, planes in enumerate(pixels):
            cancellation.check()
            image = Image.fromarray(planes.reshape(3, SIDE, SIDE).transpose(1, 2, 0).copy())
            image.save(partial / f"{row:05d}.png", compress_level=1)
        return partial.rename(folder)
    except OSError as error:
        raise StorageError(
            unpacked, f"cannot take the pictures ({error.strerror or error}); free some space"
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
