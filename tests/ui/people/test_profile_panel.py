from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.engine.messages import Profile
from app.ui.people.profile_panel import ProfilePanel
from app.ui.theme import ThemeController
from tests.ui.people.samples import PROFILE


def test_a_profile_is_read_as_shares_tastes_and_doubt(qtbot: QtBot, theme: ThemeController) -> None:
    panel = ProfilePanel(theme)
    qtbot.addWidget(panel)
    panel.show_profile(PROFILE)
    assert [row.figure.text for row in panel.shares] == ["20 %", "18 %", "62 %"]
    up = [row.figure for row in panel.up if not row.isHidden()]
    down = [row.figure for row in panel.down if not row.isHidden()]
    assert [(one.name, one.value) for one in up] == [("birds", 0.5), ("food", 0.25)]
    assert [(one.name, one.text) for one in down] == [("trains", "−0.75")]
    assert "vehicles › trains" in down[0].about
    assert panel.exploration.figure.text == "40 %"
    assert "7" in panel.summary.text()
    assert panel.no_up.isHidden()


def test_an_empty_profile_says_so(qtbot: QtBot, theme: ThemeController) -> None:
    panel = ProfilePanel(theme)
    qtbot.addWidget(panel)
    panel.show_profile(PROFILE)
    panel.show_profile(Profile("tuxpaint", "Bo"))
    assert "Nothing is known" in panel.summary.text()
    assert all(row.isHidden() for row in (*panel.up, *panel.down))
    assert not panel.no_up.isHidden()
    assert "Almost everything" in panel.unsure.text()
