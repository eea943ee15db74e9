"""A message above the page about something that touches everything."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.controls.icon_button import IconButton, IconLabel
from app.ui.controls.roles import button, label, with_role
from app.ui.icons import IconName
from app.ui.theme import ThemeController

LONGEST = 160
"""Characters of a reason that are shown."""


class Banner(QWidget):
    """Hidden until it has something to say.

    Signals
    -------
    restart_wanted
        The person wants the engine to be started once more.
    """

    restart_wanted = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = IconLabel(theme, IconName.WARNING, "danger", 18)
        self.text = label("", wrap=True)
        self.restart = button(self.tr("Restart the engine"))
        self.close_button = IconButton(theme, IconName.CLOSE, self.tr("Dismiss"), size=14)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(12)
        layout.addWidget(self._icon)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.restart)
        layout.addWidget(self.close_button)
        self.restart.clicked.connect(self._restart)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def show_lost(self, why: str) -> None:
        """Say that the engine died and is being restarted; nothing is lost."""
        text = self.tr("The engine stopped ({why}). It is being restarted; nothing is lost.")
        self._show(text.format(why=" ".join(why.split())[:LONGEST]), can_restart=False)

    def show_restarted(self) -> None:
        """Say that the engine is back, if its death was told."""
        if self.isVisible() and not self.restart.isVisible():
            text = self.tr("The engine stopped and was restarted; nothing is lost.")
            self._show(text, can_restart=False)

    def show_gave_up(self) -> None:
        """Say that the engine keeps dying, and offer to try again."""
        text = self.tr(
            "The engine stopped several times in a row. Close other programs or choose "
            "another processor in the settings, then restart it."
        )
        self._show(text, can_restart=True)

    def show_message(self, text: str) -> None:
        """Say something else that went wrong."""
        self._show(text, can_restart=False)

    def _show(self, text: str, can_restart: bool) -> None:
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self.restart.setVisible(can_restart)
        self.show()

    def _restart(self) -> None:
        self.hide()
        self.restart_wanted.emit()
