"""What can be done with several items at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit

from app.engine.messages import LabelSets
from app.ui.controls.roles import button, label, with_role


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

    def __init__(self) -> None:
        super().__init__()
        with_role(self, "card")
        self.count = label("", "strong")
        self.exclude = button(self.tr("Leave out"))
        self.include = button(self.tr("Take in"))
        self.set_name = QComboBox()
        self.set_name.setEditable(True)
        self.set_name.setMinimumContentsLength(10)
        self.set_name.setAccessibleName(self.tr("Set of labels"))
        edit = self.set_name.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self.tr("Set, such as mood"))
        self.label = QLineEdit()
        self.label.setPlaceholderText(self.tr("Label"))
        self.label.setAccessibleName(self.tr("Label for all that is chosen"))
        self.give = button(self.tr("Label them"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.count)
        layout.addStretch(1)
        for widget in (self.set_name, self.label, self.give, self.exclude, self.include):
            layout.addWidget(widget)
        self.exclude.clicked.connect(lambda: self.exclusion_wanted.emit(True))
        self.include.clicked.connect(lambda: self.exclusion_wanted.emit(False))
        self.give.clicked.connect(self._give)
        self.label.returnPressed.connect(self._give)
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many items are chosen; hide with less than two."""
        self.count.setText(self.tr("%n item(s) selected", "", count))
        self.setVisible(count > 1)

    def show_sets(self, sets: LabelSets) -> None:
        """Offer the sets of labels that there are."""
        typed = self.set_name.currentText()
        self.set_name.clear()
        self.set_name.addItems([one.name for one in sets.sets])
        self.set_name.setCurrentText(typed)

    def _give(self) -> None:
        name, given = self.set_name.currentText().strip(), self.label.text().strip()
        if name and given:
            self.label_given.emit(name, given)
            self.label.clear()
