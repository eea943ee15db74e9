"""How a persona's lists were received, with intervals, and who wins blind votes."""

from __future__ import annotations

from app.engine.messages import LiveMeasures, Rate
from app.ui.controls.roles import label
from app.ui.controls.scroll_column import ScrollColumn
from app.ui.icons import IconName
from app.ui.people.duel_card import DuelCard
from app.ui.people.figure_row import Figure, FigureRow
from app.ui.people.wording import rate_text
from app.ui.theme import ThemeController

MOST_DUELS = 4


class RatesPanel(ScrollColumn):
    """Click-through, interaction and satisfaction; then the blind votes.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: ThemeController) -> None:
        super().__init__(gap=8)
        self.summary = label("", "muted", wrap=True)
        self.click_through, self.interaction = FigureRow(theme), FigureRow(theme)
        self.satisfaction = FigureRow(theme)
        self.duels = [DuelCard(theme) for _ in range(MOST_DUELS)]
        self.no_duel = label("", "caption", wrap=True)
        self.no_duel.setText(
            self.tr("Nobody has voted yet. Choose “Blind vote” above the list to compare two.")
        )
        self._lay_out()
        self.forget()

    def forget(self) -> None:
        """Show that nothing was counted."""
        nothing = Rate(0, 0, 0.0, 0.0, 1.0)
        self.show_measures(LiveMeasures("", "", 0, nothing, nothing, nothing))

    def show_measures(self, measures: LiveMeasures) -> None:
        """Show what was counted."""
        counted = self.tr("Counted in %n list(s) that were shown.", "", measures.sessions)
        self.summary.setText(counted)
        for row, icon, name, about, rate in (
            (
                self.click_through,
                IconName.EYE,
                self.tr("Opened"),
                self.tr("Click-through: shown items that were opened"),
                measures.click_through,
            ),
            (
                self.interaction,
                IconName.SURPRISE,
                self.tr("Interacted with"),
                self.tr("Interaction: shown items that anything was done with"),
                measures.interaction,
            ),
            (
                self.satisfaction,
                IconName.LIKE,
                self.tr("Liked when judged"),
                self.tr("Satisfaction: judged items that were liked"),
                measures.satisfaction,
            ),
        ):
            row.show_figure(_figure(name, about, icon, rate))
        for place, card in enumerate(self.duels):
            card.setVisible(place < len(measures.duels))
            if place < len(measures.duels):
                card.show_duel(measures.duels[place])
        self.no_duel.setVisible(not measures.duels)

    def _lay_out(self) -> None:
        self.column.addWidget(self.summary)
        for row in (self.click_through, self.interaction, self.satisfaction):
            self.column.addWidget(row)
        note = label(self.tr("The line over each bar is the 95 % interval."), "caption", wrap=True)
        self.column.addWidget(note)
        self.column.addSpacing(8)
        self.column.addWidget(label(self.tr("Blind votes"), "section"))
        for card in self.duels:
            self.column.addWidget(card)
        self.column.addWidget(self.no_duel)
        self.column.addStretch(1)


def _figure(name: str, about: str, icon: IconName, rate: Rate) -> Figure:
    interval = (rate.low, rate.high) if rate.trials else None
    said = f"{about}: {rate_text(rate)}, {rate.successes} / {rate.trials}"
    return Figure(name, rate.share, rate_text(rate), icon=icon, interval=interval, about=said)
