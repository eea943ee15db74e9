"""The recommend page before anything is known: an invitation, and the composer's outline."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.ui.controls.roles import with_role
from app.ui.examples_page import ExamplesPage
from app.ui.theme import ThemeController

GAP = 16
HANDLE = 12
NARROW = 1200
"""Below this width the side panels are slimmer, in pixels."""

OUTLINE_HEIGHTS = (116, 128, 136)
"""Heights of the composer's empty cards, in pixels."""


class RecommendFrame(QWidget):
    """Three places side by side: composer, middle, and why.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "page")
        self.examples = ExamplesPage(theme)
        self.middle = QStackedWidget()
        self.splitter = QSplitter()
        self.middle.addWidget(self.examples)
        self.middle.setMinimumWidth(320)
        self.splitter.addWidget(_outline())
        self.splitter.addWidget(self.middle)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(HANDLE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.addWidget(self.splitter)

    def put_composer(self, composer: QWidget) -> None:
        """Put the composer in place of its outline."""
        composer.setMinimumWidth(280)
        outline = self.splitter.replaceWidget(0, composer)
        composer.show()
        if outline is not None:
            outline.deleteLater()
        self.arrange(self.width())

    def put_why(self, why: QWidget) -> None:
        """Put the explanation at the right."""
        why.setMinimumWidth(264)
        self.splitter.addWidget(why)
        self.splitter.setStretchFactor(2, 0)
        self.arrange(self.width())

    def arrange(self, width: int) -> None:
        """Give the places their widths in a page of ``width`` pixels."""
        left, right = (296, 268) if width < NARROW else (356, 352)
        middle = max(320, width - left - right - 2 * HANDLE - 2 * GAP)
        self.splitter.setSizes([left, middle, right])


def _outline() -> QWidget:
    """Return the cards of the composer, still empty."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 40, 12, 0)
    layout.setSpacing(12)
    for height in OUTLINE_HEIGHTS:
        card = with_role(QFrame(), "card")
        card.setFixedHeight(height)
        layout.addWidget(card)
    layout.addStretch(1)
    column.setMinimumWidth(280)
    return column
