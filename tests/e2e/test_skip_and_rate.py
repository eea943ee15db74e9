"""Skipping and rating in a real window with the real engine, as a history tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from app.__main__ import main
from app.core.home import Home
from tests.display import start_display
from tests.e2e.window import Window, open_window

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def window(catalog_home: Home) -> Iterator[Window]:
    """A window with Ann's list, of whom nothing is known."""
    environment = {"TRIAD_HOME": str(catalog_home.root)}
    with start_display() as display, open_window(display, environment) as opened:
        opened.wait_for("", value=r"^tuxpaint +\(1033\)$", seconds=60)
        opened.press("^For you$")
        opened.press("^New persona…$")
        opened.enter("^Name$", "Ann")
        opened.wait_for("^Rank 1: ")
        yield opened


def test_skips_and_stars_are_recorded_and_taken_back(
    window: Window, capfd: pytest.CaptureFixture[str]
) -> None:
    def done() -> list[tuple[str, float]]:
        assert main(["persona", "history", "Ann", "--json"]) == 0
        entries = json.loads(capfd.readouterr().out)["entries"]
        return [(entry["kind"], entry["rating"]) for entry in reversed(entries)]

    window.display.xdotool("key", "x")
    window.wait_for("^You follow ")
    window.display.xdotool("key", "Return")
    window.press(r"^Rate 4 of 5 \(4\)$")
    window.wait_for(r"^Rated 4 of 5; take it back \(4\)$")
    assert done() == [("skip", 0), ("view", 0), ("rating", 4)]
    window.press("^Rated 4 of 5")
    window.wait_for("^Taken back. ")
    window.wait_for(r"^Rate 4 of 5 \(4\)$")
    window.press("^Undo what was done last$")
    window.wait_until_gone("^Undo what was done last$")
    assert done() == [("view", 0)]
