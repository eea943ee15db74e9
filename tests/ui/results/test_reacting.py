from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.persona import InteractionKind
from app.ui.reacted import Reacted
from app.ui.results.panel import ICONS_SHOWN, ResultsPanel
from app.ui.results.reactions import reaction_areas
from app.ui.results.row_painter import Row, RowState
from tests.ui.results.samples import ranked

LIKE, DISLIKE, SAVE = InteractionKind.LIKE, InteractionKind.DISLIKE, InteractionKind.SAVE
Told = list[tuple[str, InteractionKind]]


def told_by(panel: ResultsPanel) -> Told:
    told: Told = []
    panel.reacted.connect(lambda item_id, kind: told.append((item_id, kind)))
    return told


def place_of(panel: ResultsPanel, row: int, kind: InteractionKind) -> QPoint:
    view = panel.view
    index = view.results.index(row)
    shown = Row(view.results.rows[row], state=RowState(hovered=True))
    strip = view.painted.rows.row_parts(QRectF(view.visualRect(index)), shown).reactions
    return dict(reaction_areas(strip, ICONS_SHOWN))[kind].center().toPoint()


def test_nobody_can_react_before_there_is_a_persona(panel: ResultsPanel) -> None:
    told = told_by(panel)
    panel.show_answer(ranked(3))
    QTest.keyClick(panel.view, Qt.Key.Key_L)
    assert told == []


def test_icons_and_keys_say_what_one_thinks(qtbot: QtBot, panel: ResultsPanel) -> None:
    told = told_by(panel)
    panel.show_answer(ranked(3))
    panel.reacting.turn(True)
    left, viewport = Qt.MouseButton.LeftButton, panel.view.viewport()
    for view in ("list", "grid"):
        panel.set_view(view)
        qtbot.wait(10)
        QTest.mouseClick(viewport, left, pos=place_of(panel, 1, DISLIKE))
    assert told == [("n1", DISLIKE)] * 2
    assert panel.view.current_item() == "n0", "a click on an icon selects nothing"
    QTest.mousePress(viewport, left, pos=place_of(panel, 1, LIKE))
    QTest.mouseRelease(viewport, left, pos=place_of(panel, 0, LIKE))
    panel.select_item("n2")
    for key in (Qt.Key.Key_L, Qt.Key.Key_D, Qt.Key.Key_S):
        QTest.keyClick(panel.view, key)
    QTest.keyClick(panel.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(panel.view, Qt.Key.Key_X)
    assert told[2:] == [("n2", LIKE), ("n2", DISLIKE), ("n2", SAVE)], "an answer is not skipped"


def test_number_keys_rate_with_one_to_five_stars(panel: ResultsPanel) -> None:
    rated: list[tuple[str, int]] = []
    panel.rated.connect(lambda item_id, stars: rated.append((item_id, stars)))
    panel.show_answer(ranked(3))
    QTest.keyClick(panel.view, Qt.Key.Key_3)
    panel.reacting.turn(True)
    panel.select_item("n2")
    keys = Qt.Key
    for key in (keys.Key_0, keys.Key_1, keys.Key_5, keys.Key_6):
        QTest.keyClick(panel.view, key)
    QTest.keyClick(panel.view, keys.Key_2, Qt.KeyboardModifier.KeypadModifier)
    assert rated == [("n2", 1), ("n2", 5), ("n2", 2)]


def test_opening_is_by_key_or_double_click(qtbot: QtBot, panel: ResultsPanel) -> None:
    panel.show_answer(ranked(3))
    panel.reacting.turn(True)
    opened: list[str] = []
    panel.reacting.opened.connect(opened.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(panel.view, key)
    middle = panel.view.visualRect(panel.view.results.index(2)).center()
    QTest.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened == ["n0", "n0", "n2"]


def test_what_was_done_is_painted_and_read(panel: ResultsPanel) -> None:
    panel.show_answer(ranked(3))
    panel.reacting.turn(True)
    before = panel.view.viewport().grab().toImage()
    panel.reacting.show_reactions({"n1": Reacted(frozenset({LIKE}))})
    assert panel.view.viewport().grab().toImage() != before
    model, role = panel.view.results, int(Qt.ItemDataRole.AccessibleTextRole)
    said = [str(model.data(model.index(row), role)) for row in range(3)]
    assert ["(liked)" in words for words in said] == [False, True, False]


def test_rows_without_a_mark_to_show_stay_calm(panel: ResultsPanel) -> None:
    panel.show_answer(ranked(1))
    panel.reacting.turn(True)
    entry, rows = panel.view.results.rows[0], panel.view.painted.rows
    marks = [
        Reacted(frozenset({InteractionKind.SKIP})),
        Reacted(frozenset({DISLIKE})),
        Reacted(frozenset({InteractionKind.RATING}), 3.0),
    ]
    assert [rows.has_icons(Row(entry, reacted=mark)) for mark in marks] == [False, True, True]


def test_undo_has_its_key(qtbot: QtBot, panel: ResultsPanel) -> None:
    panel.show_answer(ranked(3))
    panel.activateWindow()
    panel.view.setFocus()
    with qtbot.waitSignal(panel.undo_wanted):
        QTest.keyClick(panel.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
