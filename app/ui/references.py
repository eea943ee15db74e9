"""Guard against a fault of PySide6 under Python before 3.12.

PySide6 6.12 returns ``True`` from every ``Signal.emit`` without taking a reference to it,
so each emit takes one reference to ``True`` away; when none is left, the interpreter aborts
with "deallocating True or False". From Python 3.12 on ``True`` is immortal.
"""

from __future__ import annotations

import sys

SPARE = 1 << 40
"""More emits than a window lives to see."""


def guard_true() -> None:
    """Give ``True`` references to spare, where it is not immortal."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    import ctypes

    count = ctypes.c_ssize_t.from_address(id(True))
    if count.value < SPARE:
        count.value += SPARE
