"""One bar with its icon, name and number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.modality import Modality
from app.core.recommendation import Recommendation
from app.ui.results.bars import BarScale, paint_single, single_segment
from app.ui.results.figures import hundredths
from app.ui.results.score_part import ScorePart, part_name
from app.ui.results.style import RowStyle
from app.ui.results.wording import modality_name
from app.ui.theme import ThemeController

_BAR_HEIGHT = 10.0
_GAP = 8.0


class PartRow(QWidget):
    """What one part contributed, as a bar from the zero line and as a number.

    Parameters
    ----------
    theme
        Gives the colours.
    source
        A modality, or a part of a persona's score.
    """

    def __init__(
        self, theme: ThemeController, source: Modality | ScorePart, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._source = source
        self._name = source_name(source)
        self._value = 0.0
        self._number = ""
        self._style: RowStyle | None = None
        self._scale = BarScale()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._restyle)

    def show_value(self, value: float, number: int, scale: BarScale) -> None:
        """Show a contribution.

        Parameters
        ----------
        value
            Its exact value, for the bar's length.
        number
            The hundredths that are written.
        scale
            The scale shared with the rows beside it.
        """
        self._value, self._number, self._scale = value, hundredths(number), scale
        self.setAccessibleName(f"{self._name} {self._number}")
        self.setToolTip(f"{self._name} {value:+.4f}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return a height that follows the text's size."""
        return QSize(200, max(20, round(self._current_style().small.height) + 4))

    def _current_style(self) -> RowStyle:
        ratio = self.devicePixelRatioF()
        if self._style is None or self._style.ratio != ratio:
            self._style = RowStyle(self._theme.tokens, self.font(), ratio)
        return self._style

    def _restyle(self) -> None:
        self._style = None
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, name, bar and number."""
        style = self._current_style()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        icon = style.icon(self._source)
        painter.drawPixmap(0, round(middle - style.icon_side / 2), icon)
        left = style.icon_side + _GAP
        names = max(style.small.width(source_name(each)) for each in type(self._source))
        numbers = style.small.width(f"{hundredths(-88)}") + 2
        painter.setFont(style.small.font)
        painter.setPen(style.text)
        place = QRectF(left, 0, names + 2, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._name)
        right = self.width() - numbers
        at_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(right, 0, numbers, self.height()), at_right, self._number)
        start = left + names + 2 + _GAP
        area = QRectF(start, middle - _BAR_HEIGHT / 2, right - _GAP - start, _BAR_HEIGHT)
        if area.width() > 8:
            segment = single_segment(self._source, self._value, self._scale, area.width())
            paint_single(painter, area, segment, self._scale, style)
        painter.end()


def source_name(source: Modality | ScorePart) -> str:
    """Return what people call a modality or a part."""
    return part_name(source) if isinstance(source, ScorePart) else modality_name(source)


def own_scale(recommendation: Recommendation) -> BarScale:
    """Return a scale on which the longest bar of one item fills its place."""
    return scale_of([value for _, value in recommendation.contributions.items()])


def scale_of(values: Sequence[float]) -> BarScale:
    """Return a scale on which the longest of these bars fills its place."""
    return BarScale(min(0.0, *values), max(0.01, *values))
