"""A square button with an icon in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QToolButton

from app.ui.icons import IconName, icon, icon_pixmap
from app.ui.theme import ThemeController


class IconButton(QToolButton):
    """An icon that can be clicked; its label is tooltip and accessible name.

    Parameters
    ----------
    theme
        Gives the colours.
    name
        Which icon.
    text
        What the button does, for tooltips and screen readers.
    colour
        Name of the token that colours it.
    size
        Side of the icon, in pixels.
    """

    def __init__(
        self,
        theme: ThemeController,
        name: IconName,
        text: str,
        colour: str = "text_muted",
        size: int = 18,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._colour = colour
        self._size = size
        self.setIconSize(QSize(size, size))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.describe(text)
        self._tint()
        theme.theme_changed.connect(self._tint)

    def describe(self, text: str) -> None:
        """Say what the button does now."""
        self.setToolTip(text)
        self.setAccessibleName(text)

    @property
    def icon_name(self) -> IconName:
        """The icon that is shown."""
        return self._name

    def set_icon_name(self, name: IconName) -> None:
        """Show another icon."""
        if name is not self._name:
            self._name = name
            self._tint()

    def _tint(self) -> None:
        colour: str = getattr(self._theme.tokens, self._colour)
        self.setIcon(icon(self._name, colour, self._size))


class IconLabel(QLabel):
    """An icon that only decorates; a text beside it says the same."""

    def __init__(
        self,
        theme: ThemeController,
        name: IconName,
        colour: str = "text_muted",
        size: int = 18,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._colour = colour
        self._size = size
        self.setFixedSize(size, size)
        self._tint()
        theme.theme_changed.connect(self._tint)

    def show_icon(self, name: IconName, colour: str) -> None:
        """Show another icon in the colour of another token."""
        self._name, self._colour = name, colour
        self._tint()

    def _tint(self) -> None:
        colour: str = getattr(self._theme.tokens, self._colour)
        self.setPixmap(icon_pixmap(self._name, colour, self._size, self.devicePixelRatioF()))
