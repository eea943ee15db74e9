"""Labels and buttons that the style sheet dresses by role."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

W = TypeVar("W", bound=QWidget)


def with_role(widget: W, role: str) -> W:
    """Give ``widget`` a role of the style sheet and return it."""
    widget.setProperty("role", role)
    return widget


def change_role(widget: QWidget, role: str) -> None:
    """Change the role of a widget that is already shown."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def label(text: str, role: str = "", wrap: bool = False) -> QLabel:
    """Return a plain-text label; text from files can never become markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return with_role(made, role) if role else made


def button(text: str, role: str = "", name: str = "") -> QPushButton:
    """Return a push button whose accessible name is ``name`` or its text."""
    made = QPushButton(text)
    made.setAccessibleName(name or text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return with_role(made, role) if role else made
