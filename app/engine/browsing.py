"""The browsing desk: look at a catalog's items, search them, edit one."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.catalog.browsing import BrowsedItem, ItemFilter, browse
from app.catalog.catalog import Catalog
from app.catalog.editing import edit_item, exclude_items
from app.catalog.import_log import read_imports
from app.catalog.labels import read_labels
from app.catalog.record import read_state
from app.core.cleaning import CleaningProblem
from app.core.errors import CatalogError, EngineError, FusionError, WeightsError
from app.core.progress import Cancellation, ignore_progress
from app.engine.messages import (
    BrowseItems,
    BrowsingJob,
    Changed,
    EditItem,
    ExcludeItems,
    Finding,
    GetItemRecord,
    GetSkipped,
    ItemCard,
    ItemLabel,
    ItemPage,
    ItemRecord,
    Outcome,
    Skipped,
    SkippedFile,
)
from app.engine.previews import Previews
from app.engine.promotion import Promotion
from app.engine.service import Channel
from app.engine.workspace import Workspace

MOST_ITEMS_A_PAGE = 1_000


class Browsing:
    """Look at a catalog's items, search them, edit one.

    Parameters
    ----------
    workspace
        Catalogs and models.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._previews = Previews(workspace.home)

    def execute(self, job: BrowsingJob, channel: Channel) -> Outcome:
        """Run one job."""
        if isinstance(job, BrowseItems):
            return self.items(job)
        if isinstance(job, GetItemRecord):
            return self.record(job.catalog, job.item_id)
        if isinstance(job, EditItem):
            return self.edit(job)
        if isinstance(job, ExcludeItems):
            return self.exclude(job)
        if isinstance(job, GetSkipped):
            return self.skipped(job.catalog)
        raise EngineError(type(job).__name__, "is not known to this desk")

    def items(self, job: BrowseItems) -> ItemPage:
        """Return one page of items.

        Raises
        ------
        CatalogError
            When the catalog is missing, or the page begins before the first item.
        """
        if job.offset < 0 or not 0 < job.limit <= MOST_ITEMS_A_PAGE:
            raise CatalogError(
                f"page of {job.limit} items from {job.offset}",
                f"must begin at 0 or later and have 1 to {MOST_ITEMS_A_PAGE} items",
            )
        wanted = ItemFilter(
            job.search,
            job.category,
            job.label_set,
            job.label,
            job.problem.value if job.problem else "",
            job.excluded,
        )
        with self._workspace.open_catalog(job.catalog) as catalog:
            with catalog.reading() as connection:
                page = browse(connection, wanted, job.offset, job.limit)
            titles = _titles(catalog, page.items, job.language)
            cards = tuple(
                card_of(replace(item, title=title), catalog.thumbnails_folder)
                for item, title in zip(page.items, titles, strict=True)
            )
            return ItemPage(catalog.name, page.total, job.offset, cards, page.categories)

    def record(self, catalog: str, item_id: str) -> ItemRecord:
        """Return all that a catalog says about an item.

        Raises
        ------
        CatalogError
            When the catalog or the item is not there.
        """
        with self._workspace.open_catalog(catalog) as opened:
            return self._record(opened, item_id)

    def _record(self, catalog: Catalog, item_id: str) -> ItemRecord:
        item = catalog.item(item_id)
        details = self._previews.item(item, catalog.thumbnail(item_id))
        with catalog.reading() as connection:
            state = read_state(connection, item_id)
            labels = read_labels(connection, item_id)
        return ItemRecord(
            details,
            tuple(
                ItemLabel(one.label_set, one.label, one.origin, one.giver, one.confidence)
                for one in labels
            ),
            tuple(
                Finding(
                    item_id,
                    item.title,
                    one.modality,
                    one.path,
                    CleaningProblem(one.problem),
                    one.value,
                    one.threshold,
                    one.is_repairable,
                    one.is_repaired,
                )
                for one in state.findings
            ),
            state.is_excluded,
            state.is_edited,
        )

    def edit(self, job: EditItem) -> ItemRecord:
        """Write what a person changed of an item, and rank it by that from now on.

        See :func:`app.catalog.editing.edit_item`. Where weights or the fusion cannot be used,
        the item keeps its vector until the next preparation.

        Raises
        ------
        CatalogError
            When the item is not there, or would be left with nothing to use.
        MediaError
            When a text cannot be used.
        """
        with self._workspace.open_catalog(job.catalog, read_only=False) as catalog:
            with catalog.writing() as connection:
                edit_item(connection, job.item_id, job.title, job.category, job.captions)
            with contextlib.suppress(WeightsError, FusionError):
                promotion = Promotion(self._workspace, catalog, ignore_progress, Cancellation())
                promotion.embed_anew((job.item_id,))
            self._workspace.forget_catalogs()
            return self._record(catalog, job.item_id)

    def exclude(self, job: ExcludeItems) -> Changed:
        """Leave items out of ranking and training, or take them in again.

        Raises
        ------
        CatalogError
            When one is not in the catalog; nothing changed then.
        """
        with self._workspace.open_catalog(job.catalog, read_only=False) as catalog:
            with catalog.writing() as connection:
                changed = exclude_items(connection, job.item_ids, job.excluded)
            self._workspace.forget_catalogs()
            return Changed(catalog.name, changed)

    def skipped(self, catalog: str) -> Skipped:
        """Return what the last import of each place left out, and why."""
        with self._workspace.open_catalog(catalog) as opened:
            with opened.reading() as connection:
                imports = read_imports(connection)
            files = [SkippedFile(one.path, one.why) for record in imports for one in record.skipped]
            return Skipped(opened.name, tuple(files))


def _titles(catalog: Catalog, items: Sequence[BrowsedItem], language: str) -> list[str]:
    if not language:
        return [item.title for item in items]
    known = catalog.items([item.item_id for item in items])
    return [item.title_in(language) for item in known]


def card_of(item: BrowsedItem, thumbnails: Path) -> ItemCard:
    """Return an item as the window shows it in a page."""
    return ItemCard(
        item.item_id,
        item.title,
        item.category,
        str(thumbnails / item.thumbnail) if item.thumbnail else "",
        item.modalities,
        item.is_excluded,
        tuple(CleaningProblem(problem) for problem in item.problems),
    )
