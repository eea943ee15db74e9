"""What would happen to an item's rank if a modality were muted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.core.modality import MODALITIES, Modality
from app.core.recommendation import Recommendation
from app.ui.icons import MODALITY_ICONS, icon_pixmap
from app.ui.theme import ThemeController, Tokens
from app.ui.why.explanation import IfMuted, if_muted, muted_in_words, the_name


class WhatIf(QWidget):
    """One line for each modality that was asked with."""

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._outcomes: tuple[IfMuted, ...] = ()
        self._alone = QLabel(
            self.tr("You asked with one thing only, so there is nothing to leave out."), self
        )
        self._alone.setProperty("role", "muted")
        self._alone.setWordWrap(True)
        self._lines = {modality: self._made_line() for modality in MODALITIES}
        self._arrange()
        theme.theme_changed.connect(self._restyle)

    def show_recommendation(self, recommendation: Recommendation) -> None:
        """Show the outcomes for one item."""
        self._outcomes = if_muted(recommendation)
        self._alone.setVisible(not self._outcomes)
        told = {outcome.modality for outcome in self._outcomes}
        for modality, labels in self._lines.items():
            for label in labels:
                label.setVisible(modality in told)
        for outcome in self._outcomes:
            self._show_outcome(outcome)
        self._restyle(self._theme.tokens)

    def _made_line(self) -> tuple[QLabel, QLabel, QLabel, QLabel]:
        return QLabel(self), QLabel(self), QLabel(self), QLabel(self)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, modality in enumerate(MODALITIES):
            for column, label in enumerate(self._lines[modality]):
                grid.addWidget(label, row, column)
                if column:
                    label.setProperty("role", "caption")
                if column >= 2:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._alone, len(MODALITIES), 0, 1, 4)

    def _show_outcome(self, outcome: IfMuted) -> None:
        picture, name, rank, change = self._lines[outcome.modality]
        name.setWordWrap(True)
        rank.setWordWrap(True)
        name.setText(self.tr("without %1").replace("%1", the_name(outcome.modality)))
        rank.setText(self.tr("rank %1").replace("%1", str(outcome.rank)))
        change.setText(_change(outcome.places))
        for label in (picture, name, rank, change):
            label.setToolTip(muted_in_words(outcome))
        name.setAccessibleName(muted_in_words(outcome))

    def _restyle(self, tokens: Tokens) -> None:
        ratio = self.devicePixelRatioF()
        for outcome in self._outcomes:
            picture, _, _, change = self._lines[outcome.modality]
            picture.setPixmap(_modality_icon(outcome.modality, tokens, ratio))
            colour = tokens.text_muted
            if outcome.places:
                colour = tokens.success if outcome.places > 0 else tokens.danger
            sheet = f"color: {colour}; font-weight: 600;"
            if change.styleSheet() != sheet:  # to set it is slow, and sliders ask often
                change.setStyleSheet(sheet)


def _modality_icon(modality: Modality, tokens: Tokens, ratio: float) -> QPixmap:
    return icon_pixmap(MODALITY_ICONS[modality], tokens.modality(modality), 16, ratio)


def _change(places: int) -> str:
    if places == 0:
        return "="
    return f"▲{places}" if places > 0 else f"▼{-places}"
