"""A folder of pictures, sounds and texts: files with the same stem are one item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.catalog.draft import Drafts, ItemDraft, MediumDraft, SkippedFile
from app.catalog.sources.archive import is_archive, unpack
from app.catalog.sources.walk import (
    PICTURE_SUFFIXES,
    SOUND_SUFFIXES,
    TEXT_SUFFIX,
    check_folder,
    walk_folder,
)
from app.core.errors import ImportSourceError, MediaError
from app.core.item import Caption
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.media.detect import decode_text
from app.media.file import printable, read_file

_LARGEST_TEXT = 1 << 20
_LANGUAGE = re.compile(r"[a-z]{2,3}([_-][A-Za-z]{2,4})?(@\w+)?")
_HINT = "name a folder with pictures, sounds or texts"


@dataclass(frozen=True)
class FolderSource:
    """Pictures, sounds and texts below a folder, or in an archive.

    Sub-folders are categories. ``NAME.txt`` holds the caption in its first line that is not
    empty; ``NAME.LL.txt`` the same in the language ``LL``.
    """

    path: Path

    @property
    def kind(self) -> str:
        """The source's kind."""
        return "folder"

    @property
    def location(self) -> str:
        """The folder, for people."""
        return printable(self.path.absolute())

    def drafts(self, unpacked: Path, cancellation: Cancellation) -> Drafts:
        """List one item for each stem."""
        root = self.path.absolute()
        if is_archive(root):
            suffixes = PICTURE_SUFFIXES | SOUND_SUFFIXES | {TEXT_SUFFIX}
            root = unpack(root, unpacked, suffixes, cancellation)
        check_folder(root, _HINT)
        skipped: list[SkippedFile] = []
        items: list[ItemDraft] = []
        for category, names in walk_folder(root, skipped, cancellation):
            for stem, files in _by_stem(names).items():
                items.append(_item(root / category, category, stem, files, skipped))
        if not items:
            raise ImportSourceError(
                printable(root), f"has no pictures, sounds or texts that can be read; {_HINT}"
            )
        return Drafts(tuple(items), tuple(skipped))


def _by_stem(names: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Group names as ``{stem: [(language, name)]}``; the language is empty but for texts."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        if Path(name).suffix.lower() in PICTURE_SUFFIXES | SOUND_SUFFIXES:
            groups.setdefault(Path(name).stem, []).append(("", name))
    texts = [name for name in names if Path(name).suffix.lower() == TEXT_SUFFIX]
    for name in texts:
        stem, language = _text_of(Path(name).stem, groups)
        groups.setdefault(stem, []).append((language, name))
    return dict(sorted(groups.items()))


def _text_of(stem: str, groups: dict[str, list[tuple[str, str]]]) -> tuple[str, str]:
    name, _, language = stem.rpartition(".")
    if stem not in groups and name and _LANGUAGE.fullmatch(language):
        return name, language
    return stem, "en"


def _item(
    folder: Path,
    category: str,
    stem: str,
    files: list[tuple[str, str]],
    skipped: list[SkippedFile],
) -> ItemDraft:
    captions = [
        Caption(language, text)
        for language, name in sorted(files, key=lambda file: (file[0] != "en", file))
        if language
        for text in _first_line(folder / name, skipped)
    ]
    media = [
        MediumDraft(_modality(name), folder / name) for language, name in files if not language
    ]
    return ItemDraft(
        item_id=f"{category}/{stem}" if category else stem,
        category=category,
        captions=tuple(captions),
        media=tuple(media),
    )


def _modality(name: str) -> Modality:
    is_picture = Path(name).suffix.lower() in PICTURE_SUFFIXES
    return Modality.IMAGE if is_picture else Modality.AUDIO


def _first_line(file: Path, skipped: list[SkippedFile]) -> Iterator[str]:
    """Yield the first line that is not empty, or nothing when the file is no good."""
    try:
        text = decode_text(read_file(file, _LARGEST_TEXT))
    except MediaError as error:
        skipped.append(SkippedFile(error.what, error.why))
        return
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    if lines:
        yield lines[0]
    else:
        why = "has no words" if text is not None else "is not UTF-8 text; save it as UTF-8"
        skipped.append(SkippedFile(printable(file), why))
