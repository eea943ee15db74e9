"""Which line is which: strokes in their colours, each with its name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.controls.flow_layout import FlowLayout
from app.ui.controls.roles import label
from app.ui.plots.curve import Curve
from app.ui.plots.palette import series_colour, series_stroke
from app.ui.theme import ThemeController

SAMPLE = QSize(24, 12)
LONGEST_NAME = 40


class Sample(QWidget):
    """A short piece of a line.

    Parameters
    ----------
    theme
        Gives the colours.
    place
        Which colour and stroke.
    """

    def __init__(self, theme: ThemeController, place: int) -> None:
        super().__init__()
        self._theme = theme
        self._place = place
        self.setFixedSize(SAMPLE)
        theme.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the piece."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(series_colour(self._theme.tokens, self._place))
        painter.setPen(QPen(colour, 2, series_stroke(self._place)))
        middle = self.height() / 2
        painter.drawLine(QPointF(1, middle), QPointF(self.width() - 1, middle))
        painter.end()


class Legend(QWidget):
    """The names of all lines, in rows.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._theme = theme
        self._shown: list[tuple[str, int]] = []
        self._flow = FlowLayout(self)

    def show_curves(self, curves: tuple[Curve, ...]) -> None:
        """Name the lines, each once."""
        wanted = list(dict.fromkeys((curve.name, curve.place) for curve in curves))
        if wanted == self._shown:
            return
        self._shown = wanted
        while (taken := self._flow.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name, place in wanted:
            self._flow.addWidget(self._entry(name, place))

    def _entry(self, name: str, place: int) -> QWidget:
        entry = QWidget()
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(Sample(self._theme, place))
        shown = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        row.addWidget(label(shown, "caption"))
        return entry
