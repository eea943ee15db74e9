"""Names for content: the sha256 of a file or text, the key of all caches."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from app.media.file import open_file

_CHUNK = 1 << 20


def sha256_of_file(path: Path) -> str:
    """Return the lower-case hexadecimal sha256 of a file's bytes.

    Raises
    ------
    MediaError
        When the file is missing, empty, a folder, special or unreadable.
    """
    with open_file(path) as stream:
        return sha256_of_stream(stream)


def sha256_of_stream(stream: BinaryIO) -> str:
    """Return the sha256 of an open file from its first byte on."""
    digest = hashlib.sha256()
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def sha256_of_bytes(data: bytes) -> str:
    """Return the sha256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_text(text: str) -> str:
    """Return the sha256 of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
