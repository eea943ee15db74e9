"""Walking through a folder that a person named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from app.catalog.draft import SkippedFile
from app.core.errors import ImportSourceError
from app.core.progress import Cancellation
from app.media.file import printable

PICTURE_SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".svg"}
)
SOUND_SUFFIXES = frozenset(
    {".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".aac", ".aif", ".aiff"}
)
TEXT_SUFFIX = ".txt"


def check_folder(folder: Path, hint: str) -> None:
    """Refuse what is no folder, or one that may not be read.

    Raises
    ------
    ImportSourceError
        Saying what is wrong; ``hint`` says what to do.
    """
    name = printable(folder)
    if not folder.exists():
        raise ImportSourceError(name, f"does not exist; {hint}")
    if not folder.is_dir():
        raise ImportSourceError(name, f"is not a folder; {hint}")
    try:
        with os.scandir(folder) as entries:
            next(entries, None)
    except OSError as error:
        raise ImportSourceError(
            name, f"cannot be read ({error.strerror}); check its permissions"
        ) from error


def walk_folder(
    root: Path, skipped: list[SkippedFile], cancellation: Cancellation
) -> Iterator[tuple[str, list[str]]]:
    """Yield each folder's path below ``root`` (with slashes) and its sorted file names.

    Hidden files and folders are passed over, links to folders are not followed. Folders
    that cannot be read, and names that are not Unicode, are added to ``skipped``.
    """

    def unreadable(error: OSError) -> None:
        skipped.append(SkippedFile(printable(error.filename), f"cannot be read ({error.strerror})"))

    for folder, folders, files in os.walk(root, onerror=unreadable):
        cancellation.check()
        folders[:] = sorted(_readable_names(folder, folders, skipped))
        below = Path(folder).relative_to(root).as_posix()
        names = sorted(_readable_names(folder, files, skipped))
        yield ("" if below == "." else below), names


def _readable_names(folder: str, names: list[str], skipped: list[SkippedFile]) -> Iterator[str]:
    for name in names:
        if name.startswith("."):
            continue
        try:
            name.encode("utf-8")
        except UnicodeEncodeError:
            path = printable(os.path.join(folder, name))  # noqa: PTH118 (bytes that are no text)
            skipped.append(SkippedFile(path, "has a name that is not Unicode; rename it"))
        else:
            yield name
