"""A click is no drag, a drag is no click, and an outline is neither."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from app.ui.map.gesture import Gesture


@pytest.fixture
def gesture() -> Gesture:
    return Gesture(slack=10)


def test_a_hand_that_slips_still_clicks(gesture: Gesture) -> None:
    gesture.press(QPointF(5, 5), draws=False)
    assert gesture.is_held
    assert gesture.move(QPointF(8, 9)) == QPointF()
    assert gesture.release() == (None, True)
    assert not gesture.is_held
    assert gesture.release() == (None, False)


def test_a_drag_moves_by_the_whole_way_and_selects_nothing(gesture: Gesture) -> None:
    gesture.press(QPointF(5, 5), draws=False)
    ways = [gesture.move(QPointF(*place)) for place in ((9, 5), (25, 5), (26, 7), (5, 5))]
    assert ways == [QPointF(), QPointF(20, 0), QPointF(1, 2), QPointF(-21, -2)]
    assert gesture.release() == (None, False)


def test_an_outline_is_drawn_without_moving_anything(gesture: Gesture) -> None:
    gesture.press(QPointF(0, 0), draws=True)
    for place in ((50, 0), (50, 50)):
        assert gesture.move(QPointF(*place)) == QPointF()
    outline, is_click = gesture.release()
    assert outline is not None
    assert (outline.count(), is_click, gesture.outline) == (3, False, None)


def test_without_the_button_nothing_moves(gesture: Gesture) -> None:
    assert gesture.move(QPointF(90, 90)) == QPointF()
    gesture.press(QPointF(0, 0), draws=True)
    gesture.move(QPointF(1, 1))
    assert gesture.release() == (None, True)
