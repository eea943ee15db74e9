"""Writing weights to disk: errors for people, digests while copying, receipts."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from app.core.errors import StorageError
from app.core.progress import Cancellation

RECEIPT = "receipt.json"
_CHUNK = 1 << 20
_REASONS = {
    errno.ENOSPC: "the disk is full; free some space and try again",
    errno.EDQUOT: "the disk quota is used up; free some space and try again",
    errno.EACCES: "no permission to write; make it writable or set TRIAD_HOME to another folder",
    errno.EPERM: "no permission to write; make it writable or set TRIAD_HOME to another folder",
    errno.EROFS: "the file system is read-only; set TRIAD_HOME to another folder",
}


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn an ``OSError`` of writing below ``path`` into a :class:`StorageError`."""
    try:
        yield
    except OSError as error:
        otherwise = (
            f"cannot be written ({error.strerror or error}); set TRIAD_HOME to another folder"
        )
        raise StorageError(path, _REASONS.get(error.errno or 0, otherwise)) from error


def hash_stream(
    source: IO[bytes],
    sink: IO[bytes] | None = None,
    limit: int | None = None,
    cancellation: Cancellation | None = None,
) -> str:
    """Read ``source`` to its end and return its sha256; copy it to ``sink`` on the way.

    Stops early, with the digest of what was read, once more than ``limit`` bytes came.
    """
    digest, count = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        if cancellation is not None:
            cancellation.check()
        digest.update(chunk)
        count += len(chunk)
        if limit is not None and count > limit:
            break
        if sink is not None:
            sink.write(chunk)
    return digest.hexdigest()


def hash_file(path: Path, cancellation: Cancellation | None = None) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as source:
        return hash_stream(source, cancellation=cancellation)


@dataclass(frozen=True)
class FileStamp:
    """What a file was when its digest was taken."""

    sha256: str
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path, sha256: str) -> FileStamp:
        """Stamp the file at ``path``, whose digest is known."""
        status = path.stat()
        return cls(sha256, status.st_size, status.st_mtime_ns)

    def fits(self, path: Path) -> bool:
        """Whether the file has not been touched since."""
        status = path.stat()
        return (status.st_size, status.st_mtime_ns) == (self.size, self.mtime_ns)


Receipt = dict[str, FileStamp]


def read_receipt(folder: Path) -> Receipt:
    """Return the stamps of the files in ``folder``; empty when there is no valid receipt."""
    try:
        stored: Any = json.loads((folder / RECEIPT).read_text("utf-8"))
        return {path: FileStamp(**stamp) for path, stamp in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_receipt(folder: Path, receipt: Receipt) -> None:
    """Replace the receipt of ``folder`` in one step."""
    draft = folder / f"{RECEIPT}.{os.getpid()}.tmp"
    content = json.dumps({path: asdict(stamp) for path, stamp in receipt.items()}, indent=1)
    draft.write_text(content, "utf-8")
    draft.replace(folder / RECEIPT)
