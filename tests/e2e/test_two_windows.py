"""Two real windows on one catalog: what one does, the other notices, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.__main__ import main
from app.core.home import Home
from tests.display import start_display
from tests.e2e.window import Window, open_window

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

HISTORY = """persona,item_id,kind,rating,at
Ann,animals/birds/duck,like,,2026-01-02T10:00:00
Cy,animals/birds/duck,save,,2026-01-02T10:00:00
"""
LOST = r"^“Ann” is not in this catalog any more"


@pytest.fixture
def windows(catalog_home: Home) -> Iterator[tuple[Window, Window]]:
    """Two windows, each on a screen of its own, both with the page For you open."""
    environment = {"TRIAD_HOME": str(catalog_home.root)}
    with ExitStack() as opened:
        pair = [
            opened.enter_context(open_window(opened.enter_context(start_display()), environment))
            for _ in range(2)
        ]
        for window in pair:
            window.wait_for("", value=r"^tuxpaint +\(1033\)$", seconds=60)
            window.press("^For you$")
        yield pair[0], pair[1]


def choose(window: Window, persona: str) -> None:
    """Choose a persona in the menu at the top, and wait for its list."""
    window.press("^Persona: ")
    window.press(f"^{persona}  ")
    window.wait_for(f"^Persona: {persona}$")
    window.wait_for("^Rank 1: ")


def history(capfd: pytest.CaptureFixture[str], persona: str) -> list[tuple[str, str]]:
    """Return what a persona did, as a third process tells it."""
    assert main(["persona", "history", persona, "--json"]) == 0
    entries = json.loads(capfd.readouterr().out)["entries"]
    return sorted((entry["kind"], entry["item_id"]) for entry in entries)


def test_what_one_does_the_other_notices_and_nothing_is_lost(
    windows: tuple[Window, Window], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    one, other = windows
    one.press("^New persona…$")
    one.enter("^Name$", "Ann")
    one.wait_for("^Persona: Ann$")
    choose(other, "Ann")
    one.wait_for("^Rank 1: ")

    for window in windows:
        window.display.xdotool("key", "l")
    for window in windows:
        window.wait_for("^You follow ")

    other.press("^Beside the list: History$")
    other.wait_for("^2 of 2$")
    file = tmp_path / "history.csv"
    file.write_text(HISTORY)
    one.press("^Beside the list: History$")
    one.press("^Import interactions from CSV$")
    one.enter("^File name:$", str(file))
    one.wait_for(r"^2 interactions read from history\.csv\. New: Cy\.$")
    kinds = [kind for kind, _ in history(capfd, "Ann")]
    assert kinds == ["like", "like", "like"]
    other.press("^Persona: Ann$")  # who looks for personas looks anew at what they did
    other.wait_for("^3 of 3$")
    other.display.xdotool("key", "Escape")
    other.press("^Rank 1: ")

    one.press("^Persona: Ann$")
    one.press("^Manage…$")
    one.press("^Rename…$")
    one.enter("^Name$", "Annie")
    one.wait_for("^Persona: Annie$")
    other.display.xdotool("key", "d")
    other.wait_for(LOST)
    other.wait_for(r"^Who is this for\?$")
    choose(other, "Annie")
    other.display.xdotool("key", "s")
    other.wait_for("^You follow ")
    assert [kind for kind, _ in history(capfd, "Annie")] == [*kinds, "save"]

    one.press("^Delete…$")
    one.press("^Delete$")
    one.wait_for("^Persona: No persona$")
    other.display.xdotool("key", "l")
    other.wait_for(LOST.replace("Ann", "Annie"))
    choose(other, "Cy")
    assert history(capfd, "Cy") == [("save", "animals/birds/duck")]
