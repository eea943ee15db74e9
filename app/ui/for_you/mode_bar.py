"""How the list is made: for you, surprising, or as a blind vote."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.core.recommender import RecommenderKind
from app.engine.messages import ListMode
from app.ui.controls.choice import Choice
from app.ui.controls.roles import button, label, with_role
from app.ui.controls.tabs import Tabs
from app.ui.people.wording import recommender_name
from app.ui.theme import ThemeController

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

    def _change(self) -> None:
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
        self.about.setText(texts[self.mode])

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.modes)
        row.addStretch(1)
        for widget in (self.recommender, self.versus, self.rival, self.again):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.about)
