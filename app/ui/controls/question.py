"""A question before something is deleted for good."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from app.ui.controls.roles import change_role


def ask_to_delete(
    parent: QWidget,
    texts: tuple[str, str, str],
    answers: tuple[str, str],
    then: Callable[[], None],
) -> QMessageBox:
    """Ask before something is deleted; return the question, which is open.

    Parameters
    ----------
    parent
        Where it is shown.
    texts
        The window's title, the question, and what goes with it.
    answers
        What the button that deletes says, and the one that does not, which is the default.
    then
        Deletes.
    """
    title, asked, about = texts
    question = QMessageBox(parent)
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.setWindowTitle(title)
    question.setTextFormat(Qt.TextFormat.PlainText)
    question.setText(asked)
    question.setInformativeText(about)
    kinds = QMessageBox.StandardButton
    question.setStandardButtons(kinds.Cancel | kinds.Discard)
    for kind, text in zip((kinds.Discard, kinds.Cancel), answers, strict=True):
        question.button(kind).setText(text)
        question.button(kind).setIcon(QIcon())  # those of the platform suit no theme
    change_role(question.button(kinds.Discard), "danger")
    question.setDefaultButton(kinds.Cancel)
    question.button(kinds.Discard).clicked.connect(then)
    question.open()
    return question
