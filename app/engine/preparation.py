"""Make a catalog ready to rank: weights, import, features, fusion, vectors."""

from __future__ import annotations

import time
from dataclasses import replace

from app.catalog.catalog import Catalog
from app.catalog.importing import import_catalog
from app.catalog.shelf import open_catalog
from app.core.home import Home
from app.core.progress import Cancellation, Progress, ReportProgress, Stage
from app.encoders.encoder import EncoderPack
from app.encoders.weights import WeightState, WeightStore
from app.engine.encoding import CatalogEncoding
from app.engine.fusion_training import FusionTraining
from app.engine.messages import ImportReport, PrepareCatalog, SkippedFile
from app.engine.sources import default_name, source_of


class CatalogPreparation:
    """One run that makes a catalog ready, doing only what is missing.

    Every batch is committed, so a run that was cancelled or killed goes on where it was.

    Parameters
    ----------
    home
        The state folder.
    weights
        Where weights are; what is missing is fetched.
    report, cancellation
        Progress out, cancel in.
    """

    def __init__(
        self,
        home: Home,
        weights: WeightStore,
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> None:
        self._home = home
        self._weights = weights
        self._report = WithTimeLeft(report)
        self._cancellation = cancellation

    def fetch_weights(self) -> None:
        """Fetch and verify what is missing; the only step that may use the network."""
        missing = [
            entry.name
            for entry in self._weights.entries()
            if self._weights.state(entry.name) is not WeightState.READY
        ]
        if missing:
            self._weights.fetch(missing, self._report, self._cancellation)

    def import_items(self, job: PrepareCatalog) -> ImportReport:
        """Import from the job's source.

        Raises
        ------
        ImportSourceError
            When the source cannot be read at all; a catalog made for it is gone again.
        """
        source = source_of(job.importer, job.location)
        name = job.name or default_name(job.importer, job.location)
        outcome = import_catalog(self._home, name, source, self._report, self._cancellation)
        with open_catalog(self._home, name, read_only=True) as catalog:
            return ImportReport(
                catalog.name,
                outcome.added,
                outcome.known,
                tuple(SkippedFile(one.path, one.why) for one in outcome.skipped),
                catalog.count(),
                outcome.updated,
            )

    def make_ready(self, catalog: Catalog, pack: EncoderPack) -> tuple[SkippedFile, ...]:
        """Encode, train and embed what is missing; return the files that cannot be used."""
        skipped = CatalogEncoding(catalog, pack, self._report, self._cancellation).run()
        self._cancellation.check()
        FusionTraining(catalog, pack, self._report, self._cancellation).ensure()
        return skipped


class WithTimeLeft:
    """Adds an estimate of the time left to progress that has none.

    Parameters
    ----------
    report
        Where progress goes on to.
    """

    def __init__(self, report: ReportProgress) -> None:
        self._report = report
        self._stage: Stage | None = None
        self._started = 0.0
        self._first = 0

    def __call__(self, progress: Progress) -> None:
        """Pass progress on."""
        now = time.monotonic()
        if progress.stage is not self._stage or progress.done < self._first:
            self._stage, self._started, self._first = progress.stage, now, progress.done
        done = progress.done - self._first
        if progress.seconds_left is None and progress.total and done > 0:
            left = (now - self._started) / done * (progress.total - progress.done)
            progress = replace(progress, seconds_left=max(left, 0.0))
        self._report(progress)
