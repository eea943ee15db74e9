"""Names of files as people read them."""

from __future__ import annotations

from pathlib import PurePath


def file_name(path: str) -> str:
    """Return the last part of ``path``; bytes that are no text become a mark."""
    return PurePath(path).name.encode("utf-8", "replace").decode("utf-8")
