"""The page that the program is about: from the query to its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.engine.messages import Answer, Failure
from app.ui.composer.panel import Composer
from app.ui.controls.sound_player import SoundPlayer
from app.ui.recommend_frame import RecommendFrame
from app.ui.services import Services

if TYPE_CHECKING:
    from app.ui.answer_panels import AnswerPanels

BUSY_AFTER_MS = 150
"""Answers that come sooner need no sign of work."""


class RecommendPage(QObject):
    """Fills the frame and ties the query to its answer.

    Parameters
    ----------
    services
        Query, engine, settings.
    frame
        Where it is shown.
    """

    def __init__(self, services: Services, frame: RecommendFrame) -> None:
        super().__init__(frame)
        self._services = services
        self._panels: AnswerPanels | None = None
        self.frame = frame
        self.composer = Composer(
            services.theme,
            services.model,
            services.intake,
            services.recorder,
            services.preferences,
        )
        self._busy_soon = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        frame.put_composer(self.composer)
        self._connect()

    @property
    def panels(self) -> AnswerPanels:
        """Results and explanation; built at the first use, after the first paint."""
        if self._panels is None:
            self._panels = self._make_panels()
        return self._panels

    def show_answer(self, answer: Answer) -> None:
        """Show an answer, early or final."""
        self._busy_soon.stop()
        self.panels.show_answer(answer)
        self.frame.middle.setCurrentWidget(self.panels.results)
        self.composer.health.show_answer(answer)

    def _make_panels(self) -> AnswerPanels:
        from app.ui.answer_panels import AnswerPanels

        panels = AnswerPanels(self._services, self)
        panels.failed.connect(self.composer.health.show_failure)
        self.frame.middle.addWidget(panels.results)
        panels.why.hide()
        _take_turns(self.composer.sound.player, panels.why.sounds.player)
        self.frame.put_why(panels.why)
        return panels

    def _connect(self) -> None:
        asking = self._services.asking
        asking.answered.connect(self.show_answer)
        asking.emptied.connect(self._show_nothing)
        asking.busy_changed.connect(self._show_busy)
        asking.refused.connect(self._show_refusal)
        self._busy_soon.timeout.connect(self._show_busy_now)
        self.composer.search_wanted.connect(asking.ask)
        self.frame.examples.example_chosen.connect(self._ask_example)

    def _show_nothing(self) -> None:
        self._show_busy(False)
        self.frame.middle.setCurrentWidget(self.frame.examples)
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
        self.frame.middle.setCurrentWidget(self.panels.results)
        self.panels.results.show_busy(True)

    def _show_refusal(self, failure: Failure) -> None:
        self.composer.health.show_failure(failure)
        if self._panels is None or self._panels.answer is None:
            self.frame.middle.setCurrentWidget(self.frame.examples)

    def _ask_example(self, words: str) -> None:
        self._services.model.set_words(words)
        self._services.asking.ask()


def _take_turns(*players: SoundPlayer) -> None:
    """Let the player that begins silence the others."""
    for player in players:
        others = [other for other in players if other is not player]

        def hush(path: str, others: list[SoundPlayer] = others) -> None:
            for other in others if path else ():
                other.pause()

        player.playing_changed.connect(hush)
