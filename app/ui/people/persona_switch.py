"""Who is served: nobody, or one of the catalog's personas."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QToolButton

from app.core.settings import Settings
from app.ui.controls.choice import ARROW, GAP
from app.ui.controls.roles import with_role
from app.ui.icons import IconName, icon, icon_pixmap
from app.ui.preferences import Preferences
from app.ui.theme import ThemeController

if TYPE_CHECKING:  # the window paints before messages are imported
    from app.engine.messages import Persona

LONGEST_EMS, MENU_EMS = 7, 20
"""Widest name in the header and in the menu, in heights of the body text."""
ICON = 16


class PersonaSwitch(QToolButton):
    """A button with the persona's name and a menu of all.

    Parameters
    ----------
    theme
        Gives the colours.
    preferences
        Say who is chosen, and remember it.

    Signals
    -------
    naming_wanted
        The person wants to add a persona.
    managing_wanted
        The person wants to rename or delete personas.
    """

    naming_wanted = Signal()
    managing_wanted = Signal()

    def __init__(self, theme: ThemeController, preferences: Preferences) -> None:
        super().__init__()
        with_role(self, "switch")
        self._theme = theme
        self._preferences = preferences
        self._personas: tuple[Persona, ...] = ()
        self._is_narrow = False
        self.choices = QMenu(self)
        self.choices.aboutToShow.connect(self._fill)
        self.setMenu(self.choices)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(ICON, ICON))
        preferences.changed.connect(self._show)
        theme.theme_changed.connect(self._restyle)
        self._show(preferences.settings)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, then the arrow that tells of the menu."""
        super().paintEvent(event)
        colour, ratio = self._theme.tokens.text_muted, self.devicePixelRatioF()
        arrow = icon_pixmap(IconName.CHEVRON_DOWN, colour, ARROW, ratio)
        painter = QPainter(self)
        painter.drawPixmap(self.width() - ARROW - GAP, (self.height() - ARROW) // 2, arrow)
        painter.end()

    def show_personas(self, personas: tuple[Persona, ...]) -> None:
        """Offer the catalog's personas, in a menu that is open too."""
        is_news, self._personas = personas != self._personas, personas
        if is_news and self.choices.isVisible():
            self._fill()

    def set_narrow(self, is_narrow: bool) -> None:
        """Show the icon alone where there is little room."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._show(self._preferences.settings)

    def _restyle(self) -> None:
        self._show(self._preferences.settings)

    def _show(self, settings: Settings) -> None:
        name = settings.persona
        shown = name or self.tr("No persona")
        room = LONGEST_EMS * self._theme.tokens.font_body
        side = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(shown, side, room))
        about = self.tr("Persona: %1").replace("%1", shown)
        hint = self.tr("Whose history, likes and dislikes count")
        self.setAccessibleName(about)
        self.setToolTip(f"{about}\n{hint}")
        styles = Qt.ToolButtonStyle
        alone = self._is_narrow
        self.setToolButtonStyle(
            styles.ToolButtonIconOnly if alone else styles.ToolButtonTextBesideIcon
        )
        tokens = self._theme.tokens
        self.setIcon(icon(IconName.PERSON, tokens.accent if name else tokens.text_muted, ICON))

    def _fill(self) -> None:
        self.choices.clear()
        chosen = self._preferences.settings.persona
        group = QActionGroup(self.choices)
        entries = [(self.tr("No persona"), "")]
        entries += [(self._entry(one), one.name) for one in self._personas]
        for text, name in entries:
            action = QAction(text.replace("&", "&&"), self.choices, checkable=True)
            action.setChecked(name == chosen)
            action.triggered.connect(partial(self._choose, name))
            group.addAction(action)
            self.choices.addAction(action)
        self.choices.addSeparator()
        self.choices.addAction(self.tr("New persona…"), self.naming_wanted.emit)
        manage = self.choices.addAction(self.tr("Manage…"), self.managing_wanted.emit)
        manage.setEnabled(bool(self._personas))

    def _entry(self, persona: Persona) -> str:
        room = MENU_EMS * self._theme.tokens.font_body
        side = Qt.TextElideMode.ElideRight
        name = self.choices.fontMetrics().elidedText(persona.name, side, room)
        return f"{name}  ({persona.interactions:,})"

    def _choose(self, name: str) -> None:
        self._preferences.change(persona=name)
