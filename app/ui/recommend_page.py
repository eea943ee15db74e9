"""The page that the program is about: composer, results, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from app.engine.messages import Answer, Failure
from app.ui.composer.panel import Composer
from app.ui.controls.roles import with_role
from app.ui.examples_page import ExamplesPage
from app.ui.services import Services

if TYPE_CHECKING:
    from app.ui.answer_panels import AnswerPanels

BUSY_AFTER_MS = 150
"""Answers that come sooner need no sign of work."""

GAP = 16
HANDLE = 12
NARROW = 1200
"""Below this width the side panels are slimmer, in pixels."""


class RecommendPage(QWidget):
    """Ties the query to its answer.

    Parameters
    ----------
    services
        Query, engine, settings.
    """

    def __init__(self, services: Services) -> None:
        super().__init__()
        with_role(self, "page")
        self._services = services
        self._panels: AnswerPanels | None = None
        self.composer = Composer(
            services.theme,
            services.model,
            services.intake,
            services.recorder,
            services.preferences,
        )
        self.examples = ExamplesPage(services.theme)
        self.middle = QStackedWidget()
        self.splitter = QSplitter()
        self._busy_soon = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._lay_out()
        self._connect()

    @property
    def panels(self) -> AnswerPanels:
        """Results and explanation; built at the first use, after the first paint."""
        if self._panels is None:
            self._panels = self._make_panels()
        return self._panels

    def arrange(self, width: int) -> None:
        """Give the panels their widths for a page of ``width`` pixels."""
        left, right = (296, 268) if width < NARROW else (356, 352)
        middle = max(320, width - left - right - 2 * HANDLE - 2 * GAP)
        self.splitter.setSizes([left, middle, right])

    def show_answer(self, answer: Answer) -> None:
        """Show an answer, early or final."""
        self._busy_soon.stop()
        self.panels.show_answer(answer)
        self.middle.setCurrentWidget(self.panels.results)
        self.composer.health.show_answer(answer)

    def _make_panels(self) -> AnswerPanels:
        from app.ui.answer_panels import AnswerPanels

        panels = AnswerPanels(self._services, self)
        panels.failed.connect(self.composer.health.show_failure)
        self.middle.addWidget(panels.results)
        panels.why.setMinimumWidth(264)
        panels.why.hide()
        self.splitter.addWidget(panels.why)
        self.splitter.setStretchFactor(2, 0)
        self.arrange(self.width())
        return panels

    def _lay_out(self) -> None:
        self.middle.addWidget(self.examples)
        self.composer.setMinimumWidth(280)
        self.middle.setMinimumWidth(320)
        for index, widget in enumerate((self.composer, self.middle)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(index, index)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(HANDLE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        asking = self._services.asking
        asking.answered.connect(self.show_answer)
        asking.emptied.connect(self._show_nothing)
        asking.busy_changed.connect(self._show_busy)
        asking.refused.connect(self._show_refusal)
        self._busy_soon.timeout.connect(self._show_busy_now)
        self.composer.search_wanted.connect(asking.ask)
        self.examples.example_chosen.connect(self._ask_example)

    def _show_nothing(self) -> None:
        self._show_busy(False)
        self.middle.setCurrentWidget(self.examples)
        if self._panels is not None:
            self._panels.clear()

    def _show_busy(self, busy: bool) -> None:
        if busy:
            self._busy_soon.start()
            return
        self._busy_soon.stop()
        if self._panels is not None:
            self._panels.results.show_busy(False)

    def _show_busy_now(self) -> None:
        self.middle.setCurrentWidget(self.panels.results)
        self.panels.results.show_busy(True)

    def _show_refusal(self, failure: Failure) -> None:
        self.composer.health.show_failure(failure)
        if self._panels is None or self._panels.answer is None:
            self.middle.setCurrentWidget(self.examples)

    def _ask_example(self, words: str) -> None:
        self._services.model.set_words(words)
        self._services.asking.ask()
