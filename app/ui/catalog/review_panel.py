"""The review queue: the least sure label first; one key accepts it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.engine.messages import LabelSets, ReviewEntry, ReviewQueue
from app.ui.controls.choice import Choice
from app.ui.controls.flow_layout import FlowLayout
from app.ui.controls.roles import button, label, with_role
from app.ui.results.wording import category_path
from app.ui.theme import ThemeController
from app.ui.why.picture_view import PictureView

MOST_CHOICES = 9


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
        self.sets = Choice(theme, self.tr("Set of labels"))
        self.automatic = button(self.tr("Label automatically"))
        self.spread = button(self.tr("Spread labels"))
        self.state = label("", "muted", wrap=True)
        self.card = with_role(QFrame(), "card")
        self.picture = PictureView(theme)
        self.title = label("", "title", wrap=True)
        self.category = label("", "caption", wrap=True)
        self.choices = QWidget()
        self._choices_layout = FlowLayout(self.choices)
        self.buttons: list[QPushButton] = []
        self.skip = button(self.tr("Skip (S)"), "link", self.tr("Skip"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self.sets.activated.connect(lambda _: self.queue_wanted.emit(self.sets.value))
        self.automatic.clicked.connect(self.automatic_wanted)
        self.spread.clicked.connect(lambda: self.spread_wanted.emit(self.sets.value))
        self.skip.clicked.connect(self._next)
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
        self.spread.setEnabled(any(one.by_person for one in sets.sets))
        if not sets.sets:
            self.show_queue(ReviewQueue("", "", 0, ()))
        elif self.sets.value != before or not self._entries:
            self.queue_wanted.emit(self.sets.value)

    def show_queue(self, queue: ReviewQueue) -> None:
        """Show what waits."""
        self._entries, self._total = list(queue.entries), queue.total
        self._show_entry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept with Return, choose with a digit, skip with S."""
        key = event.key()
        digit = key - Qt.Key.Key_1
        if self.entry is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give(self.entry.label)
        elif self.entry is not None and 0 <= digit < len(self.buttons):
            self.buttons[digit].click()
        elif key == Qt.Key.Key_S:
            self._next()
        else:
            super().keyPressEvent(event)

    def _give(self, name: str) -> None:
        if self.entry is not None:
            self.label_given.emit(self.entry.card.item_id, self.sets.value, name)
            self._total -= 1
            self._next()

    def _next(self) -> None:
        if self._entries:
            self._entries.pop(0)
        self._show_entry()
        if not self._entries and self._total > 0 and self.sets.value:
            self.queue_wanted.emit(self.sets.value)

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
        self.state.setText(f"{waiting} {keys}")
        self.picture.show_picture(entry.card.thumbnail, entry.card.title)
        self.title.setText(entry.card.title)
        self.category.setText(category_path(entry.card.category))
        self._show_choices(entry)

    def _show_choices(self, entry: ReviewEntry) -> None:
        for old in self.buttons:
            old.deleteLater()
        proposed = dict([(entry.label, entry.confidence), *entry.choices])
        self.buttons = []
        for number, (name, sure) in enumerate(list(proposed.items())[:MOST_CHOICES], start=1):
            role = "primary" if name == entry.label else "chip"
            made = button(f"{number}  {name}  {sure:.0%}", role, f"{name}, {sure:.0%}")
            made.clicked.connect(partial(self._give, name))
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._choices_layout.addWidget(made)
            self.buttons.append(made)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.sets, 1)
        row.addWidget(self.automatic)
        row.addWidget(self.spread)
        text = QVBoxLayout()
        text.setSpacing(8)
        heads: tuple[QLabel, ...] = (self.title, self.category)
        for head in heads:
            text.addWidget(head)
        text.addWidget(self.choices)
        text.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignLeft)
        text.addStretch(1)
        inner = QHBoxLayout(self.card)
        inner.setContentsMargins(16, 16, 16, 16)
        inner.setSpacing(16)
        inner.addWidget(self.picture, 2)
        inner.addLayout(text, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(self.state)
        layout.addWidget(self.card)
        layout.addStretch(1)
