from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.ui.people.rates_panel import RatesPanel
from app.ui.theme import ThemeController
from tests.ui.people.samples import duel, measures


def test_rates_have_intervals_and_what_was_not_judged_has_none(
    qtbot: QtBot, theme: ThemeController
) -> None:
    panel = RatesPanel(theme)
    qtbot.addWidget(panel)
    panel.show_measures(measures())
    opened = panel.click_through.figure
    assert opened.text == "25 % (15–39 %)"
    assert opened.interval == (0.15, 0.39)
    assert "12 / 48" in opened.about
    assert panel.satisfaction.figure.interval is None
    assert not panel.no_duel.isHidden()


def test_a_duel_is_told_with_its_tally_and_its_verdict(
    qtbot: QtBot, theme: ThemeController
) -> None:
    panel = RatesPanel(theme)
    qtbot.addWidget(panel)
    panel.show_measures(measures(duel(False), duel(True), duel(True, share=0.2)))
    texts = [card.verdict.text() for card in panel.duels if not card.isHidden()]
    assert texts[0] == "6 won, 2 lost, 1 tied. Not decided yet: vote on."
    assert texts[1].endswith("Decided: Graph is preferred.")
    assert texts[2].endswith("Decided: Content is preferred.")
    assert panel.duels[0].title.text() == "Graph or Content"
    assert panel.no_duel.isHidden()
