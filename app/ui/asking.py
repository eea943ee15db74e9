"""From a changing query to the newest answer, with one request in flight at most."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.query import Query
from app.engine.messages import Answer, EarlyValue, Failure, FailureKind, Outcome, Recommend
from app.ui.engine_client import EngineClient, Handlers
from app.ui.query_model import QueryModel

TYPING_PAUSE_MS = 220
"""Silence at the keyboard after which words are searched for."""


class Asking(QObject):
    """Ask the engine again whenever the query changes; the latest wins.

    While an answer is awaited, a change of weights waits for it, so that a slider never
    floods the engine; a change of media supersedes what is in flight at once.

    Signals
    -------
    answered
        The newest answer, early or final.
    busy_changed
        Whether an answer is awaited.
    completed
        Nothing is in flight or due any more.
    refused
        A :class:`Failure` that a person should read.
    emptied
        Nothing is asked any more: all media are gone or muted.
    """

    answered = Signal(object)
    busy_changed = Signal(bool)
    completed = Signal()
    refused = Signal(object)
    emptied = Signal()

    def __init__(
        self, engine: EngineClient, model: QueryModel, job: Recommend, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._model = model
        self._job = job
        self._number = 0
        self._asked: Recommend | None = None
        self._waiting = False
        self._words = model.words
        self._soon = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._soon.timeout.connect(self.ask)
        model.query_changed.connect(self._query_was_changed)

    @property
    def job(self) -> Recommend:
        """How the next question is asked: catalog, fusion, language, number of results."""
        return self._job

    @property
    def is_idle(self) -> bool:
        """Whether nothing is in flight or due."""
        return not self._number and not self._soon.isActive()

    def set_job(self, job: Recommend) -> None:
        """Ask in another way (another catalog, fusion, language) from now on."""
        self._job = job
        self._asked = None
        self.ask()

    def ask(self) -> None:
        """Ask now if the query differs from what was asked last."""
        self._soon.stop()
        query = self._model.query
        wanted = replace(self._job, query=query)
        if _is_mute(query):
            self._withdraw()
        elif wanted != self._asked and not (self._waiting and self._same_media(query)):
            self._send(wanted)

    def repeat(self) -> None:
        """Ask the same again, for example because the catalog has changed."""
        self._asked = None
        self.ask()

    def withdraw(self) -> None:
        """Stop what is in flight and keep what is shown."""
        self._soon.stop()
        if self._number:
            self._engine.cancel(self._number)

    def _query_was_changed(self) -> None:
        typed = self._model.words != self._words
        self._words = self._model.words
        if typed:
            self._soon.start()
        else:
            self.ask()

    def _same_media(self, query: Query) -> bool:
        return self._asked is not None and query == replace(
            self._asked.query, weights=query.weights
        )

    def _withdraw(self) -> None:
        self._engine.forget(self._number)
        self._number = 0
        self._asked = None
        self._set_waiting(False)
        self.emptied.emit()

    def _send(self, wanted: Recommend) -> None:
        self._engine.forget(self._number)
        self._asked = wanted
        handlers = Handlers(self._take_result, self._take_failure, self._take_partial)
        self._number = self._engine.submit(wanted, handlers)
        self._set_waiting(True)

    def _take_partial(self, value: EarlyValue) -> None:
        if isinstance(value, Answer):
            self._settle(value)

    def _take_result(self, outcome: Outcome) -> None:
        self._number = 0
        if isinstance(outcome, Answer):
            self._hear(outcome.query)
            self._settle(outcome)
        self._say_if_idle()

    def _settle(self, answer: Answer) -> None:
        self._set_waiting(False)
        self.answered.emit(answer)
        self.ask()

    def _hear(self, answered: Query) -> None:
        """Take the transcript without asking again: the answer counts it already."""
        if self._asked is None or self._asked.query.sounds != self._model.query.sounds:
            return
        if self._asked.query.transcript is None and answered.transcript is not None:
            self._asked = replace(
                self._asked, query=replace(self._asked.query, transcript=answered.transcript)
            )
            self._model.hear(answered.transcript)

    def _take_failure(self, failure: Failure) -> None:
        self._number = 0
        self._set_waiting(False)
        if failure.kind in (FailureKind.INPUT, FailureKind.FAULT):
            self.refused.emit(failure)
        self.ask()
        self._say_if_idle()

    def _say_if_idle(self) -> None:
        if self.is_idle:
            self.completed.emit()

    def _set_waiting(self, waiting: bool) -> None:
        if waiting != self._waiting:
            self._waiting = waiting
            self.busy_changed.emit(waiting)


def _is_mute(query: Query) -> bool:
    return not any(query.has(modality) and weight > 0 for modality, weight in query.weights.items())
