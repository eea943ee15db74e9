"""Queries, and looking at one medium or item."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.item import Item
from app.core.modality import Modality
from app.core.notice import Notice
from app.core.query import Query


@dataclass(frozen=True)
class Inspect:
    """Look at one medium before it is used. Result: :class:`MediumReport`.

    ``modality`` may be ``None``: the engine then tells by the file's content.
    """

    path: str
    modality: Modality | None = None


@dataclass(frozen=True)
class Recommend:
    """Rank the catalog. Result: :class:`~app.core.recommendation.Answer`.

    A newer one supersedes an older one. When ``transcribe`` is set and the query has
    sounds but no transcript, a first answer without words comes as
    :class:`Partial`, and the result counts the words that were heard. With a ``persona``,
    its history and feedback count beside the query: see ``Recommendation.parts``.
    """

    query: Query
    top: int = 10
    language: str = "en"
    catalog: str = "tuxpaint"
    fusion: str = ""
    transcribe: bool = True
    leave_out: tuple[str, ...] = ()
    persona: str = ""


@dataclass(frozen=True)
class GetItem:
    """Ask for all about one item. Result: :class:`ItemDetails`."""

    catalog: str
    item_id: str


@dataclass(frozen=True)
class MediumReport:
    """What one medium is.

    Attributes
    ----------
    preview
        PNG bytes for a picture (at most 512 px), else empty.
    peaks
        256 values from 0 to 1 for a sound, else empty.
    seconds
        Length of a sound, else 0.
    playable
        Path of a plain WAV that is safe to play, or empty.
    text
        The clean text of a text file, else empty.
    """

    path: str
    modality: Modality
    sha256: str
    description: str
    preview: bytes = b""
    peaks: tuple[float, ...] = ()
    seconds: float = 0.0
    playable: str = ""
    text: str = ""
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class ItemDetails:
    """An item with previews that are safe to open."""

    item: Item
    picture: str
    playable: tuple[tuple[str, str], ...] = ()
