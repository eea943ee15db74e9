from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.progress import Progress, Stage
from app.ui.long_work import LongWork


class Work(QObject):
    """Work that is told what to say."""

    progressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cancelled = 0

    def cancel(self) -> None:
        """Count how often it was stopped."""
        self.cancelled += 1


def test_the_work_that_began_last_is_shown_and_stopped() -> None:
    first, second = Work(), Work()
    both = LongWork(first, second)
    shown: list[Progress | None] = []
    both.changed.connect(shown.append)
    both.cancel()
    first.progressed.emit(Progress(Stage.TRAIN, 1, 9))
    second.progressed.emit(Progress(Stage.EVALUATE, 1, 5))
    first.progressed.emit(Progress(Stage.TRAIN, 2, 9))
    assert [one.stage for one in shown if one] == [Stage.TRAIN, Stage.EVALUATE, Stage.EVALUATE]
    both.cancel()
    second.progressed.emit(None)
    assert shown[-1] == both.progress == Progress(Stage.TRAIN, 2, 9)
    both.cancel()
    first.progressed.emit(None)
    both.cancel()
    assert shown[-1] is both.progress is None
    assert (first.cancelled, second.cancelled) == (1, 1)
