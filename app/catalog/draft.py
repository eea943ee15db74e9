"""What an import source says about items, before anything was looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from app.core.item import Caption, MediumRole
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.media.fingerprint import sha256_of_text


class SkippedFile(NamedTuple):
    """A file, or a line of one, that an import left out, and why."""

    path: str
    why: str


@dataclass(frozen=True)
class MediumDraft:
    """A picture or sound that an item should have."""

    modality: Modality
    path: Path
    role: MediumRole = MediumRole.CONTENT
    language: str = ""


@dataclass(frozen=True)
class ItemDraft:
    """An item that a source wants in the catalog.

    Attributes
    ----------
    item_id
        Stable from one import to the next; its last part is the title when all else lacks.
    title
        Empty: the first caption is the title.
    """

    item_id: str
    category: str
    captions: tuple[Caption, ...]
    media: tuple[MediumDraft, ...]
    title: str = ""

    @property
    def fingerprint(self) -> str:
        """The sha256 of all that the source says about the item."""
        said = [
            self.title,
            self.category,
            [[caption.language, caption.text] for caption in self.captions],
            [
                [medium.modality, medium.role, medium.language, str(medium.path)]
                for medium in self.media
            ],
        ]
        return sha256_of_text(json.dumps(said))


@dataclass(frozen=True)
class Drafts:
    """All items of a source, in its order, and what it could not read itself."""

    items: tuple[ItemDraft, ...]
    skipped: tuple[SkippedFile, ...] = ()


class ImportSource(Protocol):
    """A place that items come from.

    Its ``kind`` is ``tuxpaint``, ``folder``, ``csv``, ``jsonl``, ``cifar10`` or
    ``librispeech``; its ``location`` says where it is, for people and for recognising the
    same source again.
    """

    @property
    def kind(self) -> str:
        """The kind of source."""
        ...

    @property
    def location(self) -> str:
        """Where it is."""
        ...

    def drafts(self, unpacked: Path, cancellation: Cancellation) -> Drafts:
        """List all items without opening media.

        Parameters
        ----------
        unpacked
            Where an archive may be unpacked; it stays as long as the catalog.
        cancellation
            Looked at now and then.

        Raises
        ------
        ImportSourceError
            When the source as a whole cannot be used; nothing was changed then.
        """
        ...
