"""The words that were heard in the sounds: to edit, switch off or remove."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.modality import Modality
from app.ui.controls.badge import ModalityBadge
from app.ui.controls.icon_button import IconButton
from app.ui.controls.roles import label, with_role
from app.ui.controls.switch import Switch
from app.ui.icons import IconName
from app.ui.query_model import QueryModel, Transcript
from app.ui.theme import ThemeController


class TranscriptChip(QWidget):
    """Shown while words were heard; they count as words, hence their colour and icon.

    Parameters
    ----------
    theme
        Gives the colours.
    model
        The query being composed.
    """

    def __init__(self, theme: ThemeController, model: QueryModel) -> None:
        super().__init__()
        self._model = model
        with_role(self, "well")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Words heard in the sound"))
        self.switch = Switch(theme, self.tr("Let the heard words count"), "text_modality")
        self.remove = IconButton(theme, IconName.CLOSE, self.tr("Remove the heard words"), size=14)
        self._lay_out(theme)
        self.field.editingFinished.connect(self._take_edit)
        self.switch.toggled.connect(self._take_switch)
        self.remove.clicked.connect(lambda: model.set_transcript(Transcript("")))
        model.transcript_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the transcript as the model has it."""
        transcript = self._model.transcript
        self.setVisible(transcript is not None and bool(transcript.text))
        if transcript is None:
            return
        if self.field.text() != transcript.text:
            self.field.setText(transcript.text)
            self.field.setCursorPosition(0)
        self.field.setEnabled(transcript.enabled)
        self.switch.blockSignals(True)
        self.switch.setChecked(transcript.enabled)
        self.switch.blockSignals(False)

    def _lay_out(self, theme: ThemeController) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(ModalityBadge(theme, Modality.TEXT, 22))
        top.addWidget(label(self.tr("Heard"), "caption"))
        top.addStretch(1)
        top.addWidget(self.switch)
        top.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 4, 8)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self.field)

    def _take_edit(self) -> None:
        transcript = self._model.transcript
        if transcript is not None:
            self._model.set_transcript(replace(transcript, text=self.field.text().strip()))

    def _take_switch(self, on: bool) -> None:
        transcript = self._model.transcript
        if transcript is not None:
            self._model.set_transcript(replace(transcript, enabled=on))
