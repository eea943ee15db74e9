"""Browse, search, edit, clean and label a catalog."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.core.progress import Progress
from app.core.settings import Settings
from app.engine.messages import (
    BrowseItems,
    CleanCatalog,
    EditItem,
    Failure,
    ItemCard,
    ItemPage,
    ItemRecord,
    LabelAutomatically,
    LabelSets,
    RepairMedia,
    SpreadLabels,
)
from app.ui.catalog.cleaning_panel import CleaningPanel
from app.ui.catalog.filter_bar import FilterBar
from app.ui.catalog.imports_panel import ImportsPanel
from app.ui.catalog.item_editor import ItemEditor
from app.ui.catalog.item_grid import ItemGrid
from app.ui.catalog.items_model import ItemsModel
from app.ui.catalog.review_panel import ReviewPanel
from app.ui.catalog.selection_bar import SelectionBar
from app.ui.composer.health_strip import failure_text
from app.ui.controls.roles import button, label
from app.ui.page_names import PageName
from app.ui.services import Services
from app.ui.work_page import WorkPage

EDITOR_WIDTH = 300


class CatalogPage(WorkPage):
    """Items, cleaning report, review queue and imports of the chosen catalog.

    Parameters
    ----------
    services
        What outlives the page.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._catalog = services.preferences.settings.catalog
        self.curating = services.curating
        theme = services.theme
        self.filters, self.model = FilterBar(theme), ItemsModel()
        self.grid = ItemGrid(theme, self.model)
        self.selection = SelectionBar()
        self.editor = ItemEditor(theme)
        self.cleaning, self.review = CleaningPanel(), ReviewPanel(theme)
        self.imports = ImportsPanel()
        self.message = label("", "danger", wrap=True)
        self.busy = label("", "caption")
        self.cancel = button(self.tr("Cancel"), "link", self.tr("Cancel the work on the catalog"))
        self.faces = QStackedWidget()
        self.tabs: list[QPushButton] = []
        self._lay_out()
        self._connect_items()
        self._connect_work()
        self.refresh()

    def refresh(self) -> None:
        """Ask anew for everything that is shown."""
        self.model.ask(self.filters.question(self._catalog))
        for ask in (
            self.curating.ask_label_sets,
            self.curating.ask_report,
            self.curating.ask_skipped,
        ):
            ask(self._catalog)

    def show_face(self, place: int) -> None:
        """Show items, cleaning, review or imports, by their order."""
        self.faces.setCurrentIndex(place)
        for number, tab in enumerate(self.tabs):
            tab.setChecked(number == place)
        self.editor.setVisible(bool(self.editor.item_id) and place in (0, 1))
        if place == 2:
            self.review.setFocus()

    # --- items ------------------------------------------------------------------------

    def _connect_items(self) -> None:
        curating = self.curating
        self.filters.changed.connect(self._search)
        self.model.wanted.connect(curating.browse)
        self.model.counted.connect(self.filters.show_count)
        curating.page_found.connect(self._take_page)
        curating.record_found.connect(self._show_record)
        curating.changed.connect(self._look_again)
        self.grid.chosen.connect(self._show_chosen)
        self.selection.exclusion_wanted.connect(self._exclude_chosen)
        self.selection.label_given.connect(self._label_chosen)
        self.editor.saved.connect(self._save)
        self.editor.exclusion_wanted.connect(self._exclude_shown)
        self.editor.label_given.connect(self._label_shown)

    def _search(self) -> None:
        self.editor.close_item()
        self.model.ask(self.filters.question(self._catalog))

    def _take_page(self, question: BrowseItems, page: ItemPage) -> None:
        self.model.take(question, page)
        if page.offset == 0:
            self.filters.show_categories(page.categories)
        self._settle()

    def _look_again(self) -> None:
        self.refresh()
        if self.editor.item_id:
            self.curating.look_at(self._catalog, self.editor.item_id)

    def _show_chosen(self, cards: tuple[ItemCard, ...]) -> None:
        self.selection.show_count(len(cards))
        if len(cards) == 1:
            self.curating.look_at(self._catalog, cards[0].item_id)
        elif cards:
            self.editor.close_item()

    def _show_record(self, record: ItemRecord) -> None:
        self.message.hide()
        self.editor.show_record(record)
        self.editor.setVisible(self.faces.currentIndex() in (0, 1))
        self._settle()

    def _save(self, job: EditItem) -> None:
        self.curating.edit(replace(job, catalog=self._catalog))

    def _exclude_chosen(self, excluded: bool) -> None:
        items = tuple(card.item_id for card in self.grid.cards())
        self.curating.exclude(self._catalog, items, excluded)

    def _label_chosen(self, name: str, given: str) -> None:
        items = tuple(card.item_id for card in self.grid.cards())
        self.curating.set_label(self._catalog, items, name, given)

    def _exclude_shown(self, excluded: bool) -> None:
        self.curating.exclude(self._catalog, (self.editor.item_id,), excluded)

    def _label_shown(self, name: str, given: str) -> None:
        self.curating.set_label(self._catalog, (self.editor.item_id,), name, given)

    # --- cleaning, labels, imports ----------------------------------------------------

    def _connect_work(self) -> None:
        curating, services = self.curating, self._services
        curating.report_found.connect(self.cleaning.show_report)
        curating.label_sets_found.connect(self._take_sets)
        curating.queue_found.connect(self.review.show_queue)
        curating.skipped_found.connect(self.imports.show_skipped)
        for found in (
            curating.report_found,
            curating.label_sets_found,
            curating.queue_found,
            curating.skipped_found,
        ):
            found.connect(lambda _: self._settle())
        curating.failed.connect(self._show_failure)
        curating.progressed.connect(self._show_progress)
        self.cancel.clicked.connect(curating.cancel)
        self.cleaning.examination_wanted.connect(lambda: self._start(CleanCatalog(self._catalog)))
        self.cleaning.repair_wanted.connect(
            lambda items: self._start(RepairMedia(self._catalog, items))
        )
        self.cleaning.exclusion_wanted.connect(
            lambda items: curating.exclude(self._catalog, items, True)
        )
        self.cleaning.item_wanted.connect(lambda item: curating.look_at(self._catalog, item))
        self.review.queue_wanted.connect(lambda name: curating.ask_queue(self._catalog, name))
        self.review.automatic_wanted.connect(lambda: self._start(LabelAutomatically(self._catalog)))
        self.review.spread_wanted.connect(
            lambda name: self._start(SpreadLabels(self._catalog, name))
        )
        self.review.label_given.connect(
            lambda item, name, given: curating.set_label(self._catalog, (item,), name, given)
        )
        self.imports.import_wanted.connect(lambda: self.page_wanted.emit(PageName.FIRST_RUN.value))
        services.preferences.changed.connect(self._follow)
        services.preparing.imported.connect(lambda _: self.refresh())

    def _start(self, job: CleanCatalog | RepairMedia | LabelAutomatically | SpreadLabels) -> None:
        self.message.hide()
        if not self.curating.start(job):
            self._say(self.tr("Other work on the catalog goes on; wait for it or cancel it."))

    def _take_sets(self, sets: LabelSets) -> None:
        self.filters.show_labels(sets)
        self.editor.show_sets(sets)
        self.selection.show_sets(sets)
        self.review.show_sets(sets)

    def _follow(self, settings: Settings) -> None:
        if settings.catalog != self._catalog:
            self._catalog = settings.catalog
            self.editor.close_item()
            self.filters.clear()
            self.message.hide()
            self.refresh()

    def _show_progress(self, progress: Progress | None) -> None:
        self.busy.setVisible(progress is not None)
        self.cancel.setVisible(progress is not None)
        if progress is not None:
            share = f"{progress.done / progress.total:.0%}" if progress.total else ""
            self.busy.setText(f"{progress.detail} {share}".strip())

    def _show_failure(self, failure: Failure) -> None:
        self._say(failure_text(failure))
        self._settle()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()

    def _settle(self) -> None:
        if not self.curating.is_asking:
            self.settled.emit()

    # --- arrangement ------------------------------------------------------------------

    def _lay_out(self) -> None:
        for face in (self._items_face(), self.cleaning, self.review, self.imports):
            self.faces.addWidget(face)
        head = QHBoxLayout()
        head.setSpacing(8)
        names = (self.tr("Items"), self.tr("Cleaning"), self.tr("Review"), self.tr("Imports"))
        for place, name in enumerate(names):
            tab = button(name, "nav")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _, number=place: self.show_face(number))
            self.tabs.append(tab)
            head.addWidget(tab)
        head.addStretch(1)
        head.addWidget(self.busy)
        head.addWidget(self.cancel)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.faces, 1)
        self.editor.setFixedWidth(EDITOR_WIDTH)
        page = QHBoxLayout(self)
        page.setContentsMargins(16, 12, 16, 16)
        page.setSpacing(12)
        page.addLayout(column, 1)
        page.addWidget(self.editor)
        for hidden in (self.message, self.busy, self.cancel):
            hidden.hide()
        self.show_face(0)

    def _items_face(self) -> QWidget:
        face = QWidget()
        layout = QVBoxLayout(face)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.filters)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.selection)
        return face
