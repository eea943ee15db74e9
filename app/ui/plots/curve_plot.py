"""A plot of curves with a readout of what the pointer is on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.ui.controls.elided_label import ElidedLabel
from app.ui.controls.roles import label
from app.ui.module_loader import ModuleLoader
from app.ui.plots.curve import Curve, nearest
from app.ui.plots.palette import series_colour, series_stroke
from app.ui.theme import ThemeController

if TYPE_CHECKING:
    from pyqtgraph import InfiniteLine, PlotDataItem, PlotWidget

LINE_WIDTH = 2.0
LEAST_HEIGHT = 96
DRAW_MS, MAKE_MS = 33, 64
"""From one plot that is drawn, or made, to the next."""
GRID = 0.12


class CurvePlot(QWidget):
    """Curves under a title; drawn as soon as the plotting library is there.

    Parameters
    ----------
    theme
        Gives the colours.
    library
        Brings the drawing.
    title
        What the curves show.
    x_name
        What is to the right, for the readout, such as ``epoch``.
    turn
        Plots of one page are made and drawn one after the other in the order of their turns:
        each takes an event-loop turn of its own, as drawing one takes about 10 ms.
    """

    def __init__(
        self, theme: ThemeController, library: ModuleLoader, title: str, x_name: str, turn: int = 0
    ) -> None:
        super().__init__()
        self._theme = theme
        self._library = library
        self._x_name = x_name
        self._curves: tuple[Curve, ...] = ()
        self._lines: list[PlotDataItem] = []
        self._plot: PlotWidget | None = None
        self._cursor: InfiniteLine | None = None
        self.title = label(title, "strong")
        self.readout = ElidedLabel("caption")
        self.problem = label("", "danger", wrap=True)
        self._place = QStackedLayout()
        self.setAccessibleName(title)
        self._lay_out()
        theme.theme_changed.connect(self._tint)
        self._turn = turn
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._take_turn)
        library.loaded.connect(self._take_library)

    @property
    def curves(self) -> tuple[Curve, ...]:
        """What is drawn."""
        return self._curves

    @property
    def plot(self) -> PlotWidget | None:
        """Where curves are drawn, once the library is there."""
        return self._plot

    def show_curves(self, curves: tuple[Curve, ...]) -> None:
        """Draw curves when it is this plot's turn."""
        self._curves = tuple(curve for curve in curves if not curve.is_empty)
        self._read_last()
        self._draw_soon()

    def name(self, title: str) -> None:
        """Say what the curves show now."""
        self.title.setText(title)
        self.setAccessibleName(title)

    def read_at(self, x: float) -> None:
        """Read out the values nearest to ``x`` and mark the place."""
        found = nearest(self._curves, x)
        if found is None or self._cursor is None:
            return
        self._cursor.setValue(found)
        self._cursor.setVisible(True)
        self._read(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read out the last values again when the pointer leaves."""
        if event.type() == QEvent.Type.Leave and self._cursor is not None:
            self._cursor.setVisible(False)
            self._read_last()
        return super().eventFilter(watched, event)

    def _read_last(self) -> None:
        last = max((curve.xs[-1] for curve in self._curves), default=None)
        if last is None:
            self.readout.show_text("")
        else:
            self._read(last)

    def _read(self, x: float) -> None:
        values = [(curve.name, curve.at(x)) for curve in self._curves]
        known = [f"{name} {value:.3f}" for name, value in values if value is not None]
        text = "  ·  ".join([f"{self._x_name} {x:g}", *known])
        self.readout.show_text(text)
        self.setAccessibleDescription(text)

    def _take_library(self, problem: str) -> None:
        self.problem.setText(problem)
        self._draw_soon()

    def _draw_soon(self) -> None:
        if self._library.is_loaded:
            pause = DRAW_MS if self._plot is not None else MAKE_MS
            self._soon.start(pause * self._turn)

    def _take_turn(self) -> None:
        if self._plot is None:
            self._make_plot()
            self._draw_soon()
        else:
            self._draw()

    def _make_plot(self) -> None:
        import pyqtgraph

        box = pyqtgraph.ViewBox(enableMenu=False, enableMouse=False)
        plot = pyqtgraph.PlotWidget(self, enableMenu=False, viewBox=box)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setFrameShape(plot.Shape.NoFrame)
        item = plot.plotItem
        item.hideButtons()
        for name in ("left", "bottom"):
            # Finer ticks would double the time that drawing takes.
            item.getAxis(name).setStyle(maxTickLevel=0)
        item.showGrid(x=False, y=True, alpha=GRID)
        self._cursor = pyqtgraph.InfiniteLine(angle=90)
        self._cursor.setVisible(False)
        item.addItem(self._cursor, ignoreBounds=True)
        plot.scene().sigMouseMoved.connect(self._follow_pointer)
        plot.viewport().installEventFilter(self)
        self._plot = plot
        self._place.addWidget(plot)
        self._tint()

    def _follow_pointer(self, at: QPointF) -> None:
        if self._plot is not None and self._plot.plotItem.vb.sceneBoundingRect().contains(at):
            self.read_at(self._plot.plotItem.vb.mapSceneToView(at).x())

    def _tint(self) -> None:
        if self._plot is None or self._cursor is None:
            return
        import pyqtgraph

        tokens = self._theme.tokens
        self._plot.setBackground(QColor(tokens.surface))
        font = QFont(self.font())
        font.setPixelSize(tokens.font_small)
        for name in ("left", "bottom"):
            axis = self._plot.plotItem.getAxis(name)
            axis.setPen(QColor(tokens.border))
            axis.setTextPen(QColor(tokens.text_muted))
            axis.setTickFont(font)
        self._cursor.setPen(pyqtgraph.mkPen(QColor(tokens.text_muted), width=1.0))
        self._draw()

    def _draw(self) -> None:
        """Move the lines that are there, add what is missing, drop the rest."""
        if self._plot is None:
            return
        import pyqtgraph

        while len(self._lines) > len(self._curves):
            self._plot.plotItem.removeItem(self._lines.pop())
        while len(self._lines) < len(self._curves):
            line = pyqtgraph.PlotDataItem(connect="finite", antialias=True)
            self._plot.plotItem.addItem(line)
            self._lines.append(line)
        for line, curve in zip(self._lines, self._curves, strict=True):
            colour = QColor(series_colour(self._theme.tokens, curve.place))
            stroke = series_stroke(curve.place)
            line.setPen(pyqtgraph.mkPen(colour, width=LINE_WIDTH, style=stroke))
            line.setData(list(curve.xs), [y if math.isfinite(y) else math.nan for y in curve.ys])
        self._place.setCurrentIndex(1 if self._curves else 0)

    def _lay_out(self) -> None:
        self._place.addWidget(self.problem)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.title)
        layout.addWidget(self.readout)
        layout.addLayout(self._place, 1)
        self.setMinimumHeight(LEAST_HEIGHT)
