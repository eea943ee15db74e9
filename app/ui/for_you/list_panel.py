"""The cards of a persona's list, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from app.core.modality import MODALITIES
from app.core.persona import InteractionKind
from app.engine.messages import PersonalList
from app.ui.controls.roles import button, with_role
from app.ui.for_you.card_painter import CardPainter
from app.ui.for_you.entry import Entry, entries_of, entry_in_words
from app.ui.icons import IconName
from app.ui.learning import OFFER_REACTIONS
from app.ui.reacted import Reacted
from app.ui.results.busy import BusyLine
from app.ui.results.changes import RankChanges
from app.ui.results.empty import EmptyState
from app.ui.results.reacting import Reacting
from app.ui.results.view import ResultsView
from app.ui.theme import ThemeController

_ICONS = ((IconName.LIKE, "success"), (IconName.PERSON, "accent"), (IconName.DISLIKE, "danger"))


class ListPanel(QFrame):
    """Cards that glide to their new places when something was learnt.

    Parameters
    ----------
    theme
        Gives the colours.

    Signals
    -------
    reacted
        Identifier of an item and the :class:`InteractionKind`.
    rated
        Identifier of an item and the stars that were given.
    opened
        Identifier of an item to look at closely.
    selected
        Identifier of the item that is the current one now.
    persona_wanted
        The person wants to make a persona.
    """

    reacted = Signal(str, InteractionKind)
    rated = Signal(str, int)
    opened = Signal(str)
    selected = Signal(str)
    persona_wanted = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "card")
        self._shown: PersonalList | None = None
        self.busy = BusyLine(theme)
        self.view = ResultsView(theme, self, CardPainter, entry_in_words)
        self.view.setAccessibleName(self.tr("For you"))
        self.reacting = Reacting(self.view, OFFER_REACTIONS)
        self.empty = EmptyState(theme, _ICONS)
        self.new_persona = button(self.tr("New persona…"), "primary")
        self._stack = QStackedLayout()
        self._lay_out()
        self.reacting.reacted.connect(self.reacted)
        self.reacting.rated.connect(self.rated)
        self.reacting.opened.connect(self.opened)
        self.view.item_chosen.connect(self.selected)
        self.new_persona.clicked.connect(self.persona_wanted)

    @property
    def shown(self) -> PersonalList | None:
        """The list whose cards are shown."""
        return self._shown

    def entry(self, item_id: str) -> Entry | None:
        """Return what the list says about an item."""
        row = self.view.results.row_of(item_id)
        found = self.view.results.rows[row] if row >= 0 else None
        return found if isinstance(found, Entry) else None

    def position(self, item_id: str) -> int:
        """Return the place of an item in the list, from 1; 0 when it is not there."""
        return self.view.results.row_of(item_id) + 1

    def show_list(self, found: PersonalList, glides: bool) -> None:
        """Show a list; cards glide from where they stood if it was ranked anew."""
        before = self._places_before({item.recommendation.item_id for item in found.items})
        self._shown = found
        entries = entries_of(found)
        changes = RankChanges(before if glides else {})
        self.view.show_results(entries, MODALITIES, changes, glides and bool(before))
        self.reacting.turn(True)
        if entries:
            self._stack.setCurrentIndex(0)

    def _places_before(self, staying: set[str]) -> dict[str, int]:
        """Return where cards stood; those that left because they were judged do not count."""
        model = self.view.results
        kept = [
            entry.item_id
            for entry in model.rows
            if entry.item_id in staying or not model.reacted(entry.item_id)
        ]
        return {item_id: place for place, item_id in enumerate(kept, start=1)}

    def show_reactions(self, reactions: Mapping[str, Reacted]) -> None:
        """Show what was done with items before."""
        self.reacting.show_reactions(reactions)

    def explain(self, headline: str, hint: str, offers_persona: bool = False) -> None:
        """Say why there are no cards."""
        self._shown = None
        self.view.show_results((), (), RankChanges(), glides=False)
        self.empty.say(headline, hint)
        self.new_persona.setVisible(offers_persona)
        self._stack.setCurrentIndex(1)

    def _lay_out(self) -> None:
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.addStretch(2)
        column.addWidget(self.empty)
        column.addWidget(self.new_persona, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._stack.addWidget(self.view)
        self._stack.addWidget(nothing)
        inner = QVBoxLayout()
        inner.setContentsMargins(8, 0, 4, 8)
        inner.addLayout(self._stack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.busy)
        layout.addLayout(inner, 1)
