from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.results.rating_row import RatingRow
from app.ui.theme import ThemeController


@pytest.fixture
def row(qtbot: QtBot, theme: ThemeController) -> RatingRow:
    made = RatingRow(theme)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_stars_that_were_given_are_filled_in_halves(row: RatingRow) -> None:
    shown = []
    for given in (0, 1, 4.5, 5, 3.2, 3.3):
        row.show_stars(given)
        shown.append(row.filled)
    assert shown == [0, 1, 4.5, 5, 3, 3.5]


def test_a_star_says_what_a_click_does(row: RatingRow) -> None:
    assert row.stars[2].accessibleName() == "Rate 3 of 5 (3)"
    row.show_stars(3)
    assert row.stars[2].accessibleName() == "Rated 3 of 5; take it back (3)"
    assert row.stars[3].accessibleName() == "Rate 4 of 5 instead of 3 (4)"


def test_the_pointer_fills_stars_until_it_is_away(row: RatingRow) -> None:
    row.show_stars(1)
    point = QPointF(5, 5)
    QApplication.sendEvent(row.stars[3], QEnterEvent(point, point, point))
    assert row.filled == 4
    QApplication.sendEvent(row.stars[3], QEvent(QEvent.Type.Leave))
    assert row.filled == 1


def test_clicks_and_keys_rate(row: RatingRow) -> None:
    rated: list[int] = []
    row.rated.connect(rated.append)
    QTest.mouseClick(row.stars[1], Qt.MouseButton.LeftButton)
    QTest.keyClick(row.stars[4], Qt.Key.Key_Space)
    QTest.keyClick(row.stars[4], Qt.Key.Key_3)
    QTest.keyClick(row.stars[4], Qt.Key.Key_6)
    assert rated == [2, 5, 3]
    QApplication.sendEvent(row.stars[0], QEvent(QEvent.Type.Leave))
    assert row.filled == 0, "stars are filled once the rating was recorded"
