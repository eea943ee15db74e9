"""What can be done with several items at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.engine.messages import LabelSets
from app.ui.catalog.label_entry import LabelEntry
from app.ui.controls.roles import button, label, with_role
from app.ui.theme import ThemeController


class SelectionBar(QFrame):
    """Leave out, take in, or label all that is chosen.

    Signals
    -------
    exclusion_wanted
        Whether the items shall be left out.
    label_given
        Name of a set, and a label.
    """

    exclusion_wanted = Signal(bool)
    label_given = Signal(str, str)

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "card")
        self.count = label("", "strong")
        self.exclude = button(self.tr("Leave out"))
        self.include = button(self.tr("Take in"))
        give = self.tr("Label them")
        self.labels = LabelEntry(theme, give, self.tr("Label all that is chosen"), stacked=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.count)
        layout.addStretch(1)
        layout.addWidget(self.labels, 3)
        layout.addWidget(self.exclude)
        layout.addWidget(self.include)
        self.exclude.clicked.connect(lambda: self.exclusion_wanted.emit(True))
        self.include.clicked.connect(lambda: self.exclusion_wanted.emit(False))
        self.labels.given.connect(self.label_given)
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many items are chosen; hide with less than two."""
        self.count.setText(self.tr("%n item(s) selected", "", count))
        self.setVisible(count > 1)

    def show_sets(self, sets: LabelSets) -> None:
        """Offer the sets of labels that there are."""
        self.labels.show_sets(sets)
