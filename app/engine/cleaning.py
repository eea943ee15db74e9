"""The cleaning desk: find and mend what is wrong with media and texts."""

from __future__ import annotations

from collections.abc import Sequence

from app.catalog import cleaning
from app.catalog.catalog import Catalog
from app.catalog.cleaning_repair import repair
from app.catalog.cleaning_report import read_cleaning
from app.catalog.reading import item_numbers
from app.core.cleaning import CleaningProblem
from app.core.errors import EngineError, FusionError, WeightsError
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
from app.engine.promotion import Promotion
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
        """Repair what can be repaired, then look at it, encode it and embed it anew.

        The imported files stay as they are. Where weights or the fusion cannot be used, the
        items keep the vectors that they have until the next preparation.

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
            told = WithTimeLeft(report)
            try:
                changed = repair(opened, item_ids, problems, told, cancellation)
                cleaning.clean(opened, told, cancellation)
                if changed:
                    self._embed_anew(opened, changed, told, cancellation)
            finally:
                self._workspace.forget_catalogs()
            return _report(opened)

    def _embed_anew(
        self,
        catalog: Catalog,
        changed: Sequence[str],
        report: ReportProgress,
        cancellation: Cancellation,
    ) -> None:
        """Give repaired items their vectors of the fusion that ranks the catalog."""
        try:
            Promotion(self._workspace, catalog, report, cancellation).embed_anew(changed)
        except (WeightsError, FusionError):
            return  # the next preparation makes them


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
