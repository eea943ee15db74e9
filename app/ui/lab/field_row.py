"""One setting as a row of a form: what it is called, its control, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QWidget

from app.core.lab import Bounds
from app.ui.controls.choice import Choice
from app.ui.controls.number_field import CountField, NumberField
from app.ui.controls.roles import label
from app.ui.controls.switch import Switch
from app.ui.lab.wording import Wording, choice_text
from app.ui.theme import ThemeController

CHOICE_LETTERS = 9


@dataclass(frozen=True)
class Handle:
    """A control, and how its value is read, shown and heard of."""

    control: QWidget
    read: Callable[[], Any]
    show: Callable[[Any], None]
    changed: SignalInstance


class FieldRow(QWidget):
    """A setting of the lab.

    Parameters
    ----------
    theme
        Gives the colours.
    setting
        A field of a settings dataclass; its metadata may have ``bounds``.
    wording
        What it is called and does.

    Signals
    -------
    changed
        The person chose another value.
    """

    changed = Signal()

    def __init__(self, theme: ThemeController, setting: Field[Any], wording: Wording) -> None:
        super().__init__()
        self._handle = _handle(theme, setting)
        self.control = self._handle.control
        self.control.setAccessibleName(wording.label)
        self.control.setAccessibleDescription(wording.hint)
        self._handle.changed.connect(self._tell)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(wording.label, wrap=True), 0, 0)
        grid.addWidget(self.control, 0, 1, right)
        grid.addWidget(label(wording.hint, "caption", wrap=True), 1, 0, 1, 2)

    @property
    def value(self) -> Any:
        """The value that is shown, of the setting's own type."""
        return self._handle.read()

    def show_value(self, value: Any) -> None:
        """Show a value without telling that it changed."""
        with QSignalBlocker(self.control):
            self._handle.show(value)

    def _tell(self) -> None:
        self.changed.emit()


def _handle(theme: ThemeController, setting: Field[Any]) -> Handle:
    default = setting.default
    if isinstance(default, bool):
        switch = Switch(theme, setting.name)
        return Handle(switch, switch.isChecked, switch.setChecked, switch.toggled)
    if isinstance(default, Enum):
        return _choice(theme, type(default))
    return _number(setting)


def _choice(theme: ThemeController, kind: type[Enum]) -> Handle:
    choice = Choice(theme)
    choice.setMinimumContentsLength(CHOICE_LETTERS)
    choice.offer(((choice_text(value), value.value) for value in kind), "")
    return Handle(
        choice,
        lambda: kind(choice.value),
        lambda value: choice.setCurrentIndex(choice.findData(value.value)),
        choice.currentIndexChanged,
    )


def _number(setting: Field[Any]) -> Handle:
    bounds = setting.metadata["bounds"]
    if not isinstance(bounds, Bounds):
        raise TypeError(f"{setting.name} needs bounds to be shown as a field")
    if isinstance(setting.default, int):
        count = CountField(round(bounds.low), round(bounds.high))
        return Handle(count, count.value, count.setValue, count.valueChanged)
    number = NumberField(bounds.low, bounds.high, is_logarithmic=bounds.is_logarithmic)
    return Handle(number, number.value, number.setValue, number.valueChanged)
