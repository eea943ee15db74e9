"""How the list is made: for you, surprising, or as a blind vote."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.recommender import RecommenderKind
from app.engine.messages import FallbackReason, ListMode, PersonalList
from app.ui.controls.choice import Choice
from app.ui.controls.roles import button, label, with_role
from app.ui.controls.tabs import Tabs
from app.ui.people.wording import fallback_sentence, recommender_name
from app.ui.theme import ThemeController
from app.ui.translation import sentences

GAP = 8

OFFERED = (
    RecommenderKind.MULTIMODAL_AUTOENCODER,
    RecommenderKind.CONTENT,
    RecommenderKind.ITEM_NEIGHBOURS,
    RecommenderKind.USER_NEIGHBOURS,
    RecommenderKind.AUTOENCODER,
    RecommenderKind.ALS,
    RecommenderKind.MULTIMODAL_GRAPH,
    RecommenderKind.BLEND,
    RecommenderKind.POPULARITY,
)
"""Those that are fitted within a moment."""


class ModeBar(QFrame):
    """Mode, recommenders, and a new list.

    Parameters
    ----------
    theme
        Gives the colours.

    Signals
    -------
    changed
        Another list is wanted.
    """

    changed = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "card")
        self.modes = Tabs(
            self.tr("Kind of list"),
            (
                (self.tr("For you"), ListMode.FOR_YOU.value),
                (self.tr("Surprise me"), ListMode.SURPRISE.value),
                (self.tr("Blind vote"), ListMode.BLIND.value),
            ),
        )
        self.recommender = with_role(Choice(theme, self.tr("Recommender")), "field")
        self.versus = label(self.tr("or"), "muted")
        self.rival = with_role(Choice(theme, self.tr("Its rival")), "field")
        self.again = button(self.tr("New list"))
        self.about = label("", "caption", wrap=True)
        self._pickers = QWidget()
        self._column = QVBoxLayout(self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._persona, self._is_stranger = "", False
        self._fallback = ""
        named = [(recommender_name(kind), kind.value) for kind in OFFERED]
        self.recommender.offer(named, OFFERED[0].value)
        self.rival.offer(named, OFFERED[1].value)
        for choice in (self.recommender, self.rival):
            choice.give_way(96, 224)
        self._lay_out()
        self.modes.chosen.connect(lambda _: self._change())
        self.recommender.activated.connect(lambda _: self._change())
        self.rival.activated.connect(lambda _: self._change())
        self.again.clicked.connect(self.changed)
        self._show()

    @property
    def mode(self) -> ListMode:
        """How the list is made."""
        return ListMode(self.modes.value)

    @property
    def is_blind(self) -> bool:
        """Whether the list is a blind vote."""
        return self.mode is ListMode.BLIND

    @property
    def recommenders(self) -> tuple[RecommenderKind, RecommenderKind]:
        """Who ranks, and who ranks against it in a blind vote."""
        return RecommenderKind(self.recommender.value), RecommenderKind(self.rival.value)

    def show_persona(self, name: str) -> None:
        """Say whose list it is."""
        self._persona = name
        self.setEnabled(bool(name))
        self._show()

    def show_fallback(self, found: PersonalList) -> None:
        """Say if another recommender ranked than the one that was asked for, and why."""
        fallback = found.fallback
        reason = fallback.reason if fallback is not None else None
        self._is_stranger = reason is FallbackReason.NOTHING_KNOWN
        self._fallback = fallback_sentence(found.fallback) if found.items else ""
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._fit()

    def _change(self) -> None:
        self._fallback = ""
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.versus.setVisible(self.is_blind)
        self.rival.setVisible(self.is_blind)
        self.again.setText(self.tr("Next round") if self.is_blind else self.tr("New list"))
        texts = {
            ListMode.FOR_YOU: self.tr(
                "What fits what you did. A like or dislike ranks it anew at once."
            ),
            ListMode.SURPRISE: self.tr(
                "This explores: it shows items that would teach the most, not the safest ones."
            ),
            ListMode.BLIND: self.tr(
                "Two recommenders pick by turns, and you cannot see whose pick is whose. Like "
                "what pleases you: each like is a vote, counted when the next round begins."
            ),
        }
        self.about.setText(sentences(self._for_persona(texts[self.mode]), self._fallback))
        self._fit()

    def _for_persona(self, text: str) -> str:
        if not self._persona:
            return text
        told = self.tr("For %1. %2").replace("%2", text)
        if self._is_stranger and self.mode is ListMode.FOR_YOU:
            told = self.tr(
                "Nothing is known of %1 yet: this is what others like, or what differs most. Like "
                "or dislike a few."
            )
        return told.replace("%1", self._persona)

    def _fit(self) -> None:
        """Put who recommends below the modes where both have no room side by side."""
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        needed = self.modes.sizeHint().width() + self._pickers.sizeHint().width()
        kinds = QBoxLayout.Direction
        is_narrow = needed + 3 * GAP > room
        self._row.setDirection(kinds.TopToBottom if is_narrow else kinds.LeftToRight)

    def _lay_out(self) -> None:
        pickers = QHBoxLayout(self._pickers)
        pickers.setContentsMargins(0, 0, 0, 0)
        pickers.setSpacing(GAP)
        for widget in (self.recommender, self.versus, self.rival, self.again):
            pickers.addWidget(widget)
        self._row.setSpacing(GAP)
        self._row.addWidget(self.modes)
        self._row.addStretch(1)
        self._row.addWidget(self._pickers, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.setContentsMargins(12, GAP, 12, GAP)
        self._column.setSpacing(6)
        self._column.addLayout(self._row)
        self._column.addWidget(self.about)
