"""One key answers; what was answered is not offered again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.engine.messages import LabelSets
from app.ui.catalog.review_panel import ReviewPanel
from app.ui.theme import ThemeController
from tests.ui.catalog.records import queue, sets

Answers = list[tuple[str, str, str]]


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def answers() -> Answers:
    return []


@pytest.fixture
def panel(qtbot: QtBot, theme: ThemeController, asked: list[str], answers: Answers) -> ReviewPanel:
    made = ReviewPanel(theme)
    qtbot.addWidget(made)
    made.show()
    made.queue_wanted.connect(asked.append)
    made.label_given.connect(lambda item, name, one: answers.append((item, name, one)))
    made.show_sets(sets("kinds", "mood"))
    made.show_queue(queue("a", "b", "c", total=5))
    return made


def waiting(panel: ReviewPanel) -> str:
    return panel.entry.card.item_id if panel.entry is not None else ""


def test_return_accepts_a_digit_chooses_s_skips(panel: ReviewPanel, answers: Answers) -> None:
    assert [button.text() for button in panel.card.buttons][1] == "2  goose  30%"
    assert panel.state.text().startswith("5 ")
    QTest.keyClick(panel, Qt.Key.Key_Return)
    QTest.keyClick(panel, Qt.Key.Key_2)
    assert answers == [("a", "kinds", "duck"), ("b", "kinds", "goose")]
    assert (waiting(panel), panel.state.text()[:2]) == ("c", "3 ")
    QTest.keyClick(panel, Qt.Key.Key_9)
    assert len(answers) == 2
    QTest.keyClick(panel, Qt.Key.Key_S)
    assert (waiting(panel), len(answers)) == ("", 2)


def test_a_click_answers_and_keys_go_on(panel: ReviewPanel, answers: Answers) -> None:
    QTest.mouseClick(panel.card.buttons[2], Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.card.skip, Qt.MouseButton.LeftButton)
    assert answers == [("a", "kinds", "swan")]
    assert waiting(panel) == "c"


def test_another_label_can_be_typed(panel: ReviewPanel, answers: Answers) -> None:
    panel.activateWindow()
    panel.card.other.setFocus()
    QTest.keyClick(panel.card.other, Qt.Key.Key_Return)
    assert answers == []
    QTest.keyClicks(panel.card.other, "S 2")
    QTest.keyClick(panel.card.other, Qt.Key.Key_Return)
    assert answers == [("a", "kinds", "S 2")]
    assert (waiting(panel), panel.card.other.text()) == ("b", "")
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert answers[1:] == [("b", "kinds", "duck")]


def test_a_queue_that_runs_out_is_asked_for_once_and_offers_nothing_twice(
    panel: ReviewPanel, asked: list[str], answers: Answers
) -> None:
    assert asked == ["kinds"]
    for _ in range(3):
        QTest.keyClick(panel, Qt.Key.Key_Return)
    panel.show_sets(sets("kinds", "mood", by_person=3))
    assert asked == ["kinds", "kinds"]
    panel.show_queue(queue("d", "e"))
    panel.show_sets(sets("kinds", "mood", by_person=3))
    QTest.keyClick(panel, Qt.Key.Key_Return)
    panel.show_queue(queue("d", "e"))
    assert waiting(panel) == "e"
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert (waiting(panel), asked) == ("", ["kinds", "kinds"])
    assert [item for item, _, _ in answers] == ["a", "b", "c", "d", "e"]


def test_another_set_has_its_own_queue(panel: ReviewPanel, asked: list[str]) -> None:
    panel.sets.setCurrentIndex(1)
    panel.sets.activated.emit(1)
    assert asked == ["kinds", "mood"]
    panel.show_queue(queue("a", name="kinds"))
    assert waiting(panel) == ""
    panel.show_queue(queue("z", name="mood"))
    assert waiting(panel) == "z"


def test_a_queue_that_failed_can_be_asked_for_again(panel: ReviewPanel, asked: list[str]) -> None:
    panel.forget()
    panel.show_sets(sets("kinds"))
    panel.show_sets(sets("kinds"))
    assert asked == ["kinds", "kinds"]
    panel.stop_waiting()
    panel.show_sets(sets("kinds"))
    assert asked == ["kinds"] * 3


def test_spreading_needs_labels_by_hand_and_sets_need_labels(
    qtbot: QtBot, panel: ReviewPanel
) -> None:
    assert not panel.spread.isEnabled()
    panel.show_sets(sets("kinds", by_person=1))
    with qtbot.waitSignal(panel.spread_wanted, timeout=1000) as wanted:
        QTest.mouseClick(panel.spread, Qt.MouseButton.LeftButton)
    assert wanted.args == ["kinds"]
    panel.show_sets(LabelSets("tuxpaint", ()))
    assert not panel.card.isVisible()
    assert "Nothing waits for review" in panel.state.text()
    assert not panel.spread.isEnabled()
