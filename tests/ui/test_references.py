from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

from app.ui.references import guard_true


class Source(QObject):
    said = Signal(object)


def test_more_emits_than_true_has_references_do_not_end_the_interpreter() -> None:
    guard_true()
    source = Source()
    for _ in range(20_000):
        source.said.emit(None)
    assert sys.getrefcount(True) > 10_000


def test_guarding_twice_changes_nothing_more() -> None:
    guard_true()
    before = sys.getrefcount(True)
    guard_true()
    assert abs(sys.getrefcount(True) - before) < 1000
