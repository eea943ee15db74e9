"""Sounds drawn as bars: a whole sound, and the live level of a recording."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.engine.messages import Level
from app.ui.theme import ThemeController

BAR, GAP = 3, 2


class BarStrip(QWidget):
    """Bars around a middle line, in the colour of sound.

    Parameters
    ----------
    theme
        Gives the colours.
    height
        Height of the strip, in pixels.
    """

    def __init__(self, theme: ThemeController, height: int) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(height)
        self.setMinimumWidth(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def bar_count(self) -> int:
        """Return how many bars there is room for."""
        return max(1, (self.width() + GAP) // (BAR + GAP))

    def heights(self) -> Sequence[float]:
        """Return the bars, 0 to 1, at most :meth:`bar_count` of them."""
        return ()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, the first at the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.audio))
        middle = self.height() / 2
        for index, value in enumerate(self.heights()):
            half = max(1.0, value * (middle - 1))
            bar = QRectF(index * (BAR + GAP), middle - half, BAR, 2 * half)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        painter.end()


class Waveform(BarStrip):
    """A whole sound.

    Parameters
    ----------
    theme
        Gives the colours.
    peaks
        Values from 0 to 1, evenly spaced in time.
    """

    def __init__(self, theme: ThemeController, peaks: tuple[float, ...], height: int = 40) -> None:
        super().__init__(theme, height)
        self._peaks = peaks

    def heights(self) -> Sequence[float]:
        """Return the largest peak of each stretch, scaled to the loudest."""
        count = min(self.bar_count(), len(self._peaks))
        if not count:
            return ()
        loudest = max(self._peaks) or 1.0
        edges = [index * len(self._peaks) // count for index in range(count + 1)]
        return [max(self._peaks[start:end]) / loudest for start, end in pairwise(edges)]


class LevelMeter(BarStrip):
    """The level of the last seconds; the newest at the right."""

    def __init__(self, theme: ThemeController, height: int = 40) -> None:
        super().__init__(theme, height)
        self._levels: deque[float] = deque(maxlen=400)
        self.setAccessibleName(self.tr("Microphone level"))

    def show_level(self, level: Level) -> None:
        """Append a level; quiet speech is made visible by a square root."""
        self._levels.append(min(1.0, level.peak) ** 0.5)
        self.setAccessibleDescription(f"{round(100 * level.peak)} %")
        self.update()

    def clear(self) -> None:
        """Begin a new recording."""
        self._levels.clear()
        self.update()

    def heights(self) -> Sequence[float]:
        """Return the newest levels, silence before the recording began."""
        count = self.bar_count()
        newest = list(self._levels)[-count:]
        return [0.0] * (count - len(newest)) + newest
