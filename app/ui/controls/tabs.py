"""A few alternatives side by side, one of which holds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.ui.controls.roles import button, with_role

EDGE = 3


class Tabs(QWidget):
    """Buttons of which one is pressed.

    Parameters
    ----------
    name
        What is chosen, for screen readers.
    choices
        Pairs of text and value; the first one holds.

    Signals
    -------
    chosen
        The value that holds now, after the person chose it.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        with_role(self, "tabs")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        layout.setSpacing(2)
        for text, value in choices:
            made = button(text, "tab", name=f"{name}: {text}")
            made.setCheckable(True)
            made.clicked.connect(partial(self._take, value))
            self.buttons[value] = made
            layout.addWidget(made)
        next(iter(self.buttons.values())).setChecked(True)

    @property
    def value(self) -> str:
        """The value that holds."""
        return next(value for value, one in self.buttons.items() if one.isChecked())

    def choose(self, value: str) -> None:
        """Let a value hold; nobody is told."""
        for other, one in self.buttons.items():
            one.setChecked(other == value)

    def _take(self, value: str) -> None:
        self.choose(value)
        self.chosen.emit(value)
