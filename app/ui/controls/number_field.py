"""Fields for numbers that stay within their bounds."""

from __future__ import annotations

import math

from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QLineEdit, QSpinBox

DIGITS = 40
"""Decimals that are kept, so that a number goes in and out unchanged."""

STEPS = 20
"""Arrow keys walk through an interval in about so many steps."""

LARGEST_COUNT = 2**31 - 1
FIELD_WIDTH = 96
INDENT = 8


class CountField(QSpinBox):
    """A whole number; the wheel scrolls the page and never changes it.

    Parameters
    ----------
    low, high
        Bounds, both included.
    """

    def __init__(self, low: int, high: int) -> None:
        super().__init__()
        self.setRange(low, min(high, LARGEST_COUNT))
        _prepare(self, f"{low} – {high}")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class NumberField(QDoubleSpinBox):
    """A number of any size, such as ``0.001`` or ``1e-06``; out of bounds, the nearest.

    Parameters
    ----------
    low, high
        Bounds, both included.
    is_logarithmic
        Whether arrow keys change the last digits rather than go in equal steps.
    """

    def __init__(self, low: float, high: float, *, is_logarithmic: bool = False) -> None:
        super().__init__()
        self.setDecimals(DIGITS)
        self.setRange(low, high)
        if is_logarithmic:
            self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        self.setSingleStep(_step(high - low))
        _prepare(self, f"{low:g} – {high:g}")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def textFromValue(self, val: float) -> str:
        """Return the shortest text of six digits."""
        return f"{val:.6g}"

    def valueFromText(self, text: str) -> float:
        """Read a number with a point or a comma."""
        return min(self.maximum(), max(self.minimum(), _number(text)))

    def validate(self, input: str, pos: int) -> tuple[QValidator.State, str, int]:
        """Let a number be typed step by step."""
        if math.isfinite(_number(input)):
            return (QValidator.State.Acceptable, input, pos)
        typed = all(letter in "0123456789.,eE+-" for letter in input)
        state = QValidator.State.Intermediate if typed else QValidator.State.Invalid
        return (state, input, pos)


def _prepare(field: QAbstractSpinBox, bounds: str) -> None:
    field.setKeyboardTracking(False)
    field.setFixedWidth(FIELD_WIDTH)
    field.findChildren(QLineEdit)[0].setTextMargins(INDENT, 0, 0, 0)
    field.setToolTip(bounds)


def _step(span: float) -> float:
    """Return a round number of which about ``STEPS`` make the span."""
    return float(10.0 ** math.floor(math.log10(span / STEPS)) * 5)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return math.nan
