"""Give a new persona its name, or a known one another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.engine.messages import Failure
from app.ui.composer.health_strip import failure_text
from app.ui.controls.roles import button, label
from app.ui.learning import Learning

WIDTH = 400
LONGEST_NAME = 80


class NamingDialog(QDialog):
    """One field; it stays open while the name is refused.

    Parameters
    ----------
    learning
        Keeps the personas.
    parent
        Where it is shown.
    name
        Who gets another name; empty for somebody new.
    """

    def __init__(self, learning: Learning, parent: QWidget, name: str = "") -> None:
        super().__init__(parent)
        self._learning = learning
        self._name = name
        self._waits = False
        title = self.tr("Rename the persona") if name else self.tr("New persona")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.field = QLineEdit(name)
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setAccessibleName(self.tr("Name"))
        self.field.setPlaceholderText(self.tr("Name"))
        self.message = label("", "danger", wrap=True)
        self.message.hide()
        self.done_button = button(self.tr("Rename") if name else self.tr("Create"), "primary")
        self.done_button.setDefault(True)
        self.cancel = button(self.tr("Cancel"))
        self._lay_out(title)
        self.field.textChanged.connect(self._check)
        self.done_button.clicked.connect(self._send)
        self.cancel.clicked.connect(self.reject)
        learning.named.connect(self._take)
        learning.failed.connect(self._refuse)
        self._check()
        self.field.selectAll()

    def _check(self) -> None:
        name = self.field.text().strip()
        self.message.hide()
        self.done_button.setEnabled(bool(name) and name != self._name)

    def _send(self) -> None:
        self._waits = True
        self.done_button.setEnabled(False)
        if self._name:
            self._learning.rename(self._name, self.field.text())
        else:
            self._learning.create(self.field.text())

    def _take(self) -> None:
        if self._waits:
            self.accept()

    def _refuse(self, failure: Failure) -> None:
        if self._waits:
            self._waits = False
            self.message.setText(failure_text(failure))
            self.message.show()
            self.adjustSize()
            self.field.setFocus()

    def _lay_out(self, title: str) -> None:
        about = self.tr("What it likes, dislikes and opens shapes what it is recommended.")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.done_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label(title, "title"))
        if not self._name:
            layout.addWidget(label(about, "muted", wrap=True))
        layout.addWidget(self.field)
        layout.addWidget(self.message)
        layout.addLayout(row)
