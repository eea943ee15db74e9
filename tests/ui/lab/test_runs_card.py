from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.lab import RunState
from app.engine.messages import RunSummary
from app.ui.lab.run_text import best_score, started_text
from app.ui.lab.runs_card import RunsCard
from app.ui.lab.runs_model import Column
from app.ui.theme import ThemeController
from tests.ui.scripted_lab import first_runs

RUNS = tuple(first_runs())


@pytest.fixture
def card(qtbot: QtBot, theme: ThemeController) -> Iterator[RunsCard]:
    made = RunsCard(theme)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    made.show_runs(RUNS)
    yield made


def shown(card: RunsCard, column: Column) -> list[str]:
    proxy = card.proxy
    return [str(proxy.index(row, column).data()) for row in range(proxy.rowCount())]


def select(card: RunsCard, *names: str) -> None:
    card.table.clearSelection()
    card._select({run.run_id for run in RUNS if run.run_id in names})


def test_the_newest_run_comes_first_and_numbers_sort_as_numbers(card: RunsCard) -> None:
    assert shown(card, Column.STARTED) == sorted(shown(card, Column.STARTED), reverse=True)
    card.model.show_runs(
        tuple(replace(run, seconds=9.5 * 10**place) for place, run in enumerate(RUNS))
    )
    card.table.sortByColumn(Column.SECONDS, Qt.SortOrder.AscendingOrder)
    assert shown(card, Column.SECONDS) == ["9.5 s", "1:35", "15:50", "2:38:20", "26:23:20"]
    card.table.sortByColumn(Column.SCORE, Qt.SortOrder.DescendingOrder)
    scores = [float(text) for text in shown(card, Column.SCORE)]
    assert scores == sorted(scores, reverse=True)


def test_what_a_row_says(card: RunsCard) -> None:
    row = shown(card, Column.NAME).index("classical")
    texts = [str(card.proxy.index(row, column).data()) for column in Column]
    assert texts[1:4] == ["HOG (edges) + TF-IDF + MFCC", "Concatenation", "Finished"]
    assert texts[4] == f"{best_score(RUNS[3]):.3f}"
    assert texts[6] == "2026-11-24 10:13"
    assert started_text("some day") == "some day"


def test_the_promoted_run_is_marked_by_words_and_a_tick(card: RunsCard) -> None:
    states = shown(card, Column.STATE)
    assert [text for text in states if "in use" in text] == ["Finished, in use"]

    def ink(row: int) -> int:
        mark = card.proxy.index(row, Column.NAME).data(Qt.ItemDataRole.DecorationRole)
        image = mark.pixmap(16).toImage()
        return sum(
            image.pixelColor(x, y).alpha() > 0
            for x in range(image.width())
            for y in range(image.height())
        )

    promoted = states.index("Finished, in use")
    assert ink(promoted) > 8
    assert {ink(row) for row in range(len(states)) if row != promoted} == {0}


def test_what_can_be_done_follows_what_is_selected(card: RunsCard) -> None:
    def enabled() -> tuple[bool, ...]:
        return tuple(action.isEnabled() for action in card._actions())

    assert enabled() == (False, False, False, False)
    for run_id, wanted in (
        ("r1", (False, False, True, False)),  # in use
        ("r22", (True, False, True, True)),
        ("r4444", (False, True, True, True)),  # interrupted
        ("r55555", (False, False, True, True)),  # failed
    ):
        select(card, run_id)
        assert enabled() == wanted, run_id
    assert card.note.text() == RUNS[0].problem
    select(card, "r22", "r333")
    assert enabled() == (False, False, False, True)
    select(card, "r1", "r22")
    assert enabled() == (False, False, False, False)
    select(card, "r4444")
    card.show_busy(True)
    assert not card.resume.isEnabled()


def test_buttons_tell_which_run(qtbot: QtBot, card: RunsCard) -> None:
    select(card, "r22")
    for action, told in (
        (card.promote, card.promote_wanted),
        (card.reuse, card.settings_wanted),
        (card.remove, card.removal_wanted),
    ):
        with qtbot.waitSignal(told) as wanted:
            QTest.mouseClick(action, Qt.MouseButton.LeftButton)
        assert wanted.args in ([RUNS[3]], [(RUNS[3],)])


def test_a_selection_outlives_a_new_list(card: RunsCard) -> None:
    select(card, "r22", "r333")
    told: list[tuple[RunSummary, ...]] = []
    card.selected.connect(told.append)
    card.show_runs((replace(RUNS[0], run_id="new"), *RUNS))
    assert [run.run_id for run in told[-1]] == ["r333", "r22"]
    card.show_runs(())
    assert told[-1] == ()
    assert card.faces.currentIndex() == 0


def test_a_run_without_scores_has_a_dash_and_sorts_last(card: RunsCard) -> None:
    bare = replace(RUNS[0], run_id="bare", points=(), state=RunState.RUNNING)
    assert math.isnan(best_score(bare))
    card.show_runs((bare, *RUNS[1:]))
    card.table.sortByColumn(Column.SCORE, Qt.SortOrder.DescendingOrder)
    assert shown(card, Column.SCORE)[-1] == "–"
