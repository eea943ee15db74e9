"""Items of a catalog as people see them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.core.modality import Modality


class MediumRole(str, Enum):
    """What a medium is to its item."""

    CONTENT = "content"
    SPOKEN_DESCRIPTION = "spoken_description"


@dataclass(frozen=True)
class Caption:
    """A text of an item in one language (BCP 47 or POSIX code such as ``zh_CN``)."""

    language: str
    text: str


@dataclass(frozen=True)
class ItemMedium:
    """A picture or sound file of an item."""

    modality: Modality
    role: MediumRole
    language: str
    path: str
    sha256: str


@dataclass(frozen=True)
class Item:
    """One item with its captions and media.

    Attributes
    ----------
    item_id
        Stable within the catalog, for example ``animals/birds/duck``.
    title
        The first caption, or the file's stem.
    category
        Slash-separated path; may be empty.
    """

    item_id: str
    title: str
    category: str
    captions: tuple[Caption, ...]
    media: tuple[ItemMedium, ...]

    def title_in(self, language: str) -> str:
        """Return the caption in ``language`` (or its base language), else the title."""
        for wanted in (language, language.split("_", maxsplit=1)[0]):
            for caption in self.captions:
                if caption.language == wanted:
                    return caption.text
        return self.title
