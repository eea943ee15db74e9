"""Names of files as people read them."""

from __future__ import annotations

from pathlib import PurePath


def file_name(path: str) -> str:
    """Return the last part of ``path``; bytes that are no text become a mark."""
    return PurePath(path).name.encode("utf-8", "replace").decode("utf-8")


def clock(seconds: float) -> str:
    """Return ``seconds`` as minutes and seconds, such as ``1:05``."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
