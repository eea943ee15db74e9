"""The page that the program is about: composer, results, and why."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from app.core.item import Item
from app.core.modality import Modality
from app.engine.messages import Answer, Failure, FailureKind, GetItem, ItemDetails, Outcome
from app.ui.composer.panel import Composer
from app.ui.controls.roles import with_role
from app.ui.engine_client import Handlers
from app.ui.examples_page import ExamplesPage
from app.ui.results.panel import ResultsPanel
from app.ui.services import Services
from app.ui.why.panel import WhyPanel

BUSY_AFTER_MS = 150
"""Answers that come sooner need no sign of work."""

GAP = 16
HANDLE = 12
NARROW = 1200
"""Below this width the side panels are slimmer, in pixels."""


class RecommendPage(QWidget):
    """Ties the query to its answer, and the answer to its explanation.

    Parameters
    ----------
    services
        Query, engine, settings.
    """

    def __init__(self, services: Services) -> None:
        super().__init__()
        with_role(self, "page")
        self._services = services
        self._answer: Answer | None = None
        self._details_number = 0
        self.composer = Composer(
            services.theme,
            services.model,
            services.intake,
            services.recorder,
            services.preferences,
        )
        self.examples = ExamplesPage(services.theme)
        self.results = ResultsPanel(services.theme)
        self.why = WhyPanel(services.theme)
        self.middle = QStackedWidget()
        self.splitter = QSplitter()
        self._busy_soon = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._lay_out()
        self._connect_asking()
        self._connect_panels()
        self.results.set_view(services.preferences.settings.results_view)
        self._show_nothing()

    def arrange(self, width: int) -> None:
        """Give the panels their widths for a page of ``width`` pixels."""
        left, right = (296, 268) if width < NARROW else (356, 352)
        middle = max(320, width - left - right - 2 * HANDLE - 2 * GAP)
        self.splitter.setSizes([left, middle, right])

    def show_answer(self, answer: Answer) -> None:
        """Show an answer, early or final."""
        self._answer = answer
        self._busy_soon.stop()
        self.middle.setCurrentWidget(self.results)
        self.why.show()
        self.results.show_answer(answer)
        self.composer.health.show_answer(answer)

    def _lay_out(self) -> None:
        self.middle.addWidget(self.examples)
        self.middle.addWidget(self.results)
        for index, (widget, least) in enumerate(
            ((self.composer, 280), (self.middle, 320), (self.why, 264))
        ):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(index, int(index == 1))
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(HANDLE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.addWidget(self.splitter)

    def _connect_asking(self) -> None:
        asking = self._services.asking
        asking.answered.connect(self.show_answer)
        asking.emptied.connect(self._show_nothing)
        asking.busy_changed.connect(self._show_busy)
        asking.refused.connect(self._show_refusal)
        self._busy_soon.timeout.connect(self._show_busy_now)
        self.composer.search_wanted.connect(asking.ask)

    def _connect_panels(self) -> None:
        preferences = self._services.preferences
        self.examples.example_chosen.connect(self._ask_example)
        self.results.item_selected.connect(self._explain)
        self.results.view_changed.connect(lambda view: preferences.change(results_view=view))
        self.results.ask_with_item.connect(self._ask_with_item)
        self.why.details_wanted.connect(self._fetch_details)

    def _show_nothing(self) -> None:
        self._answer = None
        self._show_busy(False)
        self.middle.setCurrentWidget(self.examples)
        self.results.clear()
        self.why.clear()
        self.why.hide()

    def _show_busy(self, busy: bool) -> None:
        if busy:
            self._busy_soon.start()
        else:
            self._busy_soon.stop()
            self.results.show_busy(False)

    def _show_busy_now(self) -> None:
        self.middle.setCurrentWidget(self.results)
        self.results.show_busy(True)

    def _show_refusal(self, failure: Failure) -> None:
        self.results.show_busy(False)
        self.composer.health.show_failure(failure)
        if self._answer is None:
            self.middle.setCurrentWidget(self.examples)

    def _ask_example(self, words: str) -> None:
        self._services.model.set_words(words)
        self._services.asking.ask()

    def _explain(self, item_id: str) -> None:
        recommendation = self.results.recommendation(item_id)
        if recommendation is not None and self._answer is not None:
            self.why.show_recommendation(recommendation, self._answer)

    def _fetch_details(self, item_id: str) -> None:
        if self._answer is None:
            return
        engine = self._services.engine
        engine.forget(self._details_number)
        job = GetItem(self._answer.catalog, item_id)
        self._details_number = engine.submit(
            job, Handlers(self._show_details, self._show_details_failure)
        )

    def _show_details(self, outcome: Outcome) -> None:
        if isinstance(outcome, ItemDetails):
            self.why.show_details(outcome)

    def _show_details_failure(self, failure: Failure) -> None:
        if failure.kind is not FailureKind.CANCELLED:
            self.composer.health.show_failure(failure)

    def _ask_with_item(self, item_id: str, modality: Modality) -> None:
        if self._answer is None:
            return

        def ask(outcome: Outcome) -> None:
            if isinstance(outcome, ItemDetails):
                self._take_item(outcome.item, modality)

        job = GetItem(self._answer.catalog, item_id)
        self._services.engine.submit(job, Handlers(ask, self._show_details_failure))

    def _take_item(self, item: Item, modality: Modality) -> None:
        if modality is Modality.TEXT:
            self._services.model.set_words(item.title)
            return
        paths = [medium.path for medium in item.media if medium.modality is modality]
        self._services.intake.take_paths(paths[:1], modality)
