"""The cleaning desk: find and mend what is wrong with media and texts."""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog import cleaning
from app.catalog.catalog import Catalog
from app.catalog.cleaning_repair import repair
from app.catalog.cleaning_report import read_cleaning
from app.catalog.reading import item_numbers
from app.core.cleaning import CleaningProblem
from app.core.errors import EngineError
from app.core.progress import Cancellation, ReportProgress
from app.engine.messages import (
    CleanCatalog,
    CleaningJob,
    CleaningReport,
    Finding,
    GetCleaningReport,
    Outcome,
    RepairMedia,
)
from app.engine.preparation import WithTimeLeft
from app.engine.service import Channel
from app.engine.workspace import Workspace


class Cleaning:
    """Find and mend what is wrong with media and texts.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def execute(self, job: CleaningJob, channel: Channel) -> Outcome:
        """Run one job."""
        if isinstance(job, CleanCatalog):
            return self.clean(job.catalog, channel.report, channel.cancellation)
        if isinstance(job, GetCleaningReport):
            return self.report(job.catalog)
        if isinstance(job, RepairMedia):
            return self.repair(
                job.catalog, job.item_ids, job.problems, channel.report, channel.cancellation
            )
        raise EngineError(type(job).__name__, "is not known to this desk")

    def clean(
        self, catalog: str, report: ReportProgress, cancellation: Cancellation
    ) -> CleaningReport:
        """Look at every medium and text of a catalog; media that are known are not opened.

        Raises
        ------
        CatalogError
            When the catalog is missing, or another process is writing to it.
        Cancelled
            When asked to stop; the next run goes on where this one was.
        """
        with self._workspace.open_catalog(catalog, read_only=False) as opened:
            cleaning.clean(opened, WithTimeLeft(report), cancellation)
            return _report(opened)

    def report(self, catalog: str) -> CleaningReport:
        """Return what the last cleaning found, and what was repaired.

        Raises
        ------
        CatalogError
            When the catalog is missing.
        """
        with self._workspace.open_catalog(catalog) as opened:
            return _report(opened)

    def repair(
        self,
        catalog: str,
        item_ids: Sequence[str],
        problems: Sequence[CleaningProblem],
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> CleaningReport:
        """Repair what can be repaired, then look at what was repaired.

        The imported files stay as they are. Items keep the vectors that they are ranked by
        until the catalog is prepared or trained the next time.

        Parameters
        ----------
        item_ids, problems
            What to repair; empty means all.

        Raises
        ------
        CatalogError
            When the catalog or an item is missing, or another process is writing to it.
        Cancelled
            When asked to stop; what was repaired stays repaired.
        """
        with self._workspace.open_catalog(catalog, read_only=False) as opened:
            with opened.reading() as connection:
                item_numbers(connection, item_ids)
            try:
                repair(opened, item_ids, problems, WithTimeLeft(report), cancellation)
            finally:
                self._workspace.forget_catalogs()
            cleaning.clean(opened, WithTimeLeft(report), cancellation)
            return _report(opened)


def _report(catalog: Catalog) -> CleaningReport:
    record = read_cleaning(catalog)
    findings = tuple(
        Finding(
            item_id=one.item_id,
            title=one.title,
            modality=one.modality,
            path=one.path,
            problem=one.problem,
            value=one.value,
            threshold=one.threshold,
            is_repairable=one.is_repairable,
            is_repaired=one.is_repaired,
            value_now=one.value_now,
        )
        for one in record.findings
    )
    measured = record.measured_at.isoformat(timespec="seconds") if record.measured_at else ""
    return CleaningReport(catalog.name, findings, record.examined, measured)
