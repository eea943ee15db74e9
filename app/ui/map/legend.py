"""Colours, names and sizes of the groups; a click lets all others step back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.controls.roles import with_role
from app.ui.map.grouping import Grouping
from app.ui.map.palette import group_colour, other_colour
from app.ui.theme import ThemeController

DOT = 10


class LegendEntry(QPushButton):
    """One group: a dot in its colour, its name, how many items it has."""

    def __init__(self, theme: ThemeController, colour_number: int, text: str, count: int) -> None:
        super().__init__(text)
        with_role(self, "legend")
        self._theme, self._number, self._count = theme, colour_number, f"{count:,}"
        self.setCheckable(True)
        self.setAccessibleName(f"{text}, {self._count}")
        theme.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and focus as the style does, then dot, name and number."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setPen(QColor(tokens.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft if self.isChecked() else tokens.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        colour = other_colour(tokens) if self._number < 0 else group_colour(tokens, self._number)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(10, (self.height() - DOT) / 2, DOT, DOT))
        metrics = self.fontMetrics()
        number = metrics.horizontalAdvance(self._count) + 10
        room = self.rect().adjusted(30, 0, -number - 8, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.text))
        name = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, name)
        painter.setPen(QColor(tokens.text_muted))
        right = self.rect().adjusted(0, 0, -10, 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | middle, self._count)
        painter.end()


class Legend(QScrollArea):
    """All groups.

    Signals
    -------
    chosen
        Number of the group that stays in front, or -1 for all.
    """

    chosen = Signal(int)

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._theme = theme
        self.entries: list[LegendEntry] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_groups(self, grouping: Grouping) -> None:
        """Replace the groups."""
        self.entries = []
        column = with_role(QWidget(), "scroll")
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, name in enumerate(grouping.names):
            colour = -1 if grouping.is_rest(number) else number
            text = name or self.tr("Without a group")
            entry = LegendEntry(self._theme, colour, text, len(grouping.rows[number]))
            entry.clicked.connect(lambda checked, place=number: self._choose(place, checked))
            self.entries.append(entry)
            layout.addWidget(entry)
        layout.addStretch(1)
        self.setWidget(column)

    def _choose(self, number: int, checked: bool) -> None:
        for place, entry in enumerate(self.entries):
            entry.setChecked(checked and place == number)
        self.chosen.emit(number if checked else -1)
