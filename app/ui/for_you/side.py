"""Beside the list: the opened item, the profile, the history, and the live rates."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from app.ui.controls.roles import with_role
from app.ui.controls.tabs import Tabs
from app.ui.for_you.item_panel import ItemPanel
from app.ui.people.history_panel import HistoryPanel
from app.ui.people.profile_panel import ProfilePanel
from app.ui.people.rates_panel import RatesPanel
from app.ui.theme import ThemeController


class Face(str, Enum):
    """What is shown beside the list."""

    PROFILE = "profile"
    ITEM = "item"
    HISTORY = "history"
    RATES = "rates"


class SidePanel(QFrame):
    """Four faces, one at a time.

    Parameters
    ----------
    theme
        Gives the colours.

    Signals
    -------
    face_changed
        Another face is shown, and wants to be up to date.
    """

    face_changed = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "card")
        self._theme = theme
        self.tabs = Tabs(
            self.tr("Beside the list"),
            (
                (self.tr("Profile"), Face.PROFILE.value),
                (self.tr("Item"), Face.ITEM.value),
                (self.tr("History"), Face.HISTORY.value),
                (self.tr("Rates"), Face.RATES.value),
            ),
        )
        self.faces = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 8, 12)
        layout.setSpacing(12)
        layout.addWidget(self.tabs)
        layout.addWidget(self.faces, 1)
        self.tabs.setEnabled(False)
        self.tabs.chosen.connect(lambda face: self.show_face(Face(face)))

    def build(self) -> Iterator[None]:
        """Build the faces; at each ``yield`` the event loop has its turn."""
        self.profile = ProfilePanel(self._theme)
        yield
        self.faces.addWidget(self.profile)
        yield
        self.item = ItemPanel(self._theme)
        self.faces.addWidget(self.item)
        yield
        self.history = HistoryPanel(self._theme)
        self.faces.addWidget(self.history)
        yield
        self.rates = RatesPanel(self._theme)
        self.faces.addWidget(self.rates)
        self.tabs.setEnabled(True)

    @property
    def face(self) -> Face:
        """What is shown."""
        return Face(self.tabs.value)

    def show_face(self, face: Face) -> None:
        """Show a face."""
        self.tabs.choose(face.value)
        self.faces.setCurrentIndex(list(Face).index(face))
        self.face_changed.emit()
