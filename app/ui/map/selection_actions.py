"""What can be done with the items that were chosen on the map."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.catalog.label_entry import LabelEntry
from app.ui.controls.roles import button, with_role
from app.ui.theme import ThemeController


class SelectionActions(QWidget):
    """Leave the items out of the ranking, or label them.

    Signals
    -------
    exclusion_wanted
        The items shall be left out.
    label_given
        Name of a set, and a label.
    cleared
        The person chooses nothing any more.
    """

    exclusion_wanted = Signal()
    label_given = Signal(str, str)
    cleared = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        give = self.tr("Label them")
        self.labels = LabelEntry(theme, give, self.tr("Label all that is selected"), stacked=True)
        for field in (self.labels.set_name, self.labels.label):
            with_role(field, "field")
        self.exclude = button(self.tr("Leave out"), name=self.tr("Leave out all that is selected"))
        self.clear = button(self.tr("Clear"), "link", self.tr("Clear the selection"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.exclude)
        row.addStretch(1)
        row.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.labels)
        layout.addLayout(row)
        self.labels.given.connect(self.label_given)
        self.exclude.clicked.connect(self.exclusion_wanted)
        self.clear.clicked.connect(self.cleared)
