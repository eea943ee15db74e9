"""One catalog: a folder with a database, thumbnails and fusion checkpoints."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sqlalchemy import Connection, func, select
from typing_extensions import Self

from app.catalog import features, fusions, reading
from app.catalog.features import ItemFeatures, PendingMedium
from app.catalog.fusions import FusionRecord
from app.catalog.migrations import HEAD
from app.catalog.migrations.upgrade import check_revision, current_revision, upgrade
from app.catalog.names import check_name
from app.catalog.revision import raise_revision, read_revision
from app.catalog.schema import ItemRow
from app.catalog.search import index_items
from app.catalog.sqlite import clear_errors, has_written, open_engine, open_idle
from app.catalog.writer import WriterLock
from app.core.errors import CatalogError, StorageError
from app.core.item import Item
from app.core.modality import Modality, PerModality

DATABASE_NAME = "catalog.sqlite"
LOCK_NAME = "writer.lock"
MIGRATION_SECONDS = 120.0
"""How long to wait while another process brings the schema up to date."""


class Catalog:
    """Items, their media, features and vectors, behind one object.

    Any number of processes may read; one may write, and another that tries gets a
    :class:`~app.core.errors.CatalogError`. No connection stays open between two calls,
    so one object may be used from several threads; only :meth:`stay_open` holds one, which
    is idle. Open it with :meth:`open` or make it with :meth:`create`.

    Every method raises :class:`~app.core.errors.CatalogError` when the database is
    corrupt or busy and :class:`~app.core.errors.StorageError` when the disk is full or
    may not be written to.
    """

    def __init__(self, folder: Path, read_only: bool) -> None:
        self.folder = folder
        self.read_only = read_only
        database = folder / DATABASE_NAME
        self._lock = WriterLock(folder / LOCK_NAME)
        self._reader = open_engine(database, read_only=True)
        self._writer = None if read_only else open_engine(database, read_only=False)
        self._let_go: Callable[[], object] = lambda: None

    @classmethod
    def create(cls, folder: Path, name: str = "") -> Self:
        """Make an empty catalog in ``folder``, whose last part is the catalog's name.

        Raises
        ------
        CatalogError
            When the name cannot be one, differs from the folder's, or is taken.
        StorageError
            When the folder cannot be made.
        """
        if check_name(name or folder.name) != folder.name:
            raise CatalogError(name, f"must be the name of its folder, {folder.name}")
        if (folder / DATABASE_NAME).exists():
            raise CatalogError(folder.name, "exists already; open it or choose another name")
        is_new = not folder.exists()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                folder, f"cannot be made ({error.strerror}); choose a folder that can be written"
            ) from error
        catalog = cls(folder, read_only=False)
        try:
            catalog._migrate()
        except BaseException:
            catalog.close()
            if is_new:
                shutil.rmtree(folder, ignore_errors=True)
            raise
        return catalog

    @classmethod
    def open(cls, folder_or_url: Path | str, read_only: bool = False) -> Self:
        """Open a catalog, bringing an older schema up to date.

        Parameters
        ----------
        folder_or_url
            The catalog's folder, or ``sqlite:///PATH/catalog.sqlite``.
        read_only
            Refuse to write. An older schema is still brought up to date first.

        Raises
        ------
        CatalogError
            When it is missing, corrupt, of a newer version, or of another kind.
        """
        folder = _folder_of(folder_or_url)
        if not (folder / DATABASE_NAME).is_file():
            raise CatalogError(
                folder.name,
                f"is no catalog ({folder} has no {DATABASE_NAME}); import items first",
            )
        catalog = cls(folder, read_only)
        if catalog._revision() != HEAD:
            with cls(folder, read_only=False) as writable:
                writable._migrate()
        return catalog

    def _revision(self) -> str:
        with self.reading() as connection:
            found = current_revision(connection, self.name)
        check_revision(found, self.name)
        return found

    def _migrate(self) -> None:
        with self._lock.hold(timeout=MIGRATION_SECONDS), self.writing() as connection:
            check_revision(current_revision(connection, self.name), self.name)
            upgrade(connection)

    def close(self) -> None:
        """Let go of everything; calling it twice does no harm."""
        self._let_go()
        self._reader.dispose()
        if self._writer is not None:
            self._writer.dispose()

    def stay_open(self) -> None:
        """Hold an idle connection until it is closed or forgotten; small writes are quicker so."""
        self._let_go()
        with clear_errors(self.name):
            self._let_go = weakref.finalize(self, open_idle(self.folder / DATABASE_NAME).close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- transactions -----------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the catalog inside the block."""
        with clear_errors(self.name), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that commits at the end of the block, all or nothing."""
        if self._writer is None:
            raise CatalogError(self.name, "was opened for reading only; open it for writing")
        with self._lock.hold(), clear_errors(self.name), self._writer.begin() as connection:
            yield connection
            index_items(connection)
            if has_written(connection):
                raise_revision(connection)

    @contextmanager
    def recording(self) -> Iterator[Connection]:
        """Give a connection for what personas do; it commits at the end of the block.

        That is none of what an import writes and leaves the content's revision as it is, so
        it does not wait for a writer that keeps others out; only for the moment in which
        such a writer commits.
        """
        if self._writer is None:
            raise CatalogError(self.name, "was opened for reading only; open it for writing")
        with clear_errors(self.name), self._writer.begin() as connection:
            yield connection

    def revision(self) -> str:
        """Return a token that is another one after each change but those of personas."""
        with self.reading() as connection:
            return read_revision(connection)

    @contextmanager
    def sole_writer(self) -> Iterator[None]:
        """Keep other writers out for the whole block; it does not wait for them."""
        with self._lock.hold(timeout=0.2):
            yield

    # --- items ------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The catalog's name, which is its folder's."""
        return self.folder.name

    def exists(self) -> bool:
        """Whether its database is still there."""
        return (self.folder / DATABASE_NAME).is_file()

    @property
    def thumbnails_folder(self) -> Path:
        """Where thumbnails are."""
        return self.folder / "thumbnails"

    @property
    def fusions_folder(self) -> Path:
        """Where checkpoints of fusion models go."""
        return self.folder / "fusions"

    @property
    def unpacked_folder(self) -> Path:
        """Where archives that were imported are unpacked."""
        return self.folder / "unpacked"

    def count(self) -> int:
        """Return the number of items."""
        with self.reading() as connection:
            return connection.execute(select(func.count(ItemRow.id))).scalar_one()

    def items(self, item_ids: Sequence[str] | None = None) -> tuple[Item, ...]:
        """Return all items in a stable order, or those asked for, in the order asked."""
        with self.reading() as connection:
            return reading.read_items(connection, item_ids)

    def item(self, item_id: str) -> Item:
        """Return one item.

        Raises
        ------
        CatalogError
            When there is no such item.
        """
        found = self.items((item_id,))
        if not found:
            raise CatalogError(f"item {item_id}", f"is not in the catalog {self.name}")
        return found[0]

    def thumbnail(self, item_id: str) -> str:
        """Return the path of the item's PNG, or an empty string."""
        with self.reading() as connection:
            query = select(ItemRow.thumbnail).where(ItemRow.item_id == item_id)
            return self._thumbnail_path(connection.execute(query).scalar() or "")

    def thumbnails(self) -> dict[str, str]:
        """Return the thumbnail's path, or an empty string, for each item."""
        with self.reading() as connection:
            query = select(ItemRow.item_id, ItemRow.thumbnail).order_by(ItemRow.id)
            rows = connection.execute(query).all()
        return {item_id: self._thumbnail_path(stored) for item_id, stored in rows}

    def _thumbnail_path(self, stored: str) -> str:
        return str(self.thumbnails_folder / stored) if stored else ""

    # --- features ---------------------------------------------------------------------

    def missing_features(self, modality: Modality, digest: str) -> tuple[PendingMedium, ...]:
        """Return the media that the encoder ``digest`` has not seen; see :mod:`.features`."""
        with self.reading() as connection:
            return features.missing_features(connection, modality, digest)

    def put_features(
        self, modality: Modality, digest: str, vectors: Mapping[str, ArrayLike]
    ) -> None:
        """Store one float32 vector for each media sha256; what is there already stays."""
        with self.writing() as connection:
            features.put_features(connection, modality, digest, vectors)

    def feature(self, sha256: str, digest: str) -> NDArray[np.float32] | None:
        """Return one vector, shape (dimension,), or ``None``."""
        with self.reading() as connection:
            return features.feature(connection, sha256, digest)

    def item_features(self, digests: PerModality[str]) -> ItemFeatures:
        """Return the features of all items but those excluded; see :mod:`.features`."""
        with self.reading() as connection:
            return features.item_features(connection, digests)

    # --- fusions ----------------------------------------------------------------------

    def register_fusion(
        self,
        name: str,
        digest: str,
        folder: Path,
        metrics: Mapping[str, object],
        promote: bool = True,
    ) -> None:
        """Add a trained fusion model; with ``promote`` it becomes the default."""
        kept = folder.relative_to(self.folder) if folder.is_relative_to(self.folder) else folder
        with self.writing() as connection:
            fusions.register_fusion(
                connection,
                digest,
                name=name,
                folder=str(kept),
                metrics=metrics,
                promote=promote,
            )

    def fusions(self) -> tuple[FusionRecord, ...]:
        """Return all registered fusion models, the newest first."""
        with self.reading() as connection:
            return fusions.read_fusions(connection, self.folder)

    def fusion(self, name: str = "") -> FusionRecord:
        """Return the newest fusion of that name; without a name the promoted one.

        Raises
        ------
        CatalogError
            When there is none.
        """
        found = self.fusions()
        for record in found:
            if record.name == name or (not name and record.promoted):
                return record
        names = ", ".join(dict.fromkeys(record.name for record in found)) or "none"
        raise CatalogError(
            f"fusion {name or '(default)'}",
            f"is not in the catalog {self.name} (there: {names}); train one",
        )

    def put_vectors(
        self, fusion_digest: str, item_ids: Sequence[str], vectors: NDArray[np.float32]
    ) -> None:
        """Store the fused vector (row of an (n, k) array) of each item."""
        with self.writing() as connection:
            fusions.put_vectors(connection, fusion_digest, item_ids, vectors)

    def vectors(self, fusion_digest: str) -> tuple[tuple[str, ...], NDArray[np.float32]]:
        """Return the ids of items to rank that have a vector of that fusion; (n, k) array."""
        with self.reading() as connection:
            return fusions.read_vectors(connection, fusion_digest)


def _folder_of(folder_or_url: Path | str) -> Path:
    if isinstance(folder_or_url, Path) or "://" not in folder_or_url:
        return Path(folder_or_url)
    scheme, _, rest = folder_or_url.partition("://")
    if scheme != "sqlite":
        raise CatalogError(folder_or_url, "this version opens SQLite catalogs only")
    database = Path(rest.removeprefix("/"))
    return database.parent if database.name == DATABASE_NAME else database
