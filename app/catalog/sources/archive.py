"""Unpacking an archive that a person named, without trusting it.

Only regular files with wanted suffixes are written, always below the target; links and
devices are passed over; the number and size of files is limited, whatever the archive says.
"""

from __future__ import annotations

import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Generator
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import IO

from app.core.errors import ImportSourceError, MediaError, StorageError
from app.core.progress import Cancellation
from app.media.file import printable
from app.media.fingerprint import sha256_of_file

MOST_FILES = 200_000
LARGEST_FILE = 256 << 20
LARGEST_TOTAL = 8 << 30
_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_CHUNK = 1 << 20
_DAMAGE = (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, NotImplementedError)


Members = Generator[tuple[str, IO[bytes]], None, None]


def is_archive(path: Path) -> bool:
    """Whether the name says that this is an archive."""
    return path.name.lower().endswith(_SUFFIXES) and not path.is_dir()


def unpack(
    archive: Path, target: Path, suffixes: frozenset[str], cancellation: Cancellation
) -> Path:
    """Unpack into a folder of ``target`` named by the archive's hash; return that folder.

    An archive that was unpacked before is not unpacked again.

    Raises
    ------
    ImportSourceError
        When it is missing, damaged, encrypted, or larger than the limits.
    StorageError
        When the disk is full or may not be written to.
    """
    try:
        folder = target / sha256_of_file(archive)[:24]
    except MediaError as error:
        raise ImportSourceError(error.what, error.why) from error
    if folder.is_dir():
        return folder
    partial = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        _write_all(archive, partial, suffixes, cancellation)
        return partial.rename(folder)
    except OSError as error:
        raise StorageError(
            target, f"cannot take the archive's files ({error.strerror or error}); free some space"
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _write_all(
    archive: Path, folder: Path, suffixes: frozenset[str], cancellation: Cancellation
) -> None:
    total = 0
    with closing(_members(archive, suffixes)) as members:
        for count, (name, stream) in enumerate(members):
            cancellation.check()
            if count >= MOST_FILES:
                raise ImportSourceError(printable(archive), f"has more than {MOST_FILES:,} files")
            file = folder / _safe(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            total += _copy(archive, stream, file, LARGEST_TOTAL - total)


def _safe(name: str) -> PurePosixPath:
    """Drop every part of a name that could lead out of the folder or be no file's name."""
    parts = name.replace("\\", "/").replace("\0", "").split("/")
    kept = [part.replace(":", "_") for part in parts if part not in {"", ".", ".."}]
    return PurePosixPath(*kept)


def _copy(archive: Path, stream: IO[bytes], file: Path, room: int) -> int:
    written = 0
    with file.open("wb") as target:
        while chunk := _read(archive, stream):
            written += len(chunk)
            if written > min(LARGEST_FILE, room):
                raise ImportSourceError(
                    printable(archive), "unpacks to more than the limit; unpack it yourself"
                )
            target.write(chunk)
    return written


def _read(archive: Path, stream: IO[bytes]) -> bytes:
    try:
        return stream.read(_CHUNK)
    except (*_DAMAGE, RuntimeError, OSError) as error:
        raise _damaged(archive, error) from error


def _members(archive: Path, suffixes: frozenset[str]) -> Members:
    members = _zip_members if archive.suffix.lower() == ".zip" else _tar_members
    with closing(members(archive, suffixes)) as found:
        while True:
            try:
                member = next(found, None)
            except (*_DAMAGE, RuntimeError, OSError) as error:
                raise _damaged(archive, error) from error
            if member is None:
                return
            yield member


def _zip_members(archive: Path, suffixes: frozenset[str]) -> Members:
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            if not info.is_dir() and PurePosixPath(info.filename).suffix.lower() in suffixes:
                with opened.open(info) as stream:
                    yield info.filename, stream


def _tar_members(archive: Path, suffixes: frozenset[str]) -> Members:
    with tarfile.open(archive, "r|*") as opened:
        for info in opened:
            stream = opened.extractfile(info) if info.isreg() else None
            if stream and PurePosixPath(info.name).suffix.lower() in suffixes:
                with stream:
                    yield info.name, stream


def _damaged(archive: Path, error: Exception) -> ImportSourceError:
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    return ImportSourceError(
        printable(archive), f"is not an archive that can be unpacked ({reason}); unpack it yourself"
    )
