"""Rows that glide from where they stood to where they stand now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QObject, QRectF, QVariantAnimation, Signal

from app.core.recommendation import Recommendation
from app.ui.results.changes import RankChange

MILLISECONDS = 260


@dataclass(frozen=True)
class Move:
    """The way of one row across the view.

    Attributes
    ----------
    recommendation, change
        What to paint.
    start, end
        Rectangles in the coordinates of the viewport.
    appears, leaves
        Whether it fades in or out instead of having a place before or after.
    """

    recommendation: Recommendation
    change: RankChange
    start: QRectF
    end: QRectF
    appears: bool = False
    leaves: bool = False


@dataclass(frozen=True)
class Placed:
    """A row at one moment of its way; ``opacity`` is from 0 to 1."""

    move: Move
    area: QRectF
    opacity: float


class Glide(QObject):
    """One animation for all rows; starting it again interrupts the one that runs.

    Signals
    -------
    moved
        Rows have new places: paint again.
    """

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moves: tuple[Move, ...] = ()
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(MILLISECONDS)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self.moved)
        self._animation.finished.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether rows are on their way."""
        return bool(self._moves)

    def start(self, moves: Sequence[Move]) -> None:
        """Begin to move rows; what ran before is dropped."""
        self._animation.stop()
        self._moves = tuple(moves)
        self._animation.start()

    def stop(self) -> None:
        """Put every row at its end at once."""
        self._moves = ()
        self._animation.stop()
        self.moved.emit()

    def placed(self) -> Iterator[Placed]:
        """Yield every row where it is now; rows that climb come last and lie on top."""
        value = self._animation.currentValue()
        progress = float(value) if isinstance(value, float) else 0.0
        for move in sorted(self._moves, key=lambda move: move.start.top() - move.end.top()):
            yield Placed(move, _between(move, progress), _opacity(move, progress))


def _between(move: Move, progress: float) -> QRectF:
    offset = (move.end.topLeft() - move.start.topLeft()) * progress
    return QRectF(move.start.topLeft() + offset, move.end.size())


def _opacity(move: Move, progress: float) -> float:
    if move.appears:
        return progress
    return 1.0 - progress if move.leaves else 1.0
