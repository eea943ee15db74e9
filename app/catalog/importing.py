"""Importing: items from a source into a catalog, batch by batch.

Each batch is one transaction, so a process that is killed loses the batch at hand and
nothing else. An import that is run again recognises what it has by path, size and time,
then by content, and opens only what is new.
"""

from __future__ import annotations

import os
import shutil
import time
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass

from app.catalog.catalog import Catalog
from app.catalog.draft import Drafts, ImportSource, ItemDraft, SkippedFile
from app.catalog.examine import ExaminedItem, Examiner, Verdict
from app.catalog.import_log import advance_import, begin_import, end_import
from app.catalog.merge import write_items
from app.catalog.schema import ImportState
from app.catalog.shelf import catalog_folder, open_or_create_catalog
from app.catalog.snapshot import read_snapshot
from app.core.errors import Cancelled, InputError
from app.core.home import Home
from app.core.progress import Cancellation, Progress, ReportProgress, Stage, ignore_progress

BATCH = 50
LOOKAHEAD = 64
_REPORT_EVERY_SECONDS = 0.05


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did.

    Attributes
    ----------
    added, updated, known
        Items that are new, changed, and recognised.
    skipped
        Files that were left out, with why.
    """

    added: int
    known: int
    skipped: tuple[SkippedFile, ...]
    updated: int = 0


def import_items(
    catalog: Catalog,
    source: ImportSource,
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
) -> ImportOutcome:
    """Bring the items of ``source`` into ``catalog``; run it again to resume or refresh.

    Bad files are skipped and listed; the rest goes on. Items that the source no longer
    has stay (see :func:`app.catalog.verification.verify`).

    Raises
    ------
    ImportSourceError
        When the source as a whole cannot be used; the catalog is unchanged.
    CatalogError
        When another process is writing to the catalog.
    StorageError
        When the disk is full or may not be written to; finished batches are kept.
    Cancelled
        When a person cancelled; finished batches are kept.
    """
    asked_to_stop = cancellation or Cancellation()
    with catalog.sole_writer():
        report(Progress(Stage.IMPORT, detail=source.location))
        drafts = source.drafts(catalog.unpacked_folder, asked_to_stop)
        _sweep_partial_thumbnails(catalog)
        return _Import(catalog, drafts, report, asked_to_stop).run(source)


def import_catalog(
    home: Home,
    name: str,
    source: ImportSource,
    report: ReportProgress = ignore_progress,
    cancellation: Cancellation | None = None,
) -> ImportOutcome:
    """Import into the catalog of that name, making it when it is not there.

    A catalog that was made for this and got no item is removed again, so that an import
    that cannot begin leaves nothing behind. Raises as :func:`import_items`.
    """
    is_new = not catalog_folder(home, name).exists()
    with open_or_create_catalog(home, name) as catalog:
        try:
            return import_items(catalog, source, report, cancellation)
        except BaseException:
            if is_new and _is_surely_empty(catalog):
                shutil.rmtree(catalog.folder, ignore_errors=True)
            raise


def _is_surely_empty(catalog: Catalog) -> bool:
    try:
        return catalog.count() == 0
    except InputError:
        return False


def _sweep_partial_thumbnails(catalog: Catalog) -> None:
    """Remove what a killed import left half written; only the sole writer may do this."""
    for partial in catalog.thumbnails_folder.glob("*/.*.part"):
        partial.unlink(missing_ok=True)


class _Import:
    """One run of an import."""

    def __init__(
        self,
        catalog: Catalog,
        drafts: Drafts,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> None:
        self._catalog = catalog
        self._drafts = drafts
        self._report = report
        self._cancellation = cancellation
        self._started = self._reported = time.monotonic()
        self._counts = dict.fromkeys(Verdict, 0)
        self._skipped: list[SkippedFile] = []
        self._done = 0

    def run(self, source: ImportSource) -> ImportOutcome:
        with self._catalog.writing() as connection:
            snapshot = read_snapshot(connection)
            total = len(self._drafts.items)
            number = begin_import(connection, source.kind, source.location, total)
        examiner = Examiner(snapshot, self._catalog.thumbnails_folder)
        try:
            self._import_all(number, examiner)
        except BaseException as error:
            self._end_early(number, error)
            raise
        with self._catalog.writing() as connection:
            end_import(connection, number, ImportState.FINISHED)
        self._tell("", always=True)
        return ImportOutcome(
            added=self._counts[Verdict.ADD],
            updated=self._counts[Verdict.UPDATE],
            known=self._counts[Verdict.KEEP] + self._counts[Verdict.TOUCH],
            skipped=tuple(self._skipped),
        )

    def _end_early(self, number: int, error: BaseException) -> None:
        state = ImportState.CANCELLED if isinstance(error, Cancelled) else ImportState.FAILED
        with suppress(InputError), self._catalog.writing() as connection:
            end_import(connection, number, state)  # a full disk may not even take this

    def _import_all(self, number: int, examiner: Examiner) -> None:
        batch: list[ExaminedItem] = []
        skipped = list(self._drafts.skipped)
        with closing(self._examined(examiner)) as examined:
            for item in examined:
                batch.append(item)
                skipped.extend(item.skipped)
                if len(batch) == BATCH:
                    self._write(number, batch, skipped)
                    batch, skipped = [], []
        self._write(number, batch, skipped)

    def _write(self, number: int, batch: list[ExaminedItem], skipped: list[SkippedFile]) -> None:
        self._done += len(batch)
        with self._catalog.writing() as connection:
            skipped = [*skipped, *write_items(connection, batch)]
            advance_import(connection, number, self._done, skipped)
        for item in batch:
            self._counts[item.verdict] += 1
        self._skipped.extend(skipped)

    def _examined(self, examiner: Examiner) -> Generator[ExaminedItem, None, None]:
        """Examine in threads, a little ahead of the writer; results come in order."""
        drafts = iter(self._drafts.items)
        pending: deque[Future[ExaminedItem]] = deque()
        seen = 0
        with ThreadPoolExecutor(_worker_count(), "import") as pool:
            try:
                while True:
                    self._cancellation.check()
                    _fill(pending, pool, examiner, drafts)
                    if not pending:
                        return
                    item = pending.popleft().result()
                    seen += 1
                    self._tell(item.item_id, seen)
                    yield item
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _tell(self, detail: str, seen: int | None = None, always: bool = False) -> None:
        now = time.monotonic()
        if not always and now - self._reported < _REPORT_EVERY_SECONDS:
            return
        self._reported = now
        total = len(self._drafts.items)
        done = self._done if seen is None else seen
        left = (now - self._started) / done * (total - done) if done else None
        self._report(Progress(Stage.IMPORT, done, total, detail, left))


def _fill(
    pending: deque[Future[ExaminedItem]],
    pool: ThreadPoolExecutor,
    examiner: Examiner,
    drafts: Iterator[ItemDraft],
) -> None:
    while len(pending) < LOOKAHEAD:
        draft = next(drafts, None)
        if draft is None:
            return
        pending.append(pool.submit(examiner.examine, draft))


def _worker_count() -> int:
    return min(4, max(1, os.cpu_count() or 1))
