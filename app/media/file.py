"""Opening what a person names, without ever blocking on it, and naming it in messages."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from app.core.errors import MediaError

_READ_WITHOUT_WAITING = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
    _READ_WITHOUT_WAITING |= getattr(os, _flag, 0)  # not every platform has every flag
_ACCESS = {
    errno.ENOENT: "does not exist; check the name",
    errno.ENOTDIR: "does not exist; check the name",
    errno.EACCES: "may not be read; allow reading it or choose another file",
    errno.EPERM: "may not be read; allow reading it or choose another file",
    errno.ELOOP: "is a link that leads back to itself; choose the real file",
    errno.ENAMETOOLONG: "has a name that is too long; shorten it",
    errno.ENXIO: "is not a file (a socket or device); choose a regular file",
}


def printable(path: Path | str) -> str:
    r"""Return a file name that any terminal, log or JSON file can hold.

    Bytes that are not UTF-8 and control characters become escapes such as ``\xff``; all other
    characters stay, so ordinary names come back unchanged.
    """
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def open_file(path: Path) -> BinaryIO:
    """Open a regular, non-empty file for reading.

    Never blocks: pipes, devices and sockets are refused without being read.

    Raises
    ------
    MediaError
        When it is missing, a folder, empty, special or unreadable.
    """
    try:
        stream = os.fdopen(os.open(path, _READ_WITHOUT_WAITING), "rb")
    except (OSError, ValueError) as error:
        raise MediaError(printable(path), _why_not_opened(error)) from error
    status = os.fstat(stream.fileno())
    problem = _why_not_used(status)
    if problem:
        stream.close()
        raise MediaError(printable(path), problem)
    return stream


def read_file(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file of at most ``limit`` bytes.

    Raises
    ------
    MediaError
        As :func:`open_file`, or when the file is larger.
    """
    with open_file(path) as stream:
        size = file_size(stream)
        if size > limit:
            raise MediaError(
                printable(path),
                f"has {_megabytes(size)} and the limit is {_megabytes(limit)}; make it smaller",
            )
        try:
            return stream.read(limit)
        except OSError as error:
            raise MediaError(printable(path), _why_not_opened(error)) from error


def file_size(stream: BinaryIO) -> int:
    """Return the size in bytes of an open file."""
    return os.fstat(stream.fileno()).st_size


def _why_not_opened(error: OSError | ValueError) -> str:
    if isinstance(error, IsADirectoryError):
        return "is a folder; choose a file in it"
    if isinstance(error, OSError) and error.errno in _ACCESS:
        return _ACCESS[error.errno]
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read ({reason}); choose another file"


def _why_not_used(status: os.stat_result) -> str:
    if stat.S_ISDIR(status.st_mode):
        return "is a folder; choose a file in it"
    if not stat.S_ISREG(status.st_mode):
        return "is not a file (a pipe or device); choose a regular file"
    if status.st_size == 0:
        return "is empty; choose a file with content"
    return ""


def _megabytes(count: int) -> str:
    return f"{count / 2**20:,.1f} MB"
