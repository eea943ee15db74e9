"""A titled group of rows: what it is at the left, the control at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.controls.choice import Choice
from app.ui.controls.roles import label, with_role

CHOICE_LENGTH = 18
"""Letters that fit into a drop-down list."""


class Section(QWidget):
    """A card of rows under a small title.

    Parameters
    ----------
    title
        For people.
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        card = with_role(QFrame(), "card")
        self._rows = QVBoxLayout(card)
        self._rows.setContentsMargins(16, 12, 16, 12)
        self._rows.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(title, "section"))
        layout.addWidget(card)

    def add_row(self, text: str, control: QWidget, hint: str = "") -> None:
        """Append a row; the control takes the text as accessible name if it has none."""
        if not control.accessibleName():
            control.setAccessibleName(text)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(text, wrap=True))
        if isinstance(control, Choice):
            control.setMinimumContentsLength(CHOICE_LENGTH)
        if hint:
            control.setAccessibleDescription(hint)
            texts.addWidget(label(hint, "caption", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addWidget(control)
        self._rows.addLayout(row)

    def add_wide(self, widget: QWidget) -> None:
        """Append a widget that takes the whole width."""
        self._rows.addWidget(widget)
