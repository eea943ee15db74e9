"""A few alternatives side by side, one of which holds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

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
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        layout.setSpacing(2)
        for text, value in choices:
            made = button(text, "tab", name=f"{name}: {text}")
            made.setCheckable(True)
            self._group.addButton(made)
            self.buttons[value] = made
            layout.addWidget(made)
        next(iter(self.buttons.values())).setChecked(True)
        self._group.buttonClicked.connect(self._tell)

    @property
    def value(self) -> str:
        """The value that holds."""
        return next(value for value, one in self.buttons.items() if one.isChecked())

    def choose(self, value: str) -> None:
        """Let a value hold; nobody is told."""
        self.buttons[value].setChecked(True)

    def _tell(self) -> None:
        self.chosen.emit(self.value)
