from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.engine.messages import Rate
from app.ui.people.duel_card import DuelCard
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
    assert texts[0] == (
        "Won 6 to 2, 1 without a winner. Graph leads with 75 % (41–93 %) of the rounds with a "
        "winner. Not decided yet: vote on."
    )
    assert "Decided: Graph is preferred in 75 % (41–93 %)" in texts[1]
    assert "Decided: Content is preferred in 80 % (7–59 %)" in texts[2]
    card = panel.duels[0]
    assert (card.first.text(), card.second.text()) == ("Graph", "Content")
    assert card.row.figure.about == f"Graph or Content: {texts[0]}"
    leanings = [card.row.figure.value for card in panel.duels[:3]]
    assert leanings == pytest.approx([-0.5, -0.5, 0.6]), "the bar leans to whom is preferred"
    interval = card.row.figure.interval
    assert interval == pytest.approx((-0.86, 0.18))
    assert panel.no_duel.isHidden()


def test_without_a_winner_the_bar_leans_nowhere(qtbot: QtBot, theme: ThemeController) -> None:
    card = DuelCard(theme)
    qtbot.addWidget(card)
    preference = Rate(0, 0, 0.0, 0.0, 1.0)
    card.show_duel(replace(duel(False), wins=0, losses=0, preference=preference))
    assert card.verdict.text() == "Won 0 to 0, 1 without a winner. Not decided yet: vote on."
    assert (card.row.figure.value, card.row.figure.interval) == (0.0, None)


def test_nobody_leads_where_both_won_as_often(qtbot: QtBot, theme: ThemeController) -> None:
    card = DuelCard(theme)
    qtbot.addWidget(card)
    preference = Rate(4, 8, 0.5, 0.22, 0.78)
    card.show_duel(replace(duel(False), wins=4, losses=4, preference=preference))
    assert card.verdict.text() == "Won 4 to 4, 1 without a winner. Not decided yet: vote on."
    assert card.row.figure.interval == pytest.approx((-0.56, 0.56))
