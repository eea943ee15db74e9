"""What ``triad gui`` was asked for on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.core.query import Query
from app.core.settings import Theme


@dataclass(frozen=True)
class Options:
    """What the person asked for on the command line.

    Attributes
    ----------
    snapshot
        Where to save a picture of the window, or ``None`` to stay open.
    page
        The page to open, or an empty string.
    query
        The query to begin with.
    size
        Width and height of the window in pixels.
    theme, language, catalog, persona
        Instead of those in the settings, for this time.
    """

    snapshot: Path | None = None
    page: str = ""
    query: Query | None = None
    size: tuple[int, int] | None = None
    theme: Theme | None = None
    language: str = ""
    catalog: str = ""
    persona: str = ""
