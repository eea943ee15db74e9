"""Browse, search, edit, clean and label a catalog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from app.core.modality import Modality
from app.core.settings import Settings
from app.engine.messages import (
    BrowseItems,
    CleanCatalog,
    CleaningReport,
    EditItem,
    Failure,
    ItemCard,
    ItemPage,
    ItemRecord,
    LabelAutomatically,
    LabelSets,
    RepairMedia,
    ReviewQueue,
    Skipped,
    SpreadLabels,
)
from app.ui.catalog.cleaning_panel import CleaningPanel
from app.ui.catalog.imports_panel import ImportsPanel
from app.ui.catalog.item_editor import ItemEditor
from app.ui.catalog.items_face import ItemsFace
from app.ui.catalog.review_panel import ReviewPanel
from app.ui.catalog.work_line import WorkLine
from app.ui.composer.health_strip import failure_text
from app.ui.controls.roles import button, change_role, label
from app.ui.page_names import PageName
from app.ui.services import Services
from app.ui.translation import caption_language, title_language
from app.ui.work_page import WorkPage

EDITOR_EMS, EDITOR_SHARE = 22, 0.34
"""Width of the editor: in heights of the body text, and at most this share of the page."""

ITEMS, CLEANING, REVIEW, IMPORTS = range(4)
"""Order of the faces."""


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
        self._wanted, self._focus_wanted = "", False
        self.curating = services.curating
        self.message = label("", "danger", wrap=True)
        self.work = WorkLine()
        self.faces = QStackedWidget()
        self.tabs: list[QPushButton] = []

    def build(self) -> Iterator[None]:
        """Build the faces, then the editor."""
        theme, settings = self._services.theme, self._services.preferences.settings
        page = self._lay_out()
        yield
        self.items = ItemsFace(theme, caption_language(settings.language))
        yield
        self.faces.addWidget(self.items)
        yield
        self.cleaning, self.review = CleaningPanel(), ReviewPanel(theme)
        self.imports = ImportsPanel()
        for face in (self.cleaning, self.review, self.imports):
            self.faces.addWidget(face)
        yield
        self.editor = ItemEditor(theme, title_language(settings.language))
        self._fit_editor()
        page.addWidget(self.editor)
        self.show_face(ITEMS)
        yield
        self._begin()

    def _begin(self) -> None:
        self._connect_items()
        self._connect_editor()
        self._connect_found()
        self._connect_work()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.search)
        self.work.show_progress(self.curating.progress)
        self.items.show_catalog(self._catalog)
        self._ask_the_rest()

    def refresh(self) -> None:
        """Ask anew for everything that is shown."""
        self.items.renew()
        self._ask_the_rest()
        if self._wanted:
            self.curating.look_at(self._catalog, self._wanted)

    def show_face(self, place: int) -> None:
        """Show items, cleaning, review or imports, by their order."""
        self.faces.setCurrentIndex(place)
        for number, tab in enumerate(self.tabs):
            tab.setChecked(number == place)
        self.editor.setVisible(bool(self.editor.item_id) and place in (ITEMS, CLEANING))
        if place == REVIEW:
            self.review.setFocus()

    def _choose_face(self, place: int) -> None:
        """Go to a face; what was said belongs to the one before."""
        self.message.hide()
        self.show_face(place)

    def search(self) -> None:
        """Let the person type what to look for."""
        self.show_face(ITEMS)
        self.items.focus_search()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the editor a width that suits the page and the size of the text."""
        super().resizeEvent(event)
        if self.is_built:
            self._fit_editor()

    def _fit_editor(self) -> None:
        wanted = EDITOR_EMS * self._services.theme.tokens.font_body
        self.editor.setFixedWidth(round(min(wanted, EDITOR_SHARE * self.width())))

    def _ask_the_rest(self) -> None:
        for ask in (
            self.curating.ask_label_sets,
            self.curating.ask_report,
            self.curating.ask_skipped,
        ):
            ask(self._catalog)

    # --- items and editor -------------------------------------------------------------

    def _connect_items(self) -> None:
        curating, items = self.curating, self.items
        items.page_wanted.connect(curating.browse)
        items.searched.connect(self._close_item)
        items.chosen.connect(self._show_chosen)
        items.opened.connect(self._open_item)
        items.exclusion_wanted.connect(self._exclude)
        items.label_given.connect(self._label)
        curating.page_found.connect(self._take_page)
        curating.record_found.connect(self._show_record)
        curating.changed.connect(self.refresh)

    def _connect_editor(self) -> None:
        editor = self.editor
        editor.saved.connect(self._save)
        editor.exclusion_wanted.connect(lambda on: self._exclude((editor.item_id,), on))
        editor.label_given.connect(lambda name, one: self._label((editor.item_id,), name, one))
        editor.closed.connect(self._close_item)
        editor.query_wanted.connect(self._ask_with_item)

    def _take_page(self, question: BrowseItems, page: ItemPage) -> None:
        self.items.take_page(question, page)
        self._settle()

    def _show_chosen(self, cards: tuple[ItemCard, ...]) -> None:
        if len(cards) == 1:
            self._look_at(cards[0].item_id)
        else:
            self._close_item()

    def _look_at(self, item_id: str) -> None:
        self._wanted = item_id
        self.curating.look_at(self._catalog, item_id)

    def _open_item(self) -> None:
        """Let the person type at once, or as soon as the item is there."""
        self._focus_wanted = self.editor.item_id != self._wanted
        if not self._focus_wanted:
            self.editor.title.setFocus()

    def _close_item(self) -> None:
        self._wanted, self._focus_wanted = "", False
        self.editor.close_item()

    def _show_record(self, record: ItemRecord) -> None:
        if record.details.item.item_id == self._wanted:
            self.editor.show_record(record)
            self.editor.setVisible(self.faces.currentIndex() in (ITEMS, CLEANING))
            if self._focus_wanted:
                self._focus_wanted = False
                self.editor.title.setFocus()
        self._settle()

    def _save(self, job: EditItem) -> None:
        self.message.hide()
        self.curating.edit(replace(job, catalog=self._catalog))

    def _exclude(self, item_ids: tuple[str, ...], excluded: bool) -> None:
        self.message.hide()
        self.curating.exclude(self._catalog, item_ids, excluded)

    def _label(self, item_ids: tuple[str, ...], name: str, given: str) -> None:
        self.message.hide()
        self.curating.set_label(self._catalog, item_ids, name, given)

    def _ask_with_item(self) -> None:
        """Put the item's picture, else its sound, into the query."""
        if self.editor.record is None:
            return
        details = self.editor.record.details
        if details.picture:
            self._services.intake.take_paths([details.picture], Modality.IMAGE)
        else:
            self._services.intake.take_paths([details.playable[0][1]], Modality.AUDIO)
        self.page_wanted.emit(PageName.RECOMMEND.value)

    # --- cleaning, labels, imports ----------------------------------------------------

    def _connect_found(self) -> None:
        # Methods, never lambdas: what outlives the page must let go of it.
        curating, services = self.curating, self._services
        curating.report_found.connect(self._take_report)
        curating.label_sets_found.connect(self._take_sets)
        curating.queue_found.connect(self._take_queue)
        curating.skipped_found.connect(self._take_skipped)
        curating.failed.connect(self._show_failure)
        curating.progressed.connect(self.work.show_progress)
        curating.cancelled.connect(self._take_cancelled)
        services.preferences.changed.connect(self._follow)
        services.preparing.imported.connect(self.refresh)

    def _connect_work(self) -> None:
        curating, cleaning, review = self.curating, self.cleaning, self.review
        self.work.cancel_wanted.connect(curating.cancel)
        cleaning.examination_wanted.connect(lambda: self._start(CleanCatalog(self._catalog)))
        cleaning.repair_wanted.connect(lambda items: self._start(RepairMedia(self._catalog, items)))
        cleaning.exclusion_wanted.connect(lambda items: self._exclude(items, True))
        cleaning.item_wanted.connect(self._look_at)
        review.queue_wanted.connect(lambda name: curating.ask_queue(self._catalog, name))
        review.automatic_wanted.connect(lambda: self._start(LabelAutomatically(self._catalog)))
        review.spread_wanted.connect(lambda name: self._start(SpreadLabels(self._catalog, name)))
        review.label_given.connect(lambda item, name, one: self._label((item,), name, one))
        self.imports.import_wanted.connect(lambda: self.page_wanted.emit(PageName.FIRST_RUN.value))

    def _start(self, job: CleanCatalog | RepairMedia | LabelAutomatically | SpreadLabels) -> None:
        self.message.hide()
        if not self.curating.start(job):
            self._say(self.tr("Other work on the catalog goes on; wait for it or cancel it."))

    def _take_report(self, report: CleaningReport) -> None:
        if report.catalog == self._catalog:
            self.cleaning.show_report(report)
        self._settle()

    def _take_sets(self, sets: LabelSets) -> None:
        if sets.catalog == self._catalog:
            for part in (self.items, self.editor, self.review):
                part.show_sets(sets)
        self._settle()

    def _take_queue(self, queue: ReviewQueue) -> None:
        if queue.catalog == self._catalog:
            self.review.show_queue(queue)
        self._settle()

    def _take_skipped(self, skipped: Skipped) -> None:
        if skipped.catalog == self._catalog:
            self.imports.show_skipped(skipped)
        self._settle()

    def _take_cancelled(self) -> None:
        self._say(self.tr("Cancelled. What was finished is kept."), "muted")
        self.refresh()

    def _follow(self, settings: Settings) -> None:
        if settings.catalog != self._catalog:
            self._catalog = settings.catalog
            self._close_item()
            self.editor.forget()
            self.review.forget()
            self.message.hide()
            self.items.show_catalog(self._catalog)
            self._ask_the_rest()

    def _show_failure(self, failure: Failure) -> None:
        self.editor.saving_failed()
        self.review.stop_waiting()
        self._say(failure_text(failure))
        self._settle()

    def _say(self, text: str, role: str = "danger") -> None:
        change_role(self.message, role)
        self.message.setText(text)
        self.message.show()

    def _settle(self) -> None:
        if not self.curating.is_asking:
            self.settled.emit()

    # --- arrangement ------------------------------------------------------------------

    def _lay_out(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        names = (self.tr("Items"), self.tr("Cleaning"), self.tr("Review"), self.tr("Imports"))
        for place, name in enumerate(names):
            tab = button(name, "nav")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _, number=place: self._choose_face(number))
            self.tabs.append(tab)
            head.addWidget(tab)
        head.addWidget(self.work, 1)
        head.addStretch(0)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.faces, 1)
        page = QHBoxLayout(self)
        page.setContentsMargins(16, 12, 16, 16)
        page.setSpacing(12)
        page.addLayout(column, 1)
        self.message.hide()
        return page
