"""The item that was opened: what it is, what it sounds like, why it is here."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.core.modality import MODALITIES
from app.core.persona import InteractionKind
from app.engine.messages import ItemDetails
from app.ui.controls.roles import label
from app.ui.controls.scroll_column import ScrollColumn
from app.ui.for_you.entry import Entry, reason
from app.ui.icons import MODALITY_ICONS, IconName
from app.ui.learning import OFFER_REACTIONS
from app.ui.people.figure_row import Figure, FigureRow
from app.ui.people.profile_panel import TOKENS
from app.ui.reacted import NOTHING, Reacted
from app.ui.results.empty import EmptyState
from app.ui.results.rating_row import RatingRow
from app.ui.results.reaction_row import ReactionRow
from app.ui.results.wording import modality_name
from app.ui.theme import ThemeController
from app.ui.why.identity import ItemIdentity
from app.ui.why.parts import PartsSum
from app.ui.why.sounds import SoundList


class ItemPanel(QWidget):
    """One item of the list, closely.

    Parameters
    ----------
    theme
        Gives the colours.

    Signals
    -------
    details_wanted
        Identifier of the item whose media are wanted; answer with :meth:`show_details`.
    reacted
        Identifier of the item and what the persona thinks of it.
    rated
        Identifier of the item and how many stars.
    """

    details_wanted = Signal(str)
    reacted = Signal(str, InteractionKind)
    rated = Signal(str, int)

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._item_id = ""
        self.identity = ItemIdentity(theme)
        self.reactions = ReactionRow(theme, OFFER_REACTIONS)
        self.rating = RatingRow(theme)
        self.sounds = SoundList(theme)
        self.reason = label("", wrap=True)
        self.parts = PartsSum(theme)
        self.parts_title = label(self.tr("How the score adds up"), "section")
        self.shares_title = label(self.tr("What speaks for it"), "section")
        self.shares = {modality: FigureRow(theme) for modality in MODALITIES}
        self._scroll = ScrollColumn(gap=8)
        self._empty = EmptyState(theme, ((IconName.EYE, "text_muted"),))
        self._empty.say(
            self.tr("Open an item"),
            self.tr("Press Return or Space on a card, or click it twice, to look closely."),
        )
        self._stack = QStackedLayout(self)
        self._lay_out()
        self.reactions.reacted.connect(self._react)
        self.rating.rated.connect(self._rate)

    @property
    def item_id(self) -> str:
        """The item that is shown, or an empty string."""
        return self._item_id

    def show_entry(self, entry: Entry) -> None:
        """Show an item; its media are asked for."""
        is_same = entry.item_id == self._item_id
        self._item_id = entry.item_id
        self.identity.show_recommendation(entry, keeps_details=is_same)
        self.reason.setText(_capital(reason(entry)))
        self.reason.setVisible(bool(reason(entry)))
        for widget in (self.parts, self.parts_title):
            widget.setVisible(not entry.hides_score)
        self.parts.show_recommendation(entry)
        for modality, share in entry.shares.items():
            name, icon = modality_name(modality), MODALITY_ICONS[modality]
            figure = Figure(name, share / 100, f"{share} %", TOKENS[modality.value], icon)
            self.shares[modality].show_figure(figure)
        tells = not entry.hides_score and any(share for _, share in entry.shares.items())
        for row in (self.shares_title, *self.shares.values()):
            row.setVisible(tells)
        self._stack.setCurrentIndex(1)
        if not is_same:
            self.sounds.show_sounds(())
            self.details_wanted.emit(entry.item_id)

    def show_details(self, details: ItemDetails) -> None:
        """Show media and titles, unless another item was opened meanwhile."""
        if details.item.item_id == self._item_id:
            self.identity.show_details(details)
            self.sounds.show_sounds(tuple(sound for sound in details.playable if not sound[0]))

    def show_reactions(self, reactions: Mapping[str, Reacted]) -> None:
        """Show what the persona did with the item."""
        reacted = reactions.get(self._item_id, NOTHING)
        self.reactions.show_reacted(reacted)
        self.rating.show_stars(reacted.stars)

    def _react(self, kind: InteractionKind) -> None:
        self.reacted.emit(self._item_id, kind)

    def _rate(self, stars: int) -> None:
        self.rated.emit(self._item_id, stars)

    def clear(self) -> None:
        """Show no item, and stop what plays."""
        self._item_id = ""
        self.sounds.show_sounds(())
        self._stack.setCurrentIndex(0)

    def _lay_out(self) -> None:
        column = self._scroll.column
        for widget in (
            self.identity,
            self.reactions,
            self.rating,
            self.sounds,
            self.reason,
            self.parts_title,
            self.parts,
            self.shares_title,
            *self.shares.values(),
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroll)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
