from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.controls.number_field import CountField, NumberField


def test_numbers_of_any_size_go_in_and_out_unchanged(qtbot: QtBot) -> None:
    field = NumberField(1e-6, 1.0, is_logarithmic=True)
    qtbot.addWidget(field)
    chance = random.Random(0)
    for _ in range(200):
        value = 10 ** chance.uniform(-6, 0)
        field.setValue(value)
        assert field.value() == value
    field.setValue(1e-6)
    assert field.text() == "1e-06"


@pytest.mark.parametrize(
    ("typed", "taken"), [("2e-5", 2e-5), ("0,25", 0.25), ("7", 1.0), ("-", 0.5), ("1e-99", 1e-6)]
)
def test_what_is_typed_becomes_a_number_within_the_bounds(
    qtbot: QtBot, typed: str, taken: float
) -> None:
    field = NumberField(1e-6, 1.0)
    qtbot.addWidget(field)
    field.setValue(0.5)
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == taken
    QTest.keyClicks(field, "x")
    assert "x" not in field.text()


def test_arrow_keys_step_and_the_wheel_does_not(qtbot: QtBot) -> None:
    count, rate = CountField(1, 100), NumberField(1e-6, 1.0, is_logarithmic=True)
    for field in (count, rate):
        qtbot.addWidget(field)
        field.setValue(1)
        field.show()
    rate.setValue(1e-3)
    QTest.keyClick(count, Qt.Key.Key_Up)
    QTest.keyClick(rate, Qt.Key.Key_Up)
    assert count.value() == 2
    assert rate.value() == pytest.approx(1.1e-3)
    for field in (count, rate):
        turn = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, 0),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field, turn)
    assert count.value() == 2
    assert rate.value() == pytest.approx(1.1e-3)
