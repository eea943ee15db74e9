"""The labels of an item: what, who gave it, how sure; confirm, take away, add."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.label import LabelOrigin
from app.engine.messages import ItemLabel, LabelSets
from app.ui.catalog.label_entry import LabelEntry
from app.ui.catalog.wording import origin_name
from app.ui.controls.icon_button import IconButton
from app.ui.controls.roles import label
from app.ui.icons import IconName
from app.ui.theme import ThemeController


class LabelRows(QWidget):
    """All labels, and a line to add one.

    Signals
    -------
    given
        Name of the set, and the label; an empty label takes the person's away.
    """

    given = Signal(str, str)

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._theme = theme
        self.buttons: list[IconButton] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.none = label(self.tr("No label yet."), "muted")
        self.entry = LabelEntry(theme, self.tr("Add"), self.tr("Add the label"), stacked=True)
        self.entry.given.connect(self.given)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._rows)
        layout.addWidget(self.none)
        layout.addWidget(self.entry)

    def show_sets(self, sets: LabelSets) -> None:
        """Offer the sets that there are."""
        self.entry.show_sets(sets)

    def show_labels(self, labels: Sequence[ItemLabel]) -> None:
        """Show the labels of an item."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        self.none.setVisible(not labels)
        for one in labels:
            self._rows.addWidget(self._row(one))

    def _row(self, one: ItemLabel) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(f"{one.label_set}: {one.label}", wrap=True))
        by_person = one.origin is LabelOrigin.PERSON
        sure = "" if by_person else f", {one.confidence:.0%}"
        giver = "" if by_person or not one.giver else f" ({one.giver})"
        texts.addWidget(label(f"{origin_name(one.origin)}{giver}{sure}", "caption", wrap=True))
        layout.addLayout(texts, 1)
        if by_person:
            act = IconButton(self._theme, IconName.CLOSE, self.tr("Take this label away"), size=14)
            act.clicked.connect(partial(self.given.emit, one.label_set, ""))
        else:
            act = IconButton(self._theme, IconName.CHECK, self.tr("Confirm this label"), size=14)
            act.clicked.connect(partial(self.given.emit, one.label_set, one.label))
        self.buttons.append(act)
        layout.addWidget(act)
        return row
