"""Which importer a word means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from app.catalog.draft import ImportSource
from app.catalog.sources.cifar10 import Cifar10Source
from app.catalog.sources.csv_file import CsvSource
from app.catalog.sources.folder import FolderSource
from app.catalog.sources.json_lines import JsonLinesSource
from app.catalog.sources.librispeech import LibriSpeechSource
from app.catalog.sources.tuxpaint import TuxPaintSource
from app.core.errors import ImportSourceError

_SOURCES: Mapping[str, Callable[[Path], ImportSource]] = {
    "folder": FolderSource,
    "csv": CsvSource,
    "jsonl": JsonLinesSource,
    "cifar10": Cifar10Source,
    "librispeech": LibriSpeechSource,
}
IMPORTERS = ("tuxpaint", *_SOURCES)


def source_of(importer: str, location: str) -> ImportSource:
    """Return the source to import from.

    Parameters
    ----------
    importer
        One of :data:`IMPORTERS`.
    location
        Path of a folder, file or archive; only ``tuxpaint`` may leave it empty.

    Raises
    ------
    ImportSourceError
        When the importer is unknown or the location is missing.
    """
    if importer == "tuxpaint":
        return TuxPaintSource(Path(location).expanduser() if location else None)
    if importer not in IMPORTERS:
        raise ImportSourceError(f"importer {importer}", f"unknown; use {', '.join(IMPORTERS)}")
    if not location:
        raise ImportSourceError(f"importer {importer}", "needs the path of what to import")
    return _SOURCES[importer](Path(location).expanduser())


def default_name(importer: str, location: str) -> str:
    """Return the catalog's name when none was given: the importer's, or the path's stem."""
    if importer == "tuxpaint" or not location:
        return importer
    return Path(location).expanduser().absolute().stem
