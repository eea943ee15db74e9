"""Tux Paint stamps: pictures with captions in many languages, sounds, spoken descriptions.

The layout is that of Tux Paint's documentation (``EXTENDTUXPAINT``): ``NAME.png`` or
``NAME.svg``, ``NAME.txt`` (first line English, then ``ll.utf8=`` lines), a sound effect
``NAME.ogg`` or ``.wav``, and spoken descriptions ``NAME_desc.ogg``, ``NAME_desc_LL.ogg``.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.catalog.draft import Drafts, ItemDraft, MediumDraft, SkippedFile
from app.catalog.sources.archive import is_archive, unpack
from app.catalog.sources.walk import check_folder, walk_folder
from app.core.errors import ImportSourceError, MediaError
from app.core.item import Caption, MediumRole
from app.core.modality import Modality
from app.core.progress import Cancellation
from app.media.file import printable, read_file

_PICTURES = (".png", ".svg")
_SOUNDS = (".ogg", ".wav")
_SUFFIXES = frozenset({*_PICTURES, *_SOUNDS, ".txt"})
_VARIANT = re.compile(r"_(mirror|flip)")
_DESCRIPTION = re.compile(r"(?P<name>.+?)_desc(_(?P<language>[A-Za-z]+(_[A-Za-z]+)?(@\w+)?))?")
_TRANSLATION = re.compile(r"(?P<language>[A-Za-z]+(_[A-Za-z]+)?(@\w+)?)\.utf8=(?P<text>.*)")
_LARGEST_TEXT = 1 << 20
_HINT = "name the folder with Tux Paint's stamps, or an archive of it"
_BELOW = Path("share/tuxpaint/stamps")


def find_tuxpaint() -> Path | None:
    """Return the folder where this platform keeps Tux Paint's stamps, if they are there."""
    for folder in _usual_places():
        try:
            if any(folder.iterdir()):
                return folder
        except OSError:
            continue
    return None


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
            yield Path(os.environ.get(variable, "C:/Program Files")) / "TuxPaint/data/stamps"
    if sys.platform == "darwin":
        yield Path("/Applications/Tux Paint.app/Contents/Resources") / _BELOW
        yield Path("/Library/Application Support/TuxPaint/stamps")
    for share in os.environ.get("XDG_DATA_DIRS", "").split(":"):
        if share:
            yield Path(share) / "tuxpaint/stamps"
    for prefix in ("/usr", "/usr/local", "/opt/homebrew", "/app"):
        yield Path(prefix) / _BELOW
    yield Path("/var/lib/flatpak/app/org.tuxpaint.Tuxpaint/current/active/files") / _BELOW


@dataclass(frozen=True)
class TuxPaintSource:
    """Tux Paint stamps below a folder, or in an archive.

    Attributes
    ----------
    path
        The folder or archive; ``None``: where the platform keeps them.
    """

    path: Path | None = None

    @property
    def kind(self) -> str:
        """The source's kind."""
        return "tuxpaint"

    @property
    def location(self) -> str:
        """The folder or archive, for people."""
        return printable(self._place())

    def _place(self) -> Path:
        place = self.path or find_tuxpaint()
        if place is None:
            raise ImportSourceError(
                "Tux Paint stamps",
                f"were not found; install the package tuxpaint-stamps-default, or {_HINT}",
            )
        return place.absolute()

    def drafts(self, unpacked: Path, cancellation: Cancellation) -> Drafts:
        """List one item for each stamp."""
        place = self._place()
        if is_archive(place):
            place = unpack(place, unpacked, _SUFFIXES, cancellation)
        check_folder(place, _HINT)
        root = _stamps_below(place)
        skipped: list[SkippedFile] = []
        items: list[ItemDraft] = []
        for category, names in walk_folder(root, skipped, cancellation):
            items.extend(_items_of_folder(root / category, category, names, skipped))
        if not items:
            raise ImportSourceError(printable(place), f"has no stamps; {_HINT}")
        return Drafts(tuple(items), tuple(skipped))


def _stamps_below(place: Path) -> Path:
    """Return the topmost folder named ``stamps``, if there is one, else the place itself."""
    if place.name == "stamps":
        return place
    found = sorted(place.glob("**/stamps"), key=lambda folder: (len(folder.parts), str(folder)))
    return next((folder for folder in found if folder.is_dir()), place)


def _items_of_folder(
    folder: Path, category: str, names: list[str], skipped: list[SkippedFile]
) -> Iterator[ItemDraft]:
    sounds = [name for name in names if Path(name).suffix.lower() in _SOUNDS]
    descriptions = _descriptions(folder, sounds)
    taken: set[str] = set()
    for name in names:
        stem, suffix = os.path.splitext(name)  # noqa: PTH122 (a name, not a path)
        if suffix.lower() not in _PICTURES or _VARIANT.search(stem):
            continue
        own_name = name if stem in taken else stem
        taken.add(stem)
        effects = [sound for sound in sounds if Path(sound).stem == stem]
        yield ItemDraft(
            item_id=f"{category}/{own_name}" if category else own_name,
            category=category,
            captions=_captions(folder / f"{stem}.txt", skipped),
            media=(
                MediumDraft(Modality.IMAGE, folder / name),
                *(MediumDraft(Modality.AUDIO, folder / sound) for sound in effects[:1]),
                *descriptions.get(stem, ()),
            ),
        )


def _descriptions(folder: Path, sounds: list[str]) -> dict[str, list[MediumDraft]]:
    found: dict[str, list[MediumDraft]] = {}
    for sound in sounds:
        match = _DESCRIPTION.fullmatch(Path(sound).stem)
        if match:
            medium = MediumDraft(
                Modality.AUDIO,
                folder / sound,
                MediumRole.SPOKEN_DESCRIPTION,
                match["language"] or "en",
            )
            found.setdefault(match["name"], []).append(medium)
    return found


def _captions(file: Path, skipped: list[SkippedFile]) -> tuple[Caption, ...]:
    if not file.exists():
        return ()
    try:
        lines = read_file(file, _LARGEST_TEXT).decode("utf-8-sig").splitlines()
    except MediaError as error:
        skipped.append(SkippedFile(error.what, error.why))
        return ()
    except UnicodeDecodeError:
        skipped.append(SkippedFile(printable(file), "is not UTF-8; save it as UTF-8"))
        return ()
    texts = {"en": lines[0].strip()} if lines and not _TRANSLATION.fullmatch(lines[0]) else {}
    for line in lines:
        match = _TRANSLATION.fullmatch(line.strip())
        if match:
            texts.setdefault(match["language"], match["text"].strip())
    return tuple(Caption(language, text) for language, text in texts.items() if text)
