"""The window: header, banner, pages, status line; light, so that it is painted soon."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.ui.banner import Banner
from app.ui.drop_overlay import DropOverlay
from app.ui.header import Header
from app.ui.preferences import Preferences
from app.ui.recommend_frame import RecommendFrame
from app.ui.status_line import StatusLine
from app.ui.theme import ThemeController


class MainWindow(QMainWindow):
    """The frame of everything; a :class:`~app.ui.session.Session` brings it to life.

    Parameters
    ----------
    theme
        Gives the colours.
    preferences
        The person's settings.

    Signals
    -------
    painted
        The first picture of the window is on the screen.
    media_dropped
        Something was dropped: its :class:`QMimeData`.
    """

    painted = Signal()
    media_dropped = Signal(object)

    def __init__(self, theme: ThemeController, preferences: Preferences) -> None:
        super().__init__()
        self._is_painted = False
        self.setWindowTitle("Triad")
        self.setMinimumSize(960, 640)
        self.setAcceptDrops(True)
        self.header = Header(theme, preferences)
        self.banner = Banner(theme)
        self.recommend_frame = RecommendFrame(theme)
        self.pages = QStackedWidget()
        self.status_line = StatusLine(theme)
        self._lay_out()
        self.overlay = DropOverlay(theme, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panels fitting widths."""
        super().resizeEvent(event)
        self.recommend_frame.arrange(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say when the first picture was painted."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self._say_painted)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome what can become part of the query."""
        if _is_welcome(event.mimeData()):
            event.acceptProposedAction()
            self.overlay.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Lift the veil."""
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pass on what was dropped."""
        self.overlay.hide()
        event.acceptProposedAction()
        self.media_dropped.emit(event.mimeData())

    def _say_painted(self) -> None:
        self.painted.emit()

    def _lay_out(self) -> None:
        self.pages.addWidget(self.recommend_frame)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.banner)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.status_line)
        self.setCentralWidget(central)
        # Else the first tab would begin with a focus ring that nobody asked for.
        central.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        central.setFocus()


def _is_welcome(mime: QMimeData) -> bool:
    return mime.hasUrls() or mime.hasImage() or mime.hasText()
