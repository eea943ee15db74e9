"""Design tokens, and the controller that applies them and follows the system."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.core.settings import Theme
from app.ui.stylesheet import stylesheet
from app.ui.tokens import Tokens

LIGHT = Tokens(
    dark=False,
    background="#F5F6FA",
    surface="#FFFFFF",
    surface_raised="#F1F3F8",
    hover="#E8EBF3",
    border="#E0E4EC",
    text="#171A21",
    text_muted="#596273",
    accent="#5B4FD6",
    accent_soft="#ECEAFC",
    on_accent="#FFFFFF",
    image="#1F6FD6",
    text_modality="#C27803",
    audio="#12875C",
    danger="#C5303C",
    warning="#9A6200",
    success="#12775A",
)

DARK = Tokens(
    dark=True,
    background="#12141A",
    surface="#1A1D25",
    surface_raised="#242833",
    hover="#2E3340",
    border="#303644",
    text="#EDEFF5",
    text_muted="#9CA5B6",
    accent="#A298FF",
    accent_soft="#2C2A4A",
    on_accent="#14121F",
    image="#6AAEFF",
    text_modality="#F0B449",
    audio="#43C892",
    danger="#FF7A82",
    warning="#F0B449",
    success="#43C892",
)


class ThemeController(QObject):
    """Hold the tokens in force and dress the application in them.

    Parameters
    ----------
    application
        What is dressed.
    choice
        Follow the system, or stay light or dark.
    text_scale
        Factor on all font sizes, 0.8 to 2.0.
    dress_later
        Set the style sheet only when :meth:`dress` is called: widgets are built much faster
        without one.

    Signals
    -------
    theme_changed
        New :class:`Tokens`: another scheme or another text scale.
    """

    theme_changed = Signal(object)

    def __init__(
        self,
        application: QApplication,
        choice: Theme = Theme.SYSTEM,
        text_scale: float = 1.0,
        *,
        dress_later: bool = False,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._scale = text_scale
        self._system = application.styleHints().colorScheme()
        self._tokens = self._wanted()
        if dress_later:
            self._set_font_and_palette()
        else:
            self.dress()
        application.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def tokens(self) -> Tokens:
        """The tokens in force."""
        return self._tokens

    @property
    def choice(self) -> Theme:
        """What the person chose."""
        return self._choice

    def set_choice(self, choice: Theme) -> None:
        """Follow the system, or stay light or dark."""
        self._choice = choice
        self._refresh()

    def set_text_scale(self, scale: float) -> None:
        """Scale all text by ``scale`` (0.8 to 2.0)."""
        self._scale = min(2.0, max(0.8, scale))
        self._refresh()

    def _wanted(self) -> Tokens:
        base = DARK if self._is_dark() else LIGHT
        return replace(base, text_scale=self._scale)

    def _is_dark(self) -> bool:
        if self._choice is Theme.SYSTEM:
            return self._system is Qt.ColorScheme.Dark
        return self._choice is Theme.DARK

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        self._system = scheme
        self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted != self._tokens:
            self._tokens = wanted
            self.dress()
            self.theme_changed.emit(wanted)

    def dress(self) -> None:
        """Put palette, font and style sheet into force."""
        self._set_font_and_palette()
        self._application.setStyleSheet(stylesheet(self._tokens))

    def _set_font_and_palette(self) -> None:
        font = self._application.font()
        font.setPixelSize(self._tokens.font_body)
        self._application.setFont(font)
        self._application.setPalette(_palette(self._tokens))


def _palette(tokens: Tokens) -> QPalette:
    roles = QPalette.ColorRole
    colours = {
        roles.Window: tokens.background,
        roles.WindowText: tokens.text,
        roles.Base: tokens.surface,
        roles.AlternateBase: tokens.surface_raised,
        roles.Text: tokens.text,
        roles.PlaceholderText: tokens.text_muted,
        roles.Button: tokens.surface,
        roles.ButtonText: tokens.text,
        roles.ToolTipBase: tokens.text,
        roles.ToolTipText: tokens.surface,
        roles.Highlight: tokens.accent,
        roles.HighlightedText: tokens.on_accent,
        roles.Link: tokens.accent,
    }
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text_muted))
    return palette


__all__ = ["DARK", "LIGHT", "ThemeController", "Tokens"]
