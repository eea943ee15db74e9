"""One sentence about what the last reaction taught, with a way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.engine.messages import Learnt, PeopleJob, UndoInteraction
from app.ui.controls.icon_button import IconButton, IconLabel
from app.ui.controls.roles import button, label, with_role
from app.ui.icons import IconName
from app.ui.people.wording import learnt_sentence
from app.ui.theme import ThemeController


class LearntBar(QFrame):
    """Hidden until something was learnt.

    Parameters
    ----------
    theme
        Gives the colours.

    Signals
    -------
    undo_wanted
        The person takes back what was done last.
    """

    undo_wanted = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "well")
        self._icon = IconLabel(theme, IconName.SURPRISE, "accent")
        self.sentence = label("", wrap=True)
        self.undo = button(self.tr("Undo"), name=self.tr("Undo what was done last"))
        self.undo.setToolTip(self.tr("Take back what was done last (Ctrl+Z)"))
        self.close_button = IconButton(theme, IconName.CLOSE, self.tr("Dismiss"), size=14)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.undo)
        layout.addWidget(self.close_button)
        self.undo.clicked.connect(self.undo_wanted)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def show_learnt(self, job: PeopleJob, learnt: Learnt, can_undo: bool) -> None:
        """Say what was learnt or what is known again."""
        said = learnt_sentence(learnt)
        if isinstance(job, UndoInteraction):
            said = self.tr("Taken back. %1").replace("%1", said)
        self.sentence.setText(said)
        self.sentence.setAccessibleName(said)
        self.undo.setVisible(can_undo)
        self.show()
