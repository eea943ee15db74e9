"""A column of cards that scrolls; its width stays the same with and without the bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui.controls.roles import with_role

GUTTER = 12
"""Width of the scroll bar, which is kept free while there is none."""


class ScrollColumn(QScrollArea):
    """Widgets one below the other, with a gutter for the scroll bar.

    Parameters
    ----------
    gap
        Space between widgets, in pixels.
    """

    def __init__(self, gap: int = 12) -> None:
        super().__init__()
        inner = with_role(QWidget(), "scroll")
        self.column = QVBoxLayout(inner)
        self.column.setSpacing(gap)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._keep_gutter(0, 0)
        self.verticalScrollBar().rangeChanged.connect(self._keep_gutter)

    def _keep_gutter(self, least: int, most: int) -> None:
        self.column.setContentsMargins(0, 0, 0 if most > least else GUTTER, 0)
