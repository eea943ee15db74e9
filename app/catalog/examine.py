"""Looking at one draft: whether its media are good, whether known, and what changed."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from app.catalog.draft import ItemDraft, MediumDraft, SkippedFile
from app.catalog.snapshot import Snapshot, StoredItem, StoredMedium, original_of
from app.core.errors import MediaError, StorageError
from app.core.item import Caption, MediumRole
from app.core.modality import Modality
from app.media.file import printable
from app.media.fingerprint import sha256_of_file, sha256_of_text
from app.media.picture import Picture, load_picture
from app.media.sound import load_sound
from app.media.thumbnail import encode_png
from app.media.words import clean_text

TEXT_LANGUAGE = "en"


class Verdict(str, Enum):
    """What an import does with an item."""

    ADD = "add"
    UPDATE = "update"
    TOUCH = "touch"
    """Only paths or times changed; the content is known."""
    KEEP = "keep"
    REFUSE = "refuse"


@dataclass(frozen=True)
class ExaminedItem:
    """An item that is ready to be written, or the reasons why it is not.

    ``captions`` are clean; they are empty when the verdict is to keep or to refuse.
    """

    item_id: str
    verdict: Verdict
    title: str
    category: str
    captions: tuple[Caption, ...]
    media: tuple[StoredMedium, ...]
    thumbnail: str
    source_sha256: str
    skipped: tuple[SkippedFile, ...]

    @property
    def text(self) -> str:
        """The caption that counts as the item's text."""
        return text_of(self.captions)

    @property
    def text_sha256(self) -> str:
        """The key of the text's features; empty without a text."""
        return sha256_of_text(self.text) if self.text else ""


def text_of(captions: Sequence[Caption]) -> str:
    """Return the caption that counts as an item's text: the English one, else the first."""
    for caption in captions:
        if caption.language == TEXT_LANGUAGE:
            return caption.text
    return captions[0].text if captions else ""


@dataclass(frozen=True)
class Examiner:
    """Examines drafts against what a catalog knows; safe to use from several threads."""

    snapshot: Snapshot
    thumbnails: Path

    def examine(self, draft: ItemDraft) -> ExaminedItem:
        """Open what is new, recognise what is known, and say what is to be done.

        Raises
        ------
        StorageError
            When a thumbnail cannot be written.
        """
        skipped: list[SkippedFile] = []
        stored = self.snapshot.items.get(draft.item_id)
        media, thumbnail = self._examine_media(draft, stored, skipped)
        fingerprint = draft.fingerprint
        if stored and _is_same(stored, fingerprint, media, thumbnail):
            return _kept(draft, stored, skipped)
        captions = _clean_captions(draft, skipped)
        has_content = any(medium.role is MediumRole.CONTENT for medium in media)
        if not captions and not has_content:
            skipped.append(SkippedFile(draft.item_id, "has no picture, sound or text to use"))
        return ExaminedItem(
            item_id=draft.item_id,
            verdict=_verdict(stored, fingerprint, media, bool(captions) or has_content),
            title=_title(draft, captions),
            category=draft.category,
            captions=captions,
            media=media,
            thumbnail=thumbnail,
            source_sha256=fingerprint,
            skipped=tuple(skipped),
        )

    def _examine_media(
        self, draft: ItemDraft, stored: StoredItem | None, skipped: list[SkippedFile]
    ) -> tuple[tuple[StoredMedium, ...], str]:
        repaired = _repaired(stored)
        media: list[StoredMedium] = []
        thumbnail = ""
        for wanted in draft.media:
            try:
                medium, picture = self._examine_medium(wanted)
                if not thumbnail and _is_content_picture(wanted):
                    thumbnail = self._ensure_thumbnail(medium, picture)
                media.append(repaired.get(medium.sha256, medium))
            except MediaError as error:
                skipped.append(SkippedFile(error.what, error.why))
        return tuple(media), thumbnail

    def _examine_medium(self, wanted: MediumDraft) -> tuple[StoredMedium, Picture | None]:
        path = wanted.path
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            raise MediaError(printable(path), "does not exist or cannot be read") from error
        known = self.snapshot.by_path.get((wanted.modality, str(path)))
        picture = None
        if known and (known.size, known.mtime_ns) == (status.st_size, status.st_mtime_ns):
            sha256 = known.sha256
        else:
            sha256, picture = self._open(wanted)
        medium = StoredMedium(
            wanted.modality,
            wanted.role,
            wanted.language,
            str(path),
            sha256,
            status.st_size,
            status.st_mtime_ns,
        )
        return medium, picture

    def _open(self, wanted: MediumDraft) -> tuple[str, Picture | None]:
        """Hash content that may be known; decode what is not."""
        if self.snapshot.accepted:
            sha256 = sha256_of_file(wanted.path)
            if (wanted.modality, sha256) in self.snapshot.accepted:
                return sha256, None
        if wanted.modality is Modality.IMAGE:
            picture = load_picture(wanted.path)
            return picture.sha256, picture
        return load_sound(wanted.path).sha256, None

    def _ensure_thumbnail(self, medium: StoredMedium, picture: Picture | None) -> str:
        name = f"{medium.sha256[:2]}/{medium.sha256}.png"
        file = self.thumbnails / name
        if not file.exists():
            write_atomically(file, encode_png(picture or load_picture(Path(medium.path))))
        return name


