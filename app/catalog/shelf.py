"""All catalogs of a home: list, open, create, remove."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from app.catalog.catalog import DATABASE_NAME, Catalog
from app.catalog.names import check_name
from app.core.errors import CatalogError, InputError, StorageError
from app.core.home import Home


@dataclass(frozen=True)
class CatalogInfo:
    """One catalog in a list.

    Attributes
    ----------
    items
        Number of items.
    fusions
        Names of its fusion models, the newest first.
    ready
        Whether the default fusion has vectors, so that items can be ranked.
    problem
        Why the catalog cannot be used, or an empty string.
    """

    name: str
    folder: Path
    items: int = 0
    fusions: tuple[str, ...] = ()
    ready: bool = False
    problem: str = ""


def catalog_folder(home: Home, name: str) -> Path:
    """Return the folder of the catalog of that name, whether or not it is there.

    Raises
    ------
    CatalogError
        When the name cannot be a catalog's.
    """
    return home.catalogs / check_name(name)


def open_catalog(home: Home, name: str, read_only: bool = False) -> Catalog:
    """Open the catalog of that name.

    Raises
    ------
    CatalogError
        When it is missing (the message names those that are there) or cannot be used.
    """
    folder = catalog_folder(home, name)
    if not (folder / DATABASE_NAME).is_file():
        there = ", ".join(path.name for path in _catalog_folders(home)) or "none"
        raise CatalogError(f"catalog {name}", f"is not here (there: {there}); import it first")
    return Catalog.open(folder, read_only)


def open_or_create_catalog(home: Home, name: str) -> Catalog:
    """Open the catalog of that name for writing; make it when it is not there."""
    folder = catalog_folder(home, name)
    if (folder / DATABASE_NAME).is_file():
        return Catalog.open(folder)
    return Catalog.create(folder)


def list_catalogs(home: Home) -> tuple[CatalogInfo, ...]:
    """Return all catalogs by name; a broken one is there with its problem."""
    return tuple(_info(folder) for folder in _catalog_folders(home))


def remove_catalog(home: Home, name: str) -> None:
    """Delete a catalog with its thumbnails and checkpoints, even a corrupt one.

    The pictures and sounds that were imported stay where they are.

    Raises
    ------
    CatalogError
        When it is not there, or another process is writing to it.
    StorageError
        When it cannot be deleted.
    """
    folder = catalog_folder(home, name)
    if not (folder / DATABASE_NAME).exists():
        raise CatalogError(f"catalog {name}", "is not here; nothing was removed")
    with Catalog(folder, read_only=True) as catalog, catalog.sole_writer():
        try:
            (folder / DATABASE_NAME).unlink()
        except OSError as error:
            raise _cannot_remove(folder, error) from error
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise _cannot_remove(folder, error) from error


def _cannot_remove(folder: Path, error: OSError) -> StorageError:
    return StorageError(folder, f"cannot be removed ({error.strerror}); check its permissions")


def _catalog_folders(home: Home) -> tuple[Path, ...]:
    try:
        folders = sorted(home.catalogs.iterdir())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StorageError(
            home.catalogs, f"cannot be read ({error.strerror}); check its permissions"
        ) from error
    return tuple(folder for folder in folders if (folder / DATABASE_NAME).is_file())


def _info(folder: Path) -> CatalogInfo:
    try:
        with Catalog.open(folder, read_only=True) as catalog:
            fusions = catalog.fusions()
            return CatalogInfo(
                name=catalog.name,
                folder=folder,
                items=catalog.count(),
                fusions=tuple(dict.fromkeys(record.name for record in fusions)),
                ready=any(record.promoted and record.has_vectors for record in fusions),
            )
    except InputError as error:
        return CatalogInfo(folder.name, folder, problem=error.why)
