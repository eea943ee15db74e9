"""The two panels that show an answer: results, and why. Imported after the first paint."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.core.item import Item
from app.core.modality import Modality
from app.core.persona import InteractionKind
from app.engine.messages import (
    Answer,
    Failure,
    FailureKind,
    GetItem,
    ItemDetails,
    Learnt,
    Outcome,
    PeopleJob,
    RecordInteraction,
)
from app.ui.engine_client import Handlers
from app.ui.learning import Learning
from app.ui.results.panel import ResultsPanel
from app.ui.services import Services
from app.ui.why.panel import WhyPanel


class AnswerPanels(QObject):
    """Results and explanation, tied to each other and to the engine.

    Parameters
    ----------
    services
        Engine, query, settings.
    parent
        The page that shows the panels.

    Signals
    -------
    failed
        A :class:`Failure` about one item.
    """

    failed = Signal(object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._answer: Answer | None = None
        self._details_number = 0
        self.results = ResultsPanel(services.theme)
        self.why = WhyPanel(services.theme)
        self.results.set_view(services.preferences.settings.results_view)
        self.results.item_selected.connect(self._explain)
        self.results.view_changed.connect(self._keep_view)
        self.results.ask_with_item.connect(self._ask_with_item)
        self.why.details_wanted.connect(self._fetch_details)
        self._connect_people(services.learning)

    @property
    def answer(self) -> Answer | None:
        """What is shown."""
        return self._answer

    def show_answer(self, answer: Answer) -> None:
        """Show an answer; the results then say which item is to be explained.

        Where other media were asked with, the best item is explained; where only weights
        changed, the item that the person looks at stays.
        """
        before, self._answer = self._answer, answer
        self.why.show()
        self.results.show_answer(answer)
        if answer.results and (before is None or _asks_more(before, answer)):
            self.results.select_item(answer.results[0].item_id)

    def clear(self) -> None:
        """Show nothing."""
        self._answer = None
        self.results.clear()
        self.why.clear()
        self.why.hide()

    def _connect_people(self, learning: Learning) -> None:
        self.results.reacted.connect(learning.react)
        self.results.rated.connect(learning.rate)
        self.why.reacted.connect(learning.react)
        self.why.rated.connect(learning.rate)
        self.results.undo_wanted.connect(learning.undo_last)
        learning.learnt.connect(self._show_learnt)
        learning.reactions_changed.connect(self._show_reactions)
        self._services.preferences.changed.connect(self._show_reactions)
        self._show_reactions()

    def _show_reactions(self) -> None:
        """Let rows be liked when there is somebody to like them."""
        learning = self._services.learning
        self.results.reacting.turn(bool(learning.persona))
        self.results.reacting.show_reactions(learning.reactions)
        self.why.show_reactions(learning.reactions, bool(learning.persona))
        if not learning.persona:
            self.results.learnt.hide()

    def _show_learnt(self, job: PeopleJob, learnt: Learnt) -> None:
        if not (isinstance(job, RecordInteraction) and job.kind is InteractionKind.VIEW):
            can_undo = self._services.learning.can_undo
            self.results.learnt.show_learnt(job, learnt, can_undo)

    def _keep_view(self, view: str) -> None:
        self._services.preferences.change(results_view=view)

    def _explain(self, item_id: str) -> None:
        recommendation = self.results.recommendation(item_id)
        if recommendation is not None and self._answer is not None:
            self.why.show_recommendation(recommendation, self._answer)

    def _fetch_details(self, item_id: str) -> None:
        if self._answer is None:
            return
        engine = self._services.engine
        engine.forget(self._details_number)
        handlers = Handlers(self._show_details, self._refuse)
        self._details_number = engine.submit(GetItem(self._answer.catalog, item_id), handlers)

    def _show_details(self, outcome: Outcome) -> None:
        if isinstance(outcome, ItemDetails):
            self.why.show_details(outcome)

    def _refuse(self, failure: Failure) -> None:
        if failure.kind is not FailureKind.CANCELLED:
            self.failed.emit(failure)

    def _ask_with_item(self, item_id: str, modality: Modality) -> None:
        if self._answer is None:
            return

        def ask(outcome: Outcome) -> None:
            if isinstance(outcome, ItemDetails):
                self._take_item(outcome.item, modality)

        job = GetItem(self._answer.catalog, item_id)
        self._services.engine.submit(job, Handlers(ask, self._refuse))

    def _take_item(self, item: Item, modality: Modality) -> None:
        if modality is Modality.TEXT:
            self._services.model.set_words(item.title)
            return
        paths = [medium.path for medium in item.media if medium.modality is modality]
        if paths:
            self._services.intake.take_paths(paths[:1], modality)
            return
        why = {
            Modality.IMAGE: self.tr("has no picture to ask with; choose another item"),
            Modality.AUDIO: self.tr("has no sound to ask with; choose another item"),
        }
        self.failed.emit(Failure(0, FailureKind.INPUT, item.title, why[modality]))


def _asks_more(before: Answer, after: Answer) -> bool:
    """Whether more than the weights differs."""
    return replace(before.query, weights=after.query.weights) != after.query
