"""Ask for a catalog's map, for its label sets, and for where the query lies."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Signal

from app.core.query import Query
from app.engine.messages import (
    CatalogMap,
    Failure,
    GetLabelSets,
    LabelSets,
    MapCatalog,
    MapPlace,
    Outcome,
    PlaceQuery,
)
from app.ui.engine_client import EngineClient, Handlers
from app.ui.long_job import LongJob


class Charting(QObject):
    """One map at a time; the newest wish wins.

    Parameters
    ----------
    engine
        Lays the catalog out.

    Signals
    -------
    progressed
        A :class:`Progress`, or ``None`` when it is over.
    charted
        The :class:`CatalogMap`.
    placed
        Where the query lies, a :class:`QPointF`, or ``None`` without a query.
    labels_changed
        The :class:`LabelSets` of the catalog.
    failed
        A :class:`Failure` that a person should read.
    cancelled
        No map is being made any more because the person asked.
    """

    progressed = Signal(object)
    charted = Signal(object)
    placed = Signal(object)
    labels_changed = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, engine: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._job = LongJob(engine, self._when_lost, self)
        self._running: MapCatalog | None = None
        self._wanted: MapCatalog | None = None
        self._place_number = 0
        self._job.progressed.connect(self.progressed)
        self._job.succeeded.connect(self._take_map)
        self._job.failed.connect(self._take_failure)
        self._job.cancelled.connect(self._take_cancelled)

    @property
    def is_busy(self) -> bool:
        """Whether a map or a place is awaited."""
        return self._job.is_busy or self._place_number != 0

    def chart(self, catalog: str, fusion: str, label_set: str, language: str = "") -> None:
        """Ask for a map; one that is being made for something else is cancelled."""
        wanted = MapCatalog(catalog, fusion, label_set, language)
        if self._job.is_busy:
            self._wanted = wanted
            if wanted != self._running:
                self._job.cancel()
            return
        self._running, self._wanted = wanted, None
        self._job.start(wanted)

    def cancel(self) -> None:
        """Stop making the map."""
        self._wanted = None
        self._job.cancel()

    def ask_labels(self, catalog: str) -> None:
        """Ask which label sets there are."""
        self._engine.submit(GetLabelSets(catalog), Handlers(self._take_labels))

    def place(self, catalog: str, fusion: str, query: Query) -> None:
        """Ask where a query lies; an empty or muted one lies nowhere."""
        self._engine.forget(self._place_number)
        self._place_number = 0
        if query.is_empty:
            self.placed.emit(None)
            return
        handlers = Handlers(self._take_place, self._miss)
        self._place_number = self._engine.submit(PlaceQuery(catalog, query, fusion), handlers)

    def _take_map(self, outcome: Outcome) -> None:
        if isinstance(outcome, CatalogMap) and self._wanted in (None, self._running):
            self._wanted = None
            self.charted.emit(outcome)
        self._go_on()

    def _when_lost(self) -> tuple[str, str]:
        return self.tr("Map"), self.tr("the engine ended while it laid out the catalog; try again")

    def _take_failure(self, failure: Failure) -> None:
        self.failed.emit(failure)
        self._go_on()

    def _take_cancelled(self) -> None:
        if self._wanted is None:
            self.cancelled.emit()
        self._go_on()

    def _go_on(self) -> None:
        wanted = self._wanted
        if wanted is not None:
            self.chart(wanted.catalog, wanted.fusion, wanted.label_set, wanted.language)

    def _take_labels(self, outcome: Outcome) -> None:
        if isinstance(outcome, LabelSets):
            self.labels_changed.emit(outcome)

    def _take_place(self, outcome: Outcome) -> None:
        self._place_number = 0
        if isinstance(outcome, MapPlace):
            self.placed.emit(QPointF(outcome.x, outcome.y))

    def _miss(self, _: Failure) -> None:
        """Show no place: the Recommend page says what is wrong with the query."""
        self._place_number = 0
        self.placed.emit(None)
