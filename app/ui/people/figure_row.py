"""One figure as a bar: icon, name, bar with its interval, and the number."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.icons import IconName, icon_pixmap
from app.ui.theme import ThemeController

BAR_HEIGHT, GAP, ICON = 8.0, 8.0, 16
CAP, FAINT = 4.0, 0.5
"""Half the height of a whisker's ends, in pixels; opacity of a bar below a whisker."""


@dataclass(frozen=True)
class Figure:
    """What a row shows.

    Attributes
    ----------
    name
        For people.
    value
        Where the bar ends, from ``least`` to 1.
    text
        The number as it is written.
    colour
        Name of the token that colours the bar.
    icon
        Beside the name, or ``None``.
    least
        Left end of the scale: 0, or -1 where bars go both ways.
    interval
        Ends of the whisker, or ``None``.
    about
        All that is known of it, for tooltips and screen readers.
    """

    name: str
    value: float
    text: str
    colour: str = "accent"
    icon: IconName | None = None
    least: float = 0.0
    interval: tuple[float, float] | None = None
    about: str = ""


class FigureRow(QWidget):
    """Two lines: name and number above, the bar below.

    Parameters
    ----------
    theme
        Gives the colours.
    has_texts
        Whether there is a line for name and number; else the bar stands alone.
    """

    def __init__(self, theme: ThemeController, *, has_texts: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._has_texts = has_texts
        self._figure = Figure("", 0.0, "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._restyle)

    @property
    def figure(self) -> Figure:
        """What is shown."""
        return self._figure

    def show_figure(self, figure: Figure) -> None:
        """Show a figure."""
        self._figure = figure
        said = figure.about or f"{figure.name} {figure.text}"
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a height for a line of text and the bar."""
        return QSize(160, round(self._bar_top() + BAR_HEIGHT + 4))

    def bar_area(self) -> QRectF:
        """Return where the whole scale lies."""
        return QRectF(0.5, self._bar_top(), max(1.0, self.width() - 1.0), BAR_HEIGHT)

    def _bar_top(self) -> float:
        return 4 + (self._line_height() if self._has_texts else 0)

    def _line_height(self) -> float:
        return float(QFontMetricsF(self._font()).height())

    def _font(self) -> QFont:
        font = self.font()
        font.setPixelSize(self._theme.tokens.font_small)
        return font

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint texts, scale, bar and whisker."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_texts(painter)
        self._paint_bar(painter, self.bar_area())
        painter.end()

    def _paint_texts(self, painter: QPainter) -> None:
        figure, tokens = self._figure, self._theme.tokens
        painter.setFont(self._font())
        height, left = self._line_height(), 0.0
        if figure.icon is not None:
            stroke: str = getattr(tokens, figure.colour)
            pixmap = icon_pixmap(figure.icon, stroke, ICON, self.devicePixelRatioF())
            painter.drawPixmap(0, round((height - ICON) / 2), pixmap)
            left = ICON + GAP
        metrics = QFontMetricsF(painter.font())
        number = metrics.horizontalAdvance(figure.text)
        room = self.width() - left - number - GAP
        name = metrics.elidedText(figure.name, Qt.TextElideMode.ElideRight, room)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(left, 0, room, height), middle, name)
        place = QRectF(self.width() - number - 1, 0, number + 1, height)
        painter.setPen(QColor(tokens.text_muted))
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignRight, figure.text)

    def _paint_bar(self, painter: QPainter, area: QRectF) -> None:
        figure, tokens = self._figure, self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.hover))
        painter.drawRoundedRect(area, 4, 4)
        zero, end = self._place(area, 0.0), self._place(area, figure.value)
        bar = QRectF(min(zero, end), area.top(), abs(end - zero), area.height())
        colour = QColor(getattr(tokens, figure.colour))
        colour.setAlphaF(1.0 if figure.interval is None else FAINT)
        painter.setBrush(colour)
        painter.drawRoundedRect(bar, min(4.0, bar.width() / 2), 4)
        if figure.least < 0:
            painter.setPen(QPen(QColor(tokens.text_muted), 1))
            painter.drawLine(QLineF(zero, area.top() - 2, zero, area.bottom() + 2))
        if figure.interval is not None:
            low, high = (self._place(area, value) for value in figure.interval)
            self._paint_whisker(painter, area.center().y(), low, high)

    def _paint_whisker(self, painter: QPainter, middle: float, low: float, high: float) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.text), 1.5))
        painter.drawLine(QLineF(low, middle, high, middle))
        for end in (low, high):
            painter.drawLine(QLineF(end, middle - CAP, end, middle + CAP))

    def _place(self, area: QRectF, value: float) -> float:
        least = self._figure.least
        share = (min(1.0, max(least, value)) - least) / (1.0 - least)
        return area.left() + share * area.width()
