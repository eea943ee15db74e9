"""What a screen reader finds in a window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

INTERACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.Slider,
    QAccessible.Role.RadioButton,
    QAccessible.Role.List,
}


def shown_elements(interface: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    """Walk the tree of what is shown."""
    if interface is None or not interface.isValid() or interface.state().invisible:
        return
    yield interface
    for index in range(interface.childCount()):
        yield from shown_elements(interface.child(index))


def nameless_controls(window: QWidget) -> list[str]:
    """Return the shown controls that a screen reader could not name."""
    root = QAccessible.queryAccessibleInterface(window)
    return [
        f"{element.role().name} of {type(element.object()).__name__}"
        for element in shown_elements(root)
        if element.role() in INTERACTIVE
        and not element.text(QAccessible.Text.Name).strip()
        and type(element.object()).__name__ != "QScrollBar"
    ]


def unreachable_controls(window: QWidget) -> list[str]:
    """Return the shown, enabled buttons and fields that the keyboard cannot reach."""
    from PySide6.QtCore import Qt

    return [
        f"{type(widget).__name__} {widget.accessibleName()!r}"
        for widget in window.findChildren(QAbstractButton)
        if widget.isVisible()
        and widget.isEnabled()
        and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def clipped_labels(window: QWidget) -> list[str]:
    """Return the shown labels and buttons that are narrower than their text."""
    labels = [
        f"{label.text()!r} {label.width()} < {label.minimumSizeHint().width()}"
        for label in window.findChildren(QLabel)
        if label.isVisible()
        and label.text()
        and not label.wordWrap()
        and label.minimumWidth() == 0
        and label.sizePolicy().horizontalPolicy() != label.sizePolicy().Policy.Ignored
        and label.width() < label.sizeHint().width()
    ]
    buttons = [
        f"{button.text()!r} {button.width()} < {button.sizeHint().width()}"
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and button.text() and button.width() < button.sizeHint().width()
    ]
    return labels + buttons
