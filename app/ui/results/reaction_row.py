"""Buttons with which a persona says what it thinks of one item."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.persona import InteractionKind
from app.ui.controls.icon_button import IconButton
from app.ui.controls.roles import with_role
from app.ui.reacted import NOTHING, Reacted
from app.ui.results.reactions import REACTION_ICONS, reaction_text
from app.ui.theme import ThemeController


class ReactionRow(QWidget):
    """Such as like, dislike and save, as buttons that stay pressed.

    Parameters
    ----------
    theme
        Gives the colours.
    kinds
        The buttons, left to right.

    Signals
    -------
    reacted
        The :class:`InteractionKind`; what is pressed already is to be taken back.
    """

    reacted = Signal(InteractionKind)

    def __init__(self, theme: ThemeController, kinds: tuple[InteractionKind, ...]) -> None:
        super().__init__()
        self.buttons: dict[InteractionKind, IconButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for kind in kinds:
            made = IconButton(theme, REACTION_ICONS[kind], "", colour="accent", size=20)
            with_role(made, "reaction")
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
