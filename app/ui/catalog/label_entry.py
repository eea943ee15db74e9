"""A line to give a label: the set, the label, and a button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from app.engine.messages import LabelSets
from app.ui.controls.choice import ARROW, GAP
from app.ui.controls.roles import button
from app.ui.icons import IconName, icon_pixmap
from app.ui.theme import ThemeController


class SetField(QComboBox):
    """Name of a set: a known one from the list, or a new one that is typed."""

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._theme = theme
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(14)
        self.setAccessibleName(self.tr("Set of labels"))
        edit = self.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self.tr("Set, such as mood"))
            edit.setAccessibleName(self.tr("Set of labels"))
        theme.theme_changed.connect(self.update)

    def offer(self, sets: LabelSets) -> None:
        """Offer the sets that there are; what was typed stays."""
        typed = self.currentText()
        self.clear()
        self.addItems([one.name for one in sets.sets])
        self.setCurrentText(typed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and an arrow in the colours of the theme."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        colour = self._theme.tokens.text_muted
        arrow = icon_pixmap(IconName.CHEVRON_DOWN, colour, ARROW, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ARROW - GAP, (self.height() - ARROW) // 2, arrow)
        painter.end()


class LabelEntry(QWidget):
    """Set, label, and a button that gives the label.

    Parameters
    ----------
    theme
        Gives the colours.
    action
        Text of the button.
    name
        What the button does, for screen readers.
    stacked
        Whether the set stands above the label; side by side otherwise.

    Signals
    -------
    given
        Name of the set, and the label.
    """

    given = Signal(str, str)

    def __init__(self, theme: ThemeController, action: str, name: str, stacked: bool) -> None:
        super().__init__()
        self.set_name = SetField(theme)
        self.label = QLineEdit()
        self.label.setPlaceholderText(self.tr("Label"))
        self.label.setAccessibleName(self.tr("New label"))
        self.give = button(action, name=name)
        self.label.returnPressed.connect(self._give)
        self.give.clicked.connect(self._give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(6)
        if stacked:
            layout.addWidget(self.set_name)
        else:
            line.addWidget(self.set_name, 1)
        line.addWidget(self.label, 1)
        line.addWidget(self.give)
        layout.addLayout(line)

    def show_sets(self, sets: LabelSets) -> None:
        """Offer the sets that there are."""
        self.set_name.offer(sets)

    def _give(self) -> None:
        name, given = self.set_name.currentText().strip(), self.label.text().strip()
        if not name:
            self.set_name.setFocus()
        elif not given:
            self.label.setFocus()
        else:
            self.given.emit(name, given)
            self.label.clear()
