"""The middle of the window: the answer, as a list or a grid."""

from __future__ import annotations

import time

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QStackedLayout, QVBoxLayout, QWidget

from app.core.modality import Modality
from app.core.persona import InteractionKind
from app.core.recommendation import Answer, Recommendation
from app.ui.icons import IconName, icon
from app.ui.people.learnt_bar import LearntBar
from app.ui.results.busy import BusyLine
from app.ui.results.changes import RankChanges, RankMemory, is_rerank
from app.ui.results.empty import EmptyState
from app.ui.results.figures import asked_modalities
from app.ui.results.header import ResultsHeader
from app.ui.results.reacting import Reacting
from app.ui.results.view import ResultsView
from app.ui.theme import ThemeController

_ICONS = (
    (IconName.IMAGE, "image"),
    (IconName.TEXT, "text_modality"),
    (IconName.AUDIO, "audio"),
)


ICONS_SHOWN = (InteractionKind.LIKE, InteractionKind.DISLIKE)
"""Rows are narrow here: what else can be done has a key."""


class ResultsPanel(QFrame):
    """Ranked items with their bars.

    Signals
    -------
    item_selected
        Identifier of the current item; said again after each answer, since its numbers
        are new.
    view_changed
        ``list`` or ``grid``, when a person chose it.
    ask_with_item
        Identifier of an item and the :class:`Modality` of it to ask with.
    reacted
        Identifier of an item and the :class:`InteractionKind` that the persona chose.
    rated
        Identifier of an item and the stars that the persona gave.
    undo_wanted
        The person takes back what was done last.
    """

    item_selected = Signal(str)
    view_changed = Signal(str)
    ask_with_item = Signal(str, Modality)
    reacted = Signal(str, InteractionKind)
    rated = Signal(str, int)
    undo_wanted = Signal()

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._theme = theme
        self._answer: Answer | None = None
        self._memory = RankMemory()
        self.header = ResultsHeader(theme, self)
        self.learnt = LearntBar(theme)
        self.view = ResultsView(theme, self)
        self.reacting = Reacting(self.view, ICONS_SHOWN)
        self._busy = BusyLine(theme, self)
        self._empty = EmptyState(theme, _ICONS, self)
        self._stack = QStackedLayout()
        self._arrange()
        self._say_empty()
        self.view.item_chosen.connect(self.item_selected)
        self.reacting.reacted.connect(self.reacted)
        self.reacting.rated.connect(self.rated)
        self.learnt.undo_wanted.connect(self.undo_wanted)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo_wanted)
        self.view.menu_wanted.connect(self._show_menu)
        self.header.sort_chosen.connect(self.view.sort_by)
        self.header.view_chosen.connect(self._view_chosen)

    def _arrange(self) -> None:
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        inner = QVBoxLayout()
        inner.setContentsMargins(8, 0, 4, 8)
        inner.addLayout(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        told = QVBoxLayout()
        told.setContentsMargins(12, 0, 12, 4)
        told.addWidget(self.learnt)
        column.addLayout(told)
        column.addWidget(self._busy)
        column.addSpacing(4)
        column.addLayout(inner, 1)

    @property
    def answer(self) -> Answer | None:
        """The answer that is shown."""
        return self._answer

    def recommendation(self, item_id: str) -> Recommendation | None:
        """Return what the shown answer says about an item."""
        row = self.view.results.row_of(item_id)
        return self.view.results.rows[row] if row >= 0 else None

    def show_answer(self, answer: Answer) -> None:
        """Show an answer; rows glide if the same media were ranked again."""
        before, self._answer = self._answer, answer
        glides = before is not None and is_rerank(before, answer)
        changes = self._memory.observe(answer, time.monotonic())
        self.header.summarise(answer)
        asked = asked_modalities(answer.query)
        self.view.show_results(answer.results, asked, changes, glides)
        self.show_busy(False)
        self._say_empty()
        if answer.results:
            self.item_selected.emit(self.view.current_item())

    def show_busy(self, busy: bool) -> None:
        """Show that an answer is on its way."""
        self._busy.set_busy(busy)

    def set_view(self, view: str) -> None:
        """Show ``list`` or ``grid``."""
        self.header.mark_view(view)
        self.view.set_grid(view == "grid")

    def set_reduced_motion(self, reduced: bool) -> None:
        """Let rows jump instead of glide."""
        self.view.set_reduced_motion(reduced)

    def select_item(self, item_id: str) -> None:
        """Make an item the current one."""
        self.view.choose(item_id)

    def clear(self) -> None:
        """Show no answer, as at the start."""
        self._answer = None
        self._memory = RankMemory()
        self.view.show_results((), (), RankChanges(), glides=False)
        self.header.forget()
        self._say_empty()

    def _view_chosen(self, view: str) -> None:
        self.set_view(view)
        self.view_changed.emit(view)

    def _say_empty(self) -> None:
        self._stack.setCurrentWidget(self.view if self.view.results.rows else self._empty)
        if self._answer is None:
            headline = self.tr("Ask with a picture, words or a sound")
            hint = self.tr("Drop a file, paste, type or record. The best matches appear here.")
        else:
            headline = self.tr("Nothing to show")
            hint = self.tr("No item of this catalog can be compared with what you asked.")
        self._empty.say(headline, hint)

    def _show_menu(self, item_id: str, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        colours = self._theme.tokens
        for modality, name, text in (
            (Modality.IMAGE, IconName.IMAGE, self.tr("Ask with this item's picture")),
            (Modality.TEXT, IconName.TEXT, self.tr("Ask with this item's words")),
            (Modality.AUDIO, IconName.AUDIO, self.tr("Ask with this item's sound")),
        ):
            action = menu.addAction(icon(name, colours.modality(modality)), text)
            action.triggered.connect(
                lambda _, modality=modality: self.ask_with_item.emit(item_id, modality)
            )
        menu.popup(place)
