"""Every filter becomes part of the question; typing asks once, after a pause."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.cleaning import CleaningProblem
from app.engine.messages import BrowseItems
from app.ui.catalog.filter_bar import LEFT_OUT, TAKEN_IN, FilterBar
from app.ui.controls.choice import Choice
from app.ui.theme import ThemeController
from tests.ui.catalog.records import sets


@pytest.fixture
def bar(qtbot: QtBot, theme: ThemeController) -> FilterBar:
    made = FilterBar(theme)
    qtbot.addWidget(made)
    made.show_categories((("", 3), ("animals", 1200), ("animals/birds", 2)))
    made.show_labels(sets("kinds", "mood"))
    return made


def choose(choice: Choice, text: str) -> None:
    place = choice.findText(text)
    assert place >= 0, [choice.itemText(number) for number in range(choice.count())]
    choice.setCurrentIndex(place)
    choice.activated.emit(place)


def test_typing_asks_once_after_a_pause(qtbot: QtBot, bar: FilterBar) -> None:
    asked: list[BrowseItems] = []
    bar.changed.connect(lambda: asked.append(bar.question("tuxpaint")))
    QTest.keyClicks(bar.search, " duck ")
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked), timeout=5000)
    assert asked == [BrowseItems("tuxpaint", "duck")]
    assert bar.is_narrow


def test_category_label_and_state_narrow_the_question(qtbot: QtBot, bar: FilterBar) -> None:
    with qtbot.waitSignal(bar.changed, timeout=1000):
        choose(bar.category, "   animals › birds  (2)")
    choose(bar.label, "mood: duck  (3)")
    choose(bar.state, "Left out")
    wanted = BrowseItems("c", "", "animals/birds", "mood", "duck", None, True)
    assert bar.question("c") == wanted
    bar.show_categories((("animals", 1), ("animals/birds", 1)))
    bar.show_labels(sets("mood"))
    assert bar.question("c") == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("", BrowseItems("c")),
        (TAKEN_IN, BrowseItems("c", excluded=False)),
        (LEFT_OUT, BrowseItems("c", excluded=True)),
        ("silent-ends", BrowseItems("c", problem=CleaningProblem.SILENT_ENDS)),
    ],
)
def test_states(bar: FilterBar, value: str, wanted: BrowseItems) -> None:
    bar.state.setCurrentIndex(bar.state.findData(value))
    assert bar.question("c") == wanted


def test_clearing_asks_for_everything_and_says_nothing(qtbot: QtBot, bar: FilterBar) -> None:
    choose(bar.label, "kinds: duck  (3)")
    QTest.keyClicks(bar.search, "duck")
    with qtbot.assertNotEmitted(bar.changed, wait=250):
        bar.clear()
    assert bar.question("c") == BrowseItems("c")
    assert not bar.is_narrow
