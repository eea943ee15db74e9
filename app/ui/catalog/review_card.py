"""One item whose label waits, and the labels it may have."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine.messages import ReviewEntry
from app.ui.controls.flow_layout import FlowLayout
from app.ui.controls.roles import button, label, with_role
from app.ui.results.wording import category_path
from app.ui.theme import ThemeController
from app.ui.why.picture_view import PictureView

MOST_CHOICES = 9


class AnswerField(QLineEdit):
    """A field that keeps Return to itself: whoever it stands in means something else by it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; nothing that is typed here goes further."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class ReviewCard(QFrame):
    """Picture, title and category of an item; a button a label, and a field for another.

    Signals
    -------
    answered
        The label that the person chose.
    skipped
        The person does not want to say.
    """

    answered = Signal(str)
    skipped = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "card")
        self.picture = PictureView(theme)
        self.title = label("", "title", wrap=True)
        self.category = label("", "caption", wrap=True)
        self.choices = QWidget()
        self._choices_layout = FlowLayout(self.choices)
        self.buttons: list[QPushButton] = []
        self.other = AnswerField()
        self.other.setPlaceholderText(self.tr("Another label"))
        self.other.setAccessibleName(self.tr("Another label"))
        self.skip = button(self.tr("Skip (S)"), "link", self.tr("Skip"))
        self.skip.clicked.connect(self.skipped)
        self.other.returnPressed.connect(self._give_other)
        self._lay_out()

    def show_entry(self, entry: ReviewEntry, labels: Sequence[str]) -> None:
        """Show an item; ``labels`` are those of its set, proposed while typing."""
        self.picture.show_picture(entry.card.thumbnail, entry.card.title)
        self.title.setText(entry.card.title)
        self.category.setText(category_path(entry.card.category))
        self._show_choices(entry)
        self.other.clear()
        known = QCompleter(list(labels), self.other)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.other.setCompleter(known)

    def choose(self, number: int) -> None:
        """Press the button of that number, counted from 0, if there is one."""
        if 0 <= number < len(self.buttons):
            self.buttons[number].click()

    def _show_choices(self, entry: ReviewEntry) -> None:
        for old in self.buttons:
            self._choices_layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        proposed = dict([(entry.label, entry.confidence), *entry.choices])
        self.buttons = []
        for number, (name, sure) in enumerate(list(proposed.items())[:MOST_CHOICES], start=1):
            role = "primary" if name == entry.label else "chip"
            made = button(f"{number}  {name}  {sure:.0%}", role, f"{name}, {sure:.0%}")
            made.clicked.connect(lambda _, given=name: self.answered.emit(given))
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._choices_layout.addWidget(made)
            self.buttons.append(made)

    def _give_other(self) -> None:
        name = self.other.text().strip()
        if name:
            self.answered.emit(name)

    def _lay_out(self) -> None:
        text = QVBoxLayout()
        text.setSpacing(8)
        for widget in (self.title, self.category, self.choices, self.other):
            text.addWidget(widget)
        text.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignLeft)
        text.addStretch(1)
        inner = QHBoxLayout(self)
        inner.setContentsMargins(16, 16, 16, 16)
        inner.setSpacing(16)
        inner.addWidget(self.picture, 2)
        inner.addLayout(text, 3)
