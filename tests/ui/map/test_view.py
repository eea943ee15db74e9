"""The map under pointer and keys: what is seen, found, chosen, and that it never stalls."""

from __future__ import annotations

import random
import struct

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.map.grouping import Grouping
from app.ui.map.palette import group_colour
from app.ui.map.places import Places
from app.ui.map.view import MapView
from app.ui.theme import ThemeController

FOUR = [(-0.5, 0.5), (0.5, 0.5), (-0.5, -0.5), (0.5, -0.5)]
NAMES = ["fruit", "fruit", "tool", "tool"]


def packed(points: list[tuple[float, float]]) -> bytes:
    return struct.pack(f"<{2 * len(points)}f", *(value for point in points for value in point))


@pytest.fixture
def view(qtbot: QtBot, theme: ThemeController) -> MapView:
    made = MapView(theme)
    qtbot.addWidget(made)
    made.resize(600, 600)
    made.show()
    with qtbot.waitSignal(made.rendered, timeout=10_000):
        made.show_places(Places(packed(FOUR)), ["a", "b", "c", "d"], Grouping(NAMES))
    return made


def pixel_of(view: MapView, row: int) -> QPoint:
    return view.camera.to_screen(*FOUR[row]).toPoint()


def colour_at(view: MapView, row: int) -> str:
    return QColor(view.grab().toImage().pixelColor(pixel_of(view, row))).name()


def drag(view: MapView, path: list[QPoint], modifier: Qt.KeyboardModifier) -> None:
    QTest.mousePress(view, Qt.MouseButton.LeftButton, modifier, path[0])
    for point in path[1:]:
        held, position = Qt.MouseButton.LeftButton, QPointF(point)
        moved = QMouseEvent(
            QEvent.Type.MouseMove, position, view.mapToGlobal(position), held, held, modifier
        )
        QApplication.sendEvent(view, moved)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, modifier, path[-1])


def test_items_have_the_colours_of_their_groups(view: MapView, theme: ThemeController) -> None:
    fruit, tool = (group_colour(theme.tokens, number).name() for number in (0, 1))
    assert fruit != tool
    assert [colour_at(view, row) for row in range(4)] == [fruit, fruit, tool, tool]


def test_one_group_in_front_lets_the_others_step_back(
    qtbot: QtBot, view: MapView, theme: ThemeController
) -> None:
    with qtbot.waitSignal(view.rendered, timeout=10_000):
        view.show_only(1)
    fruit, tool = (group_colour(theme.tokens, number).name() for number in (0, 1))
    assert colour_at(view, 2) == tool
    assert colour_at(view, 0) not in (fruit, tool)


def test_the_pointer_finds_what_it_is_on(qtbot: QtBot, view: MapView) -> None:
    with qtbot.waitSignal(view.hovered, timeout=5000) as found:
        QTest.mouseMove(view, pixel_of(view, 1) + QPoint(3, 2))
    assert found.args == [1]
    with qtbot.waitSignal(view.hovered, timeout=5000) as lost:
        QTest.mouseMove(view, QPoint(300, 300))
    assert lost.args == [-1]
    QTest.mouseMove(view, pixel_of(view, 2))
    with qtbot.waitSignal(view.selected, timeout=5000) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=pixel_of(view, 2))
    assert chosen.args == [[2]]


def test_an_outline_selects_what_it_holds(qtbot: QtBot, view: MapView) -> None:
    left = [QPoint(20, 20), QPoint(290, 20), QPoint(290, 580), QPoint(20, 580)]
    with qtbot.waitSignal(view.selected, timeout=5000) as chosen:
        drag(view, left, Qt.KeyboardModifier.ShiftModifier)
    assert sorted(chosen.args[0]) == [0, 2]
    with qtbot.waitSignal(view.selected, timeout=5000) as cleared:
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert cleared.args == [[]]


def test_dragging_moves_and_the_wheel_zooms(qtbot: QtBot, view: MapView) -> None:
    before = view.camera
    drag(view, [QPoint(300, 300), QPoint(340, 310)], Qt.KeyboardModifier.NoModifier)
    moved = view.camera.to_screen(0, 0) - before.to_screen(0, 0)
    assert (moved.x(), moved.y()) == pytest.approx((40, 10))
    around = QPointF(200, 200)
    turned = QWheelEvent(
        around,
        view.mapToGlobal(around),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.waitSignal(view.rendered, timeout=10_000):
        QApplication.sendEvent(view, turned)
    assert view.camera.scale == pytest.approx(before.scale * 1.25)


def test_a_drag_that_begins_on_an_item_does_not_choose_it(qtbot: QtBot, view: MapView) -> None:
    place = pixel_of(view, 1)
    QTest.mouseMove(view, place)
    with qtbot.assertNotEmitted(view.selected):
        drag(view, [place, place + QPoint(0, 60)], Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: not view.is_busy, timeout=10_000)


def test_keys_do_what_the_pointer_does(qtbot: QtBot, view: MapView) -> None:
    scale = view.camera.scale
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.camera.scale > scale
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.camera.x > 0
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.camera.x == 0
    assert view.camera.scale == pytest.approx(scale)
    qtbot.waitUntil(lambda: not view.is_busy, timeout=10_000)


def test_the_query_is_a_ring(view: MapView, theme: ThemeController) -> None:
    view.show_query(QPointF(0, 0))
    image = view.grab().toImage()
    accent = QColor(theme.tokens.accent).name()
    ring = {image.pixelColor(300 + dx, 300).name() for dx in range(-13, 14)}
    assert accent in ring


def test_a_hundred_thousand_points_leave_the_event_loop_its_turns(
    qtbot: QtBot, theme: ThemeController
) -> None:
    """Milliseconds are measured by the bench; here the work must come in many slices."""
    made = random.Random(1)
    points = [(made.gauss(0, 0.3), made.gauss(0, 0.3)) for _ in range(100_000)]
    view = MapView(theme)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    turns: list[int] = []
    timer = QTimer(view, interval=0)
    timer.timeout.connect(lambda: turns.append(1))
    timer.start()
    grouping = Grouping([str(number % 12) for number in range(len(points))])
    with qtbot.waitSignal(view.rendered, timeout=60_000):
        view.show_places(Places(packed(points)), [""] * len(points), grouping)
    assert len(turns) > 20
    turns.clear()
    painted = view.grab().toImage()
    drag(view, [QPoint(500, 350), QPoint(560, 350)], Qt.KeyboardModifier.NoModifier)
    assert view.grab().toImage().pixelColor(560, 350) == painted.pixelColor(500, 350)
    assert turns == []
    timer.stop()
    qtbot.waitUntil(lambda: not view.is_busy, timeout=60_000)
