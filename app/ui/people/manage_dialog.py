"""All personas of the catalog: rename, delete."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from app.engine.messages import Failure, Persona
from app.ui.composer.health_strip import failure_text
from app.ui.controls.question import ask_to_delete
from app.ui.controls.roles import button, label, with_role
from app.ui.learning import Learning
from app.ui.people.naming_dialog import NamingDialog
from app.ui.people.persona_delegate import PersonaDelegate
from app.ui.people.wording import time_text

SIZE = (480, 400)


class ManageDialog(QDialog):
    """A list of personas and what can be done with one.

    Parameters
    ----------
    learning
        Keeps the personas.
    parent
        Where it is shown.
    """

    def __init__(self, learning: Learning, parent: QWidget) -> None:
        super().__init__(parent)
        self._learning = learning
        self.setWindowTitle(self.tr("Personas"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self.list = with_role(QListWidget(), "plain")
        self.list.setAccessibleName(self.tr("Personas"))
        self.list.setItemDelegate(PersonaDelegate(self.list))
        self.message = label("", "danger", wrap=True)
        self.message.hide()
        self.new = button(self.tr("New persona…"))
        self.rename = button(self.tr("Rename…"))
        self.remove = button(self.tr("Delete…"))
        self.done_button = button(self.tr("Done"), "primary")
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_buttons)
        for one in (self.new, self.rename, self.remove):
            one.clicked.connect(self.message.hide)
        self.new.clicked.connect(lambda: NamingDialog(learning, self).open())
        self.rename.clicked.connect(self._rename)
        self.remove.clicked.connect(self.ask_to_remove)
        self.done_button.clicked.connect(self.accept)
        learning.personas_changed.connect(self._show)
        learning.failed.connect(self._refuse)
        self._show()

    @property
    def chosen(self) -> Persona | None:
        """The persona that is selected."""
        personas, row = self._learning.personas, self.list.currentRow()
        return personas[row] if 0 <= row < len(personas) else None

    def ask_to_remove(self) -> QMessageBox | None:
        """Ask before a persona is deleted; return the question."""
        chosen = self.chosen
        if chosen is None:
            return None
        about = self.tr(
            "%n interaction(s) go with it, and the lists it was shown, its votes and all that was "
            "learnt of it. This cannot be undone; export its history first to keep it.",
            "",
            chosen.interactions,
        )
        asked = self.tr("Delete “%1”?").replace("%1", chosen.name)
        return ask_to_delete(
            self,
            (self.tr("Delete a persona"), asked, about),
            (self.tr("Delete"), self.tr("Keep")),
            lambda: self._learning.remove(chosen.name),
        )

    def _rename(self) -> None:
        if self.chosen is not None:
            NamingDialog(self._learning, self, self.chosen.name).open()

    def _show(self) -> None:
        row = self.list.currentRow()
        self.list.clear()
        for one in self._learning.personas:
            counted = self.tr("%n interaction(s)", "", one.interactions)
            since = self.tr("since %1").replace("%1", time_text(one.created))
            self.list.addItem(f"{one.name}\n{counted} \N{MIDDLE DOT} {since}")
        names = [one.name for one in self._learning.personas]
        current = names.index(self._learning.persona) if self._learning.persona in names else 0
        self.list.setCurrentRow(min(row if row >= 0 else current, len(names) - 1))
        self._show_buttons()

    def _show_buttons(self) -> None:
        for one in (self.rename, self.remove):
            one.setEnabled(self.chosen is not None)

    def _refuse(self, failure: Failure) -> None:
        """Tell of a failure, unless the dialog that asks for a name tells of it."""
        if self.findChild(NamingDialog) is not None:
            return
        self.message.setText(failure_text(failure))
        self.message.show()

    def _lay_out(self) -> None:
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.new, self.rename, self.remove):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(self.done_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Personas"), "title"))
        frame = with_role(QFrame(), "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(self.list)
        layout.addWidget(frame, 1)
        layout.addWidget(self.message)
        layout.addLayout(row)
