"""Names of columns on as many lines as they need."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView

from app.ui.theme import ThemeController

PADDING = 24
"""What the style sheet and Qt keep free beside a name, in pixels."""

CENTRED = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
"""How the model must align names, so that they are wrapped."""


class WrappedHeader(QHeaderView):
    """A horizontal header, as high as the name of most lines.

    Parameters
    ----------
    theme
        Gives the size of its font.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.sectionResized.connect(self.updateGeometry)

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Return the size of a name that is wrapped to the width of its column."""
        size = super().sectionSizeFromContents(section)
        font = self.font()
        font.setPixelSize(self._theme.tokens.font_small)
        font.setBold(True)
        metrics = QFontMetrics(font)
        name = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        room = QRect(0, 0, self.sectionSize(section) - PADDING, 0)
        wrapped = metrics.boundingRect(room, CENTRED, name).height()
        return QSize(size.width(), size.height() + wrapped - metrics.height())
