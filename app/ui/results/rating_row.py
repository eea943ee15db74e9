"""Five stars with which a persona rates one item."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.core.persona import HIGHEST_RATING
from app.ui.controls.icon_button import IconButton
from app.ui.icons import IconName
from app.ui.theme import ThemeController

MOST = int(HIGHEST_RATING)


class Star(IconButton):
    """One star.

    Signals
    -------
    pointed
        Whether the pointer is on it now.
    """

    pointed = Signal(bool)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tell that the pointer came."""
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer went."""
        super().leaveEvent(event)
        self.pointed.emit(False)


class RatingRow(QWidget):
    """Stars that fill up to the pointer, and show what was given once it is away.

    Parameters
    ----------
    theme
        Gives the colours.

    Signals
    -------
    rated
        How many stars; as many as were given already are to be taken back.
    """

    rated = Signal(int)

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._given = 0.0
        self.setAccessibleName(self.tr("Rating"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.stars = [Star(theme, IconName.STAR, "", "accent", size=20) for _ in range(MOST)]
        for count, star in enumerate(self.stars, start=1):
            star.clicked.connect(partial(self.rated.emit, count))
            star.pointed.connect(partial(self._preview, count))
            layout.addWidget(star)
        layout.addStretch(1)
        self.show_stars(0.0)

    @property
    def filled(self) -> float:
        """How many stars look filled now, in halves."""
        worth = {IconName.STAR: 0.0, IconName.STAR_HALF: 0.5, IconName.STAR_FILLED: 1.0}
        return sum(worth[star.icon_name] for star in self.stars)

    def show_stars(self, given: float) -> None:
        """Show how many stars were given; 0 for none."""
        self._given = given
        for count, star in enumerate(self.stars, start=1):
            star.describe(self._offer(count))
        self._fill(given)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take 1 to 5, as the list does."""
        count = event.key() - int(Qt.Key.Key_0)
        if 1 <= count <= MOST and not event.isAutoRepeat():
            self.rated.emit(count)
        else:
            super().keyPressEvent(event)

    def _preview(self, count: int, is_pointed: bool) -> None:
        self._fill(count if is_pointed else self._given)

    def _fill(self, stars: float) -> None:
        halves = math.floor(2 * stars + 0.5)
        for before, star in enumerate(self.stars):
            left = halves - 2 * before
            full = IconName.STAR_FILLED if left > 1 else IconName.STAR_HALF
            star.set_icon_name(full if left > 0 else IconName.STAR)

    def _offer(self, count: int) -> str:
        if count == self._given:
            text = self.tr("Rated %1 of 5; take it back (%1)")
        elif self._given:
            text = self.tr("Rate %1 of 5 instead of %2 (%1)").replace("%2", f"{self._given:g}")
        else:
            text = self.tr("Rate %1 of 5 (%1)")
        return text.replace("%1", str(count))
