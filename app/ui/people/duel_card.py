"""Two recommenders in a blind vote: who leads, how surely, and whether it is decided."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.engine.messages import Duel, Rate
from app.ui.controls.roles import change_role, label
from app.ui.people.figure_row import Figure, FigureRow
from app.ui.people.wording import rate_text, recommender_name
from app.ui.theme import ThemeController
from app.ui.translation import sentences


class DuelCard(QFrame):
    """Two names, between them a bar that leans to whom is preferred, below it the tally.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self.first, self.second = label("", "strong", wrap=True), label("", "strong", wrap=True)
        self.second.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.row = FigureRow(theme, has_texts=False)
        self.verdict = label("", "caption", wrap=True)
        names = QHBoxLayout()
        names.setSpacing(12)
        names.addWidget(self.first)
        names.addWidget(self.second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addLayout(names)
        column.addWidget(self.row)
        column.addWidget(self.verdict)

    def show_duel(self, duel: Duel) -> None:
        """Show the tally, its interval, and whether it is decided."""
        first, second = recommender_name(duel.first), recommender_name(duel.second)
        self.first.setText(first)
        self.second.setText(second)
        said = self._said(duel, first, second)
        self.verdict.setText(said)
        change_role(self.verdict, "strong" if duel.is_decided else "caption")
        rate = duel.preference
        leaning, interval = 0.0, None
        if rate.trials:
            leaning, interval = 1 - 2 * rate.share, (1 - 2 * rate.high, 1 - 2 * rate.low)
        about = self.tr("%1 or %2: %3").replace("%3", said)
        about = about.replace("%2", second).replace("%1", first)
        self.row.show_figure(Figure("", leaning, "", least=-1.0, interval=interval, about=about))

    def _said(self, duel: Duel, first: str, second: str) -> str:
        tally = self.tr("Won %1 to %2, %3 without a winner.")
        for mark, count in (("%1", duel.wins), ("%2", duel.losses), ("%3", duel.ties)):
            tally = tally.replace(mark, str(count))
        rate = duel.preference
        if duel.wins == duel.losses:
            return sentences(tally, self.tr("Not decided yet: vote on."))
        leader = first
        if rate.share < 0.5:
            leader, rate = second, _turned(rate)
        verdict = self.tr("Decided: %1 is preferred in %2 of the rounds with a winner.")
        if not duel.is_decided:
            verdict = self.tr(
                "%1 leads with %2 of the rounds with a winner. Not decided yet: vote on."
            )
        return sentences(tally, verdict.replace("%2", rate_text(rate)).replace("%1", leader))


def _turned(rate: Rate) -> Rate:
    """Return the rate of the other one."""
    return Rate(
        rate.trials - rate.successes, rate.trials, 1 - rate.share, 1 - rate.high, 1 - rate.low
    )
