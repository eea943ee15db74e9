"""A calm page for where there is nothing to show yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.icons import IconName, icon_pixmap
from app.ui.theme import ThemeController, Tokens

_ICON_SIDE = 28


class EmptyState(QWidget):
    """Icons, a headline, and a hint what to do.

    Parameters
    ----------
    theme
        Colours.
    icons
        Each icon with the name of the token that gives its colour.
    parent
        Where it stands.
    """

    def __init__(
        self,
        theme: ThemeController,
        icons: tuple[tuple[IconName, str], ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self._pictures = tuple(QLabel(self) for _ in icons)
        self._headline = QLabel(self)
        self._hint = QLabel(self)
        self._arrange()
        self._repaint_icons(theme.tokens)
        theme.theme_changed.connect(self._repaint_icons)

    def say(self, headline: str, hint: str) -> None:
        """Set the two lines."""
        self._headline.setText(headline)
        self._hint.setText(hint)
        self.setAccessibleName(f"{headline}. {hint}")

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch()
        for picture in self._pictures:
            row.addWidget(picture)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addLayout(row)
        column.addSpacing(8)
        for label, role in ((self._headline, "title"), (self._hint, "muted")):
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(3)

    def _repaint_icons(self, tokens: Tokens) -> None:
        ratio = self.devicePixelRatioF()
        for picture, (name, token) in zip(self._pictures, self._icons, strict=True):
            picture.setPixmap(icon_pixmap(name, str(getattr(tokens, token)), _ICON_SIDE, ratio))
