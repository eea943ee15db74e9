"""A catalog as a query needs it: vectors, titles and the fusion model, all in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from app.catalog.catalog import DATABASE_NAME, Catalog
from app.catalog.fusions import FusionRecord
from app.catalog.shelf import open_catalog
from app.core.errors import CatalogError
from app.core.home import Home
from app.core.item import Item
from app.core.progress import Progress, ReportProgress, Stage, ignore_progress
from app.core.recommendation import ModelIdentity
from app.fusion.checkpoint import load_fusion
from app.fusion.model import FusionModel
from app.recommend.index import ExactIndex

ENCODERS = "encoders"
"""Folder beside a checkpoint, for what was fitted together with it."""

Stamp = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class RankedCatalog:
    """All that ranking needs of one catalog with one fusion model.

    Attributes
    ----------
    catalog
        The open catalog, for features that it has.
    index
        The items' vectors.
    items, thumbnails
        One entry for each row of the index.
    model
        The fusion model.
    identity
        Name, digest and processor of the fusion model.
    stamp
        State of the database file when it was last seen to be the same.
    revision
        Token of the content that was read.
    encoders
        Folder with the encoders that the fusion was trained with, where they are not the
        pack's own.
    """

    catalog: Catalog
    index: ExactIndex
    items: tuple[Item, ...]
    thumbnails: tuple[str, ...]
    model: FusionModel
    identity: ModelIdentity
    stamp: Stamp
    revision: str
    encoders: Path

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each item in the index."""
        return {item_id: row for row, item_id in enumerate(self.index.item_ids)}

    def confirmed(self) -> RankedCatalog | None:
        """Return itself if its content has not changed since it was read.

        What personas do changes the file, but not the content.
        """
        stamp = stamp_of(self.catalog.folder)
        if stamp == self.stamp:
            return self
        return replace(self, stamp=stamp) if self._has_same_content() else None

    def _has_same_content(self) -> bool:
        try:
            return self.catalog.exists() and self.catalog.revision() == self.revision
        except CatalogError:  # reading it anew tells what is wrong with it
            return False


def open_by_name_or_url(home: Home, name: str, read_only: bool = True) -> Catalog:
    """Open a catalog by its name in the home, or by a URL.

    Raises
    ------
    CatalogError
        When it is missing or cannot be used.
    """
    if "://" in name:
        return Catalog.open(name, read_only)
    return open_catalog(home, name, read_only)


def load_ranked_catalog(
    home: Home,
    name: str,
    fusion: str,
    known: RankedCatalog | None = None,
    report: ReportProgress = ignore_progress,
) -> RankedCatalog:
    """Read a catalog and its fusion model into memory.

    Parameters
    ----------
    name
        Name in the home, or URL.
    fusion
        Name of the fusion model; empty for the promoted one.
    known
        What was read before; its model is kept if it still is the right one.
    report
        Told when there is something to read.

    Raises
    ------
    CatalogError
        When the catalog or the fusion is missing, or has no vectors yet.
    FusionError
        When the checkpoint cannot be used.
    """
    catalog = open_by_name_or_url(home, name)
    stamp = stamp_of(catalog.folder)
    revision = catalog.revision()
    record = catalog.fusion(fusion)
    report(Progress(Stage.LOAD, detail=catalog.name))
    item_ids, vectors = catalog.vectors(record.digest)
    if not item_ids:
        raise CatalogError(
            f"catalog {catalog.name}", "has no items to rank yet; import items, then train"
        )
    thumbnails = catalog.thumbnails()
    return RankedCatalog(
        catalog=catalog,
        index=ExactIndex(item_ids, vectors),
        items=catalog.items(item_ids),
        thumbnails=tuple(thumbnails[item_id] for item_id in item_ids),
        model=_model_of(record, known),
        identity=ModelIdentity(record.name, record.digest, "cpu"),
        stamp=stamp,
        revision=revision,
        encoders=record.folder / ENCODERS,
    )


def _model_of(record: FusionRecord, known: RankedCatalog | None) -> FusionModel:
    if known is not None and known.identity.digest == record.digest:
        return known.model
    return load_fusion(record.folder)


def stamp_of(folder: Path) -> Stamp:
    """Return size and time of change of the database and its write-ahead log."""
    return tuple(_stat(folder / f"{DATABASE_NAME}{suffix}") for suffix in ("", "-wal"))


def _stat(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_size, status.st_mtime_ns) if status.st_size else (0, 0)
