"""Journeys of a person through the real window, on a screen, with a mouse and a microphone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from app.core.home import Home
from tests.conftest import link_computed
from tests.display import Display
from tests.e2e.drag_source import TITLE
from tests.e2e.window import START_SECONDS, Window, open_window
from tests.microphone import VirtualMicrophone

scenarios("features")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

STAMPS = Path("/usr/share/tuxpaint/stamps")
SOURCE_AT = (1440, 760)
IN_SIGHT = 5
OFFER = "^Drop to ask with it$"
RANKED = r"^Rank \d+: "
ROW = re.compile(r"^Rank (\d+): (.*)\. Score (-?\d+\.\d+)\.(.*)$", re.DOTALL)
PART = re.compile(r"(Picture|Words|Sound|without any query) (-?\d+\.\d+)")


@dataclass(frozen=True)
class RankedItem:
    """A row as a screen reader says it."""

    rank: int
    title: str
    score: float
    shares: dict[str, float]

    @classmethod
    def spoken(cls, words: str) -> RankedItem:
        match = ROW.match(words.replace("\N{MINUS SIGN}", "-"))
        assert match, words
        shares = {name: float(number) for name, number in PART.findall(match[4])}
        return cls(int(match[1]), match[2], float(match[3]), shares)


@dataclass(frozen=True)
class OtherProgram:
    """The program that the picture comes from."""

    process: subprocess.Popen[str]

    def says(self) -> str:
        """Return the next thing it tells of the drag; wait for it."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    """Where what is said lies as a sound file."""
    return tmp_path / "speech.wav"


@given(parsers.parse('a microphone that hears "{words}"'), target_fixture="microphone")
def a_microphone(
    words: str, speech: Path, virtual_microphone: VirtualMicrophone
) -> VirtualMicrophone:
    subprocess.run(
        ["espeak-ng", "-v", "en-us", "-s", "140", "-w", str(speech), words], check=True, timeout=30
    )
    return virtual_microphone


@pytest.fixture
def window(demo_home: Home, home: Home, virtual_display: Display) -> Iterator[Window]:
    """The window over the demo's weights and catalog, with settings of its own."""
    home.root.mkdir(parents=True)
    for shared in ("weights", "catalogs"):
        (home.root / shared).symlink_to(demo_home.root / shared, target_is_directory=True)
    link_computed(home)
    with open_window(virtual_display, {"TRIAD_HOME": str(home.root)}) as opened:
        yield opened


@given("the window is open on the demo catalog")
def the_window_is_open(window: Window) -> None:
    window.wait_for("", value=r"^tuxpaint +\(1033\)$", seconds=START_SECONDS)


@pytest.fixture
def programs() -> Iterator[list[subprocess.Popen[str]]]:
    """Other programs that are open; they are closed in the end."""
    opened: list[subprocess.Popen[str]] = []
    yield opened
    for program in opened:
        program.terminate()
        program.communicate(timeout=20)


@given(parsers.parse('another program shows the picture "{name}"'), target_fixture="other")
def another_program(
    name: str, virtual_display: Display, programs: list[subprocess.Popen[str]]
) -> OtherProgram:
    command = [sys.executable, "-m", "tests.e2e.drag_source", str(STAMPS / name)]
    programs.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    identifier = virtual_display.wait_for_window(f"^{TITLE}$")
    virtual_display.xdotool("windowmove", "--sync", identifier, *SOURCE_AT)
    virtual_display.xdotool("windowraise", identifier)
    return OtherProgram(programs[-1])


def drag_over(window: Window, other: OtherProgram) -> None:
    """Press on the other program's picture, move over the window, wait until it offers a place."""
    hand = window.display.xdotool
    hand("mousemove", "--sync", SOURCE_AT[0] + 80, SOURCE_AT[1] + 80, "mousedown", 1)
    assert other.says() == "dragging"
    for x, y in ((1460, 780), (1400, 700), (1000, 500), (806, 456), (800, 450)):
        hand("mousemove", "--sync", x, y)
    window.wait_for(OFFER)


@when("the picture is dragged into the window")
def dragged_into_the_window(window: Window, other: OtherProgram, virtual_display: Display) -> None:
    drag_over(window, other)
    virtual_display.xdotool("mouseup", 1)


@when("the picture is dragged over the window and dropped elsewhere")
def dragged_elsewhere(window: Window, other: OtherProgram, virtual_display: Display) -> None:
    drag_over(window, other)
    for x, y in ((900, 890), (940, 960), (950, 970)):
        virtual_display.xdotool("mousemove", "--sync", x, y)
    window.wait_until_gone(OFFER)
    virtual_display.xdotool("mouseup", 1)


@when(parsers.parse('they press "{button}" and speak'))
def press_and_speak(
    button: str, window: Window, microphone: VirtualMicrophone, speech: Path
) -> None:
    window.click(window.wait_for(f"^{button}$"))
    window.wait_for("^0:0[1-9]$", seconds=30)  # the time runs: the device is open
    microphone.play(speech)


@then("the other program sees its picture taken")
def picture_taken(other: OtherProgram) -> None:
    assert other.says() == "dropped CopyAction"


@then("the other program keeps its picture")
def picture_kept(other: OtherProgram) -> None:
    assert other.says() == "dropped IgnoreAction"


@then(parsers.parse('the query holds the picture "{name}"'))
def query_holds(name: str, window: Window) -> None:
    window.wait_for(f"^Remove {re.escape(name)}$")


@then("the query holds no picture")
def query_holds_nothing(window: Window) -> None:
    assert window.look(r"^Remove .*\.png$", seconds=0.5) == []


@then("the recording ends by itself")
def recording_ends(window: Window) -> None:
    window.wait_for("^Record a sound$", seconds=30)


@then(parsers.parse('the words heard have "{words}" in them'))
def words_heard(words: str, window: Window) -> None:
    chip = window.wait_for("^Words heard in the sound$", seconds=60)
    assert words in chip.value.lower()


@then("ranked items fill the list", target_fixture="ranked")
def ranked_items_fill_the_list(window: Window) -> list[RankedItem]:
    """Rows below the window's edge are not in sight, so not all ten are there."""
    window.wait_for(rf"^Rank {IN_SIGHT}: ", seconds=60)
    rows = [RankedItem.spoken(row.name) for row in window.look(RANKED)]
    ranks = [row.rank for row in rows]
    assert ranks == list(range(1, len(rows) + 1))
    assert len(rows) >= IN_SIGHT
    return rows


@then(parsers.parse('one of the five best is about "{words}"'))
def best_is_about(words: str, ranked: list[RankedItem]) -> None:
    assert [row for row in ranked[:5] if re.search(words, row.title.lower())], ranked


@then(parsers.parse('only "{part}" has a share in them'))
def only_share(part: str, ranked: list[RankedItem]) -> None:
    assert {name for row in ranked for name in row.shares} <= {part, "without any query"}
    assert all(row.shares[part] > 0 for row in ranked)


@then(parsers.parse('"{part}" has a share in them'))
def has_share(part: str, ranked: list[RankedItem]) -> None:
    assert any(row.shares.get(part, 0.0) > 0 for row in ranked)


@then("the shares of every item add up to its score")
def shares_add_up(ranked: list[RankedItem]) -> None:
    for row in ranked:
        assert sum(row.shares.values()) == pytest.approx(row.score, abs=0.0051), row
