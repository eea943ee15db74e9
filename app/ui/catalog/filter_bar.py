"""What the items must match: words, category, label, problem, whether they are left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.core.cleaning import CleaningProblem
from app.engine.messages import BrowseItems, LabelSets
from app.ui.catalog.wording import problem_name
from app.ui.controls.choice import Choice
from app.ui.controls.roles import label, with_role
from app.ui.icons import IconName, icon
from app.ui.results.wording import category_path
from app.ui.theme import ThemeController

TYPING_PAUSE_MS = 180
_OF = "\x1f"
LEFT_OUT, TAKEN_IN = "left-out", "taken-in"


class FilterBar(QWidget):
    """The question to the catalog.

    Signals
    -------
    changed
        The person asks for something else.
    """

    changed = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search titles, captions and categories"))
        self.search.setAccessibleName(self.tr("Search the catalog"))
        self.search.setClearButtonEnabled(True)
        self._theme = theme
        self._lens = self.search.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        # A picture only: what it says, the field says too.
        self._lens.setEnabled(False)
        for inner in self.search.findChildren(QToolButton):
            is_lens = inner.defaultAction() == self._lens
            name = self.tr("Search") if is_lens else self.tr("Clear the search")
            inner.setAccessibleName(name)
        self._tint()
        theme.theme_changed.connect(self._tint)
        self.category = Choice(theme, self.tr("Category"))
        self.label = Choice(theme, self.tr("Label"))
        self.state = Choice(theme, self.tr("State"))
        self.count: QLabel = label("", "muted")
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.show_categories(())
        self.show_labels(LabelSets("", ()))
        self._offer_states()
        for field in (self.search, self.category, self.label, self.state):
            with_role(field, "field")
        self._lay_out()
        self.search.textChanged.connect(lambda _: self._pause.start())
        for choice in (self.category, self.label, self.state):
            choice.activated.connect(lambda _: self.changed.emit())

    def question(self, catalog: str) -> BrowseItems:
        """Return what is asked for."""
        label_set, _, name = self.label.value.partition(_OF)
        state = self.state.value
        excluded = {LEFT_OUT: True, TAKEN_IN: False}.get(state)
        problem = CleaningProblem(state) if state and excluded is None else None
        return BrowseItems(
            catalog,
            self.search.text().strip(),
            self.category.value,
            label_set,
            name,
            problem,
            excluded,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything but all items is asked for."""
        return self.question("") != BrowseItems("")

    def clear(self) -> None:
        """Ask for everything; nothing is said to have changed."""
        self._pause.stop()
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        for choice in (self.category, self.label, self.state):
            choice.setCurrentIndex(0)

    def show_categories(self, categories: Sequence[tuple[str, int]]) -> None:
        """Offer categories with how many items each has."""
        offered = [
            (f"{'   ' * name.count('/')}{category_path(name)}  ({count:,})", name)
            for name, count in categories
            if name
        ]
        self.category.offer([(self.tr("All categories"), ""), *offered], self.category.value)

    def show_labels(self, sets: LabelSets) -> None:
        """Offer labels, set by set."""
        offered = [
            (f"{one.name}: {name}  ({count:,})", f"{one.name}{_OF}{name}")
            for one in sets.sets
            for name, count in one.labels
        ]
        self.label.offer([(self.tr("Any label"), ""), *offered], self.label.value)

    def show_count(self, count: int) -> None:
        """Say how many items match."""
        self.count.setText(self.tr("%n item(s)", "", count))

    def _tint(self) -> None:
        self._lens.setIcon(icon(IconName.SEARCH, self._theme.tokens.text, 16))

    def _offer_states(self) -> None:
        states = [
            (self.tr("Everything"), ""),
            (self.tr("In the ranking"), TAKEN_IN),
            (self.tr("Left out"), LEFT_OUT),
            *((problem_name(problem), problem.value) for problem in CleaningProblem),
        ]
        self.state.offer(states, "")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        row = QHBoxLayout()
        row.setSpacing(8)
        for choice in (self.category, self.label, self.state):
            row.addWidget(choice, 1)
        row.addWidget(self.count)
        layout.addLayout(row)
