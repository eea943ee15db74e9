"""The review queue: the least sure label first; one key accepts it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine.messages import LabelSets, ReviewEntry, ReviewQueue
from app.ui.catalog.review_card import MOST_CHOICES, ReviewCard
from app.ui.controls.choice import Choice
from app.ui.controls.roles import button, label, with_role
from app.ui.theme import ThemeController
from app.ui.translation import sentences


class ReviewPanel(QWidget):
    """Confirm or correct labels, one item after the other.

    Signals
    -------
    queue_wanted
        Name of the set whose unconfirmed labels are wanted.
    automatic_wanted
        Label everything automatically.
    spread_wanted
        Name of the set whose labels are to be spread.
    label_given
        Identifier of an item, name of the set, and the label that a person confirmed.
    """

    queue_wanted = Signal(str)
    automatic_wanted = Signal()
    spread_wanted = Signal(str)
    label_given = Signal(str, str, str)

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._entries: list[ReviewEntry] = []
        self._total = 0
        self._waiting = False
        self._given: set[str] = set()
        self._by_hand: set[str] = set()
        self._labels: dict[str, list[str]] = {}
        self.sets = with_role(Choice(theme, self.tr("Set of labels")), "field")
        self.automatic = button(self.tr("Label automatically"))
        self.spread = button(self.tr("Spread labels"))
        self.state = label("", "muted", wrap=True)
        self.card = ReviewCard(theme)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self.sets.activated.connect(lambda _: self._choose_set())
        self.automatic.clicked.connect(self.automatic_wanted)
        self.spread.clicked.connect(lambda: self.spread_wanted.emit(self.sets.value))
        self.card.answered.connect(self._give)
        self.card.skipped.connect(self._next)
        self.show_sets(LabelSets("", ()))

    @property
    def entry(self) -> ReviewEntry | None:
        """The item that waits for an answer."""
        return self._entries[0] if self._entries else None

    def show_sets(self, sets: LabelSets) -> None:
        """Offer the sets of labels that there are."""
        before = self.sets.value
        self.sets.offer([(one.name, one.name) for one in sets.sets], before)
        self.sets.setEnabled(bool(sets.sets))
        self._by_hand = {one.name for one in sets.sets if one.by_person}
        self._labels = {one.name: [name for name, _ in one.labels] for one in sets.sets}
        self._show_spread()
        if not sets.sets:
            self.forget()
        elif self.sets.value != before:
            self._choose_set()
        elif not self._entries:
            self._ask()

    def show_queue(self, queue: ReviewQueue) -> None:
        """Show what waits, but for what was answered since it was asked for."""
        if queue.label_set != self.sets.value:
            return
        self._waiting = False
        entries = [one for one in queue.entries if one.card.item_id not in self._given]
        self._total = queue.total - len(queue.entries) + len(entries)
        self._entries = entries
        self._show_entry()

    def forget(self) -> None:
        """Show nothing, for example because another catalog is chosen."""
        self._entries, self._total = [], 0
        self.stop_waiting()
        self._show_entry()

    def stop_waiting(self) -> None:
        """Give up what was asked for: it failed."""
        self._waiting = False

    def _choose_set(self) -> None:
        self.forget()
        self._show_spread()
        self._ask()
        self.setFocus()

    def _show_spread(self) -> None:
        can = self.sets.value in self._by_hand
        self.spread.setEnabled(can)
        hint = self.tr("Give every item the label of the items by hand that it is most like.")
        first = self.tr("First give a few items a label of this set by hand.")
        self.spread.setToolTip(hint if can else first)

    def _ask(self) -> None:
        """Ask for the queue once, whoever wants it meanwhile."""
        if self.sets.value and not self._waiting:
            self._waiting = True
            self._given.clear()
            self.queue_wanted.emit(self.sets.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept with Return, choose with a digit, skip with S."""
        key = event.key()
        digit = key - Qt.Key.Key_1
        if self.entry is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give(self.entry.label)
        elif self.entry is not None and 0 <= digit < MOST_CHOICES:
            self.card.choose(digit)
        elif key == Qt.Key.Key_S:
            self._next()
        else:
            super().keyPressEvent(event)

    def _give(self, name: str) -> None:
        if self.entry is not None:
            item_id = self.entry.card.item_id
            self._given.add(item_id)
            self._total -= 1
            self.setFocus()
            self.label_given.emit(item_id, self.sets.value, name)
            self._next()

    def _next(self) -> None:
        if self._entries:
            self._entries.pop(0)
        self._show_entry()
        if not self._entries and self._total > 0:
            self._ask()

    def _show_entry(self) -> None:
        entry = self.entry
        self.card.setVisible(entry is not None)
        if entry is None:
            self.state.setText(
                self.tr(
                    "Nothing waits for review. Label automatically, or give a few items a label "
                    "by hand and spread them over what is alike."
                )
            )
            return
        waiting = self.tr("%n label(s) wait, the least sure first.", "", self._total)
        keys = self.tr("Return accepts, a digit chooses, S skips.")
        self.state.setText(sentences(waiting, keys))
        self.card.show_entry(entry, self._labels.get(self.sets.value, []))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.sets, 1)
        row.addWidget(self.automatic)
        row.addWidget(self.spread)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(self.state)
        layout.addWidget(self.card)
        layout.addStretch(1)
