"""Buttons with which a persona says what it thinks of one item."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.persona import InteractionKind
from app.ui.controls.icon_button import IconButton
from app.ui.controls.roles import with_role
from app.ui.results.reactions import NOTHING, REACTION_ICONS, Reacted, reaction_text
from app.ui.theme import ThemeController


class ReactionRow(QWidget):
    """Like, dislike and save, as buttons that stay pressed.

    Parameters
    ----------
    theme
        Gives the colours.

    Signals
    -------
    reacted
        The :class:`InteractionKind`; what is pressed already is to be taken back.
    """

    reacted = Signal(InteractionKind)

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self.buttons: dict[InteractionKind, IconButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for kind, name in REACTION_ICONS.items():
            made = with_role(IconButton(theme, name, "", colour="accent", size=20), "reaction")
            made.setCheckable(True)
            made.clicked.connect(partial(self._react, kind))
            self.buttons[kind] = made
            layout.addWidget(made)
        layout.addStretch(1)
        self.show_reacted(NOTHING)

    def show_reacted(self, reacted: Reacted) -> None:
        """Show what was done."""
        for kind, one in self.buttons.items():
            one.setChecked(kind in reacted)
            one.describe(reaction_text(kind, kind in reacted))

    def _react(self, kind: InteractionKind) -> None:
        """Tell what is wanted; the button follows once it was recorded."""
        self.buttons[kind].setChecked(not self.buttons[kind].isChecked())
        self.reacted.emit(kind)
