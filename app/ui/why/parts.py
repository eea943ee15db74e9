"""Query, history and feedback: what a persona adds to a score, as bars and as a sum."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.recommendation import Recommendation
from app.core.recommender import ScoreParts
from app.ui.controls.roles import label
from app.ui.results.figures import MINUS, Figures, hundredths
from app.ui.results.score_part import ScorePart, part_about, part_name
from app.ui.theme import ThemeController
from app.ui.why.contribution_row import PartRow, scale_of


class PartsSum(QWidget):
    """Three bars and their sum; two where nothing was asked for.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = {part: PartRow(theme, part) for part in ScorePart}
        self.sum = label("", "title", wrap=True)
        self.names = label("", "caption", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row in self.rows.values():
            column.addWidget(row)
        column.addSpacing(4)
        for one in (self.sum, self.names):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(one)

    def show_recommendation(self, recommendation: Recommendation) -> None:
        """Show what a score is made of; hidden where nobody is chosen."""
        parts, figures = recommendation.parts or ScoreParts(), Figures.of(recommendation)
        all_values = {
            ScorePart.QUERY: (parts.query, figures.query),
            ScorePart.HISTORY: (parts.history, figures.history),
            ScorePart.FEEDBACK: (parts.feedback, figures.feedback),
        }
        values = {
            part: value
            for part, value in all_values.items()
            if part is not ScorePart.QUERY or parts.query
        }
        self.rows[ScorePart.QUERY].setVisible(ScorePart.QUERY in values)
        scale = scale_of([exact for exact, _ in values.values()])
        for part, (exact, number) in values.items():
            self.rows[part].show_value(exact, number, scale)
            self.rows[part].setToolTip(f"{part_name(part)} {exact:+.4f}: {part_about(part)}")
        self.sum.setText(_written([number for _, number in values.values()], figures.score))
        self.names.setText(f"{' + '.join(part_name(part).lower() for part in values)}")


def _written(numbers: list[int], total: int) -> str:
    written = hundredths(numbers[0])
    for number in numbers[1:]:
        written += f" {MINUS if number < 0 else '+'} {hundredths(abs(number))}"
    return f"{written} = {hundredths(total)}"
