from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.core.home import Home
from app.core.settings import Settings, Theme
from app.ui.preferences import Preferences


def test_a_change_is_told_and_on_disk_at_once(qtbot: QtBot, home: Home) -> None:
    preferences = Preferences(home)
    with qtbot.waitSignal(preferences.changed) as changed:
        preferences.change(theme=Theme.DARK, text_scale=1.2)
    assert changed.args == [Settings(theme=Theme.DARK, text_scale=1.2)]
    assert Settings.read(home.settings_file) == Preferences(home).settings == changed.args[0]


def test_the_same_value_again_is_no_change(qtbot: QtBot, home: Home) -> None:
    preferences = Preferences(home)
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.change(theme=Theme.SYSTEM)
    assert not home.settings_file.exists()


def test_overrides_hold_for_this_time_only(home: Home) -> None:
    preferences = Preferences(home)
    preferences.override(theme=Theme.DARK)
    preferences.change(catalog="mine")
    assert preferences.settings.theme is Theme.DARK
    assert Settings.read(home.settings_file) == Settings(catalog="mine")


def test_a_home_that_cannot_be_written_is_told_and_the_change_holds(
    qtbot: QtBot, home: Home
) -> None:
    home.root.write_text("in the way")
    preferences = Preferences(home)
    with qtbot.waitSignal(preferences.not_saved) as told:
        preferences.change(theme=Theme.DARK)
    assert str(home.settings_file) in told.args[0]
    assert preferences.settings.theme is Theme.DARK
