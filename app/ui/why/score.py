"""How the score of an item adds up: a sentence, three bars, and the sum."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.core.modality import MODALITIES, Modality
from app.core.recommendation import Recommendation
from app.ui.results.figures import Figures
from app.ui.theme import ThemeController
from app.ui.why.contribution_row import PartRow, own_scale
from app.ui.why.explanation import named_sum, sentence, written_sum


class ScoreSum(QWidget):
    """The score, explained three times: in words, in bars, in numbers."""

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self._bars = {modality: PartRow(theme, modality, self) for modality in MODALITIES}
        self._sum = QLabel(self)
        self._sum.setProperty("role", "title")
        self._names = QLabel(self)
        self._names.setProperty("role", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._sentence)
        column.addSpacing(4)
        for row in self._bars.values():
            column.addWidget(row)
        column.addSpacing(4)
        for label in (self._sum, self._names):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)

    def show_recommendation(
        self, recommendation: Recommendation, asked: tuple[Modality, ...]
    ) -> None:
        """Explain the score of one item for a query with the modalities ``asked``."""
        self._sentence.setText(sentence(recommendation, asked))
        figures, scale = Figures.of(recommendation), own_scale(recommendation)
        for modality, row in self._bars.items():
            row.setVisible(modality in asked)
            row.show_value(
                recommendation.contributions[modality], figures.contributions[modality], scale
            )
        self._sum.setText(written_sum(recommendation, asked))
        self._names.setText(named_sum(recommendation, asked))
