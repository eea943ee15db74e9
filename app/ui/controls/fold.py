"""A part of a page that is folded away until it is wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.ui.controls.roles import with_role
from app.ui.icons import IconName, icon
from app.ui.theme import ThemeController

ARROW = 14


class Fold(QWidget):
    """A title that shows and hides what is below it.

    Parameters
    ----------
    theme
        Gives the colours.
    title
        For people.
    """

    def __init__(self, theme: ThemeController, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.title = with_role(QToolButton(), "fold")
        self.title.setText(title)
        self.title.setAccessibleName(title)
        self.title.setCheckable(True)
        self.title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.title.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title.setMinimumWidth(1)  # a long title is cut rather than widen the page
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.body)
        self.title.toggled.connect(self.open)
        theme.theme_changed.connect(self._tint)
        self.open(False)

    def open(self, is_open: bool) -> None:
        """Show or hide what is below the title."""
        self.title.setChecked(is_open)
        self.body.setVisible(is_open)
        self._tint()

    def _tint(self) -> None:
        name = IconName.CHEVRON_DOWN if self.title.isChecked() else IconName.CHEVRON_RIGHT
        self.title.setIcon(icon(name, self._theme.tokens.text_muted, ARROW))
