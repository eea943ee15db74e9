"""One way to get a catalog, as a card with a button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.ui.controls.icon_button import IconLabel
from app.ui.controls.roles import button, label, with_role
from app.ui.icons import IconName
from app.ui.theme import ThemeController


class SourceCard(QFrame):
    """Icon, title, explanation and button.

    Parameters
    ----------
    theme
        Gives the colours.
    icon_name
        What stands at the left.
    title, about, action
        Its texts.
    primary
        Whether this is the suggested way.

    Signals
    -------
    chosen
        The person took this way.
    """

    chosen = Signal()

    def __init__(
        self,
        theme: ThemeController,
        icon_name: IconName,
        title: str,
        about: str,
        action: str,
        *,
        primary: bool = False,
    ) -> None:
        super().__init__()
        with_role(self, "card")
        self.about = label(about, "muted", wrap=True)
        self.action = button(action, "primary" if primary else "", f"{action} {title}")
        self.action.clicked.connect(self.chosen)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(label(title, "title"))
        texts.addWidget(self.about)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 16, 16, 16)
        layout.setSpacing(16)
        colour = "accent" if primary else "text_muted"
        layout.addWidget(IconLabel(theme, icon_name, colour, 28), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)
        layout.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