def write_atomically(file: Path, data: bytes) -> None:
    """Write a file that is there whole or not at all, making its folder.

    Raises
    ------
    StorageError
        When the disk is full or the folder may not be written to.
    """
    partial = file.with_name(f".{file.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            partial.write_bytes(data)
            partial.replace(file)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            file, f"cannot be written ({error.strerror}); free some space or allow writing"
        ) from error


def _repaired(stored: StoredItem | None) -> dict[str, StoredMedium]:
    """Return the item's media that the cleaning repaired, by the sha256 of the original."""
    media = stored.media if stored else ()
    return {original_of(medium.path): medium for medium in media if original_of(medium.path)}


def _is_content_picture(wanted: MediumDraft) -> bool:
    return wanted.modality is Modality.IMAGE and wanted.role is MediumRole.CONTENT


def _is_same(
    stored: StoredItem, fingerprint: str, media: tuple[StoredMedium, ...], thumbnail: str
) -> bool:
    return (stored.source_sha256, stored.media, stored.thumbnail) == (
        fingerprint,
        media,
        thumbnail,
    )


def _kept(draft: ItemDraft, stored: StoredItem, skipped: list[SkippedFile]) -> ExaminedItem:
    return ExaminedItem(
        item_id=draft.item_id,
        verdict=Verdict.KEEP,
        title=draft.title,
        category=draft.category,
        captions=(),
        media=stored.media,
        thumbnail=stored.thumbnail,
        source_sha256=stored.source_sha256,
        skipped=tuple(skipped),
    )


def _verdict(
    stored: StoredItem | None,
    fingerprint: str,
    media: tuple[StoredMedium, ...],
    usable: bool,
) -> Verdict:
    if not usable:
        return Verdict.REFUSE
    if stored is None:
        return Verdict.ADD
    same_media = [medium.identity for medium in stored.media] == [
        medium.identity for medium in media
    ]
    return Verdict.TOUCH if same_media and stored.source_sha256 == fingerprint else Verdict.UPDATE


def _clean_captions(draft: ItemDraft, skipped: list[SkippedFile]) -> tuple[Caption, ...]:
    clean: list[Caption] = []
    for caption in draft.captions:
        try:
            words = clean_text(caption.text, f"{draft.item_id} ({caption.language})")
            clean.append(Caption(caption.language, words.text))
        except MediaError as error:
            skipped.append(SkippedFile(error.what, error.why))
    return tuple(clean)


def _title(draft: ItemDraft, captions: tuple[Caption, ...]) -> str:
    if draft.title.strip():
        return " ".join(draft.title.split())
    return captions[0].text if captions else draft.item_id.rpartition("/")[2]
