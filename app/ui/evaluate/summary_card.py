"""What an evaluation means, and on what it was measured."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.engine.messages import Evaluation
from app.ui.controls.roles import label, with_role
from app.ui.controls.scroll_column import ScrollColumn
from app.ui.evaluate.conclusion_text import conclusions_text
from app.ui.evaluate.names import Names
from app.ui.evaluate.wording import facts_text

UNBROKEN = 100_000
"""A width at which each sentence is one line, in pixels."""


class SummaryCard(QFrame):
    """Sentences that scroll where they would leave the figures no room, by whole lines."""

    def __init__(self) -> None:
        super().__init__()
        with_role(self, "card")
        self._most = 0
        self._names = Names()
        self.sentences = label("", wrap=True)
        self.facts = label("", "caption", wrap=True)
        self._scroll = ScrollColumn(gap=0)
        self._scroll.column.addWidget(self.sentences)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._scroll)
        column.addWidget(self.facts)

    def show_evaluation(self, found: Evaluation) -> None:
        """Show what an evaluation means."""
        self.sentences.setText(conclusions_text(found, self._names))
        self._scroll.setVisible(bool(found.conclusions))
        self.facts.setText(facts_text(found))
        self._scroll.verticalScrollBar().setValue(0)
        self._fit()

    def limit(self, height: int) -> None:
        """Let the sentences be this high at most, in pixels."""
        self._most = height
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width: narrow sentences are high."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = self.sentences.heightForWidth(self._scroll.viewport().width())
        count = max(1, self.sentences.text().count("\n") + 1)
        line = self.sentences.heightForWidth(UNBROKEN) / count
        self._scroll.setFixedHeight(max(1, min(wanted, int(self._most // line * line))))
