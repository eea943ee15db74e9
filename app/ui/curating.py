"""A catalog's items as the window knows them: pages, records, cleaning, labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.core.progress import Progress
from app.engine.messages import (
    BrowseItems,
    Changed,
    CleanCatalog,
    CleaningReport,
    EditItem,
    ExcludeItems,
    Failure,
    GetCleaningReport,
    GetItemRecord,
    GetLabelSets,
    GetReviewQueue,
    GetSkipped,
    ItemPage,
    ItemRecord,
    Job,
    LabelAutomatically,
    LabelSets,
    Outcome,
    RepairMedia,
    ReviewQueue,
    SetLabel,
    Skipped,
    SpreadLabels,
)
from app.ui.engine_client import EngineClient, Handlers
from app.ui.long_job import LongJob

Found = TypeVar("Found")


class Curating(QObject):
    """Ask for items and change them; long work goes on whatever page is open.

    Parameters
    ----------
    engine
        Does the work.

    Signals
    -------
    page_found
        The :class:`BrowseItems` that asked, and its :class:`ItemPage`.
    record_found
        An :class:`ItemRecord`.
    changed
        Items were changed: labels, exclusion, texts or media.
    report_found
        A :class:`CleaningReport`.
    label_sets_found
        The :class:`LabelSets`.
    queue_found
        A :class:`ReviewQueue`.
    skipped_found
        What imports left out, :class:`Skipped`.
    progressed
        A :class:`Progress` of long work, or ``None`` when it is over.
    cancelled
        Long work stopped because the person asked.
    failed
        A :class:`Failure` that a person should read.
    """

    page_found = Signal(object, object)
    record_found = Signal(object)
    changed = Signal()
    report_found = Signal(object)
    label_sets_found = Signal(object)
    queue_found = Signal(object)
    skipped_found = Signal(object)
    progressed = Signal(object)
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self, engine: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._open = 0
        self._long = LongJob(engine, self._when_lost, self)
        self._long.progressed.connect(self.progressed)
        self._long.succeeded.connect(self._take_long)
        self._long.failed.connect(self.failed)
        self._long.cancelled.connect(self.cancelled)

    @property
    def is_asking(self) -> bool:
        """Whether something that was asked for has not come."""
        return self._open > 0

    @property
    def is_busy(self) -> bool:
        """Whether long work runs."""
        return self._long.is_busy

    @property
    def progress(self) -> Progress | None:
        """The last report of the long work that runs."""
        return self._long.progress

    # --- looking ----------------------------------------------------------------------

    def browse(self, job: BrowseItems) -> None:
        """Ask for one page of items."""
        self._ask(job, ItemPage, lambda page: self.page_found.emit(job, page))

    def look_at(self, catalog: str, item_id: str) -> None:
        """Ask for all about one item."""
        self._ask(GetItemRecord(catalog, item_id), ItemRecord, self.record_found.emit)

    def ask_report(self, catalog: str) -> None:
        """Ask what the last cleaning found."""
        self._ask(GetCleaningReport(catalog), CleaningReport, self.report_found.emit)

    def ask_label_sets(self, catalog: str) -> None:
        """Ask which sets of labels there are."""
        self._ask(GetLabelSets(catalog), LabelSets, self.label_sets_found.emit)

    def ask_queue(self, catalog: str, label_set: str) -> None:
        """Ask for labels that nobody has confirmed."""
        self._ask(GetReviewQueue(catalog, label_set), ReviewQueue, self.queue_found.emit)

    def ask_skipped(self, catalog: str) -> None:
        """Ask what imports left out."""
        self._ask(GetSkipped(catalog), Skipped, self.skipped_found.emit)

    # --- changing ---------------------------------------------------------------------

    def edit(self, job: EditItem) -> None:
        """Change texts and category of an item."""
        self._ask(job, ItemRecord, self._take_edited)

    def exclude(self, catalog: str, item_ids: tuple[str, ...], excluded: bool) -> None:
        """Leave items out of ranking and training, or take them in again."""
        self._ask(ExcludeItems(catalog, item_ids, excluded), Changed, self._take_changed)

    def set_label(self, catalog: str, item_ids: tuple[str, ...], name: str, label: str) -> None:
        """Give items a label; an empty one takes it away."""
        self._ask(SetLabel(catalog, item_ids, name, label), Changed, self._take_changed)

    def start(self, job: CleanCatalog | RepairMedia | LabelAutomatically | SpreadLabels) -> bool:
        """Begin long work, unless some is running; return whether it began."""
        return self._long.start(job)

    def cancel(self) -> None:
        """Stop the long work; what was finished is kept."""
        self._long.cancel()

    # --- answers ----------------------------------------------------------------------

    def _ask(self, job: Job, kind: type[Found], then: Callable[[Found], None]) -> None:
        def take(outcome: Outcome) -> None:
            self._open -= 1
            if isinstance(outcome, kind):
                then(outcome)

        def refuse(failure: Failure) -> None:
            self._open -= 1
            self.failed.emit(failure)

        self._open += 1
        self._engine.submit(job, Handlers(take, refuse))

    def _take_edited(self, record: ItemRecord) -> None:
        self.record_found.emit(record)
        self.changed.emit()

    def _take_changed(self, _: Changed) -> None:
        self.changed.emit()

    def _when_lost(self) -> tuple[str, str]:
        return self.tr("Catalog"), self.tr("the engine ended during the work; begin it again")

    def _take_long(self, outcome: Outcome) -> None:
        if isinstance(outcome, CleaningReport):
            self.report_found.emit(outcome)
        elif isinstance(outcome, LabelSets):
            self.label_sets_found.emit(outcome)
        elif isinstance(outcome, ReviewQueue):
            self.queue_found.emit(outcome)
        self.changed.emit()
