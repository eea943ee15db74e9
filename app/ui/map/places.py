"""Items on the plane, and a grid that finds those near a place."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

CELLS = 64
"""Cells of the grid along each side of the plane."""

BATCH = 500
"""Items handled between two looks at the clock."""


class Places:
    """Where n items lie.

    Parameters
    ----------
    coordinates
        Little-endian float32 pairs x, y, within -1 to 1.
    """

    def __init__(self, coordinates: bytes = b"") -> None:
        pairs = array("f")
        pairs.frombytes(coordinates)
        self._x, self._y = pairs[0::2], pairs[1::2]
        self._cells: dict[tuple[int, int], list[int]] = {}

    def __len__(self) -> int:
        return len(self._x)

    def point(self, row: int) -> QPointF:
        """Return the place of an item."""
        return QPointF(self._x[row], self._y[row])

    def indexing(self) -> Iterator[None]:
        """Fill the grid, a batch at a time, unless it is full."""
        if self._cells:
            return
        cells: dict[tuple[int, int], list[int]] = {}
        for start in range(0, len(self), BATCH):
            for row in range(start, min(start + BATCH, len(self))):
                cells.setdefault((_cell(self._x[row]), _cell(self._y[row])), []).append(row)
            yield
        self._cells = cells

    def nearest(self, place: QPointF, reach: float) -> int | None:
        """Return the item nearest to a place, or ``None`` when none is within ``reach``."""
        around = QRectF(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach)
        best, best_square = None, reach * reach
        for row in self._candidates(around):
            square = (self._x[row] - place.x()) ** 2 + (self._y[row] - place.y()) ** 2
            if square <= best_square:
                best, best_square = row, square
        return best

    def selecting(self, outline: QPolygonF, found: list[int]) -> Iterator[None]:
        """Add the items inside an outline to ``found``, a batch at a time."""
        rule = Qt.FillRule.OddEvenFill
        for count, row in enumerate(self._candidates(outline.boundingRect())):
            if outline.containsPoint(self.point(row), rule):
                found.append(row)
            if count % BATCH == BATCH - 1:
                yield

    def polygons(self, rows: Iterable[int], into: list[QPolygonF]) -> Iterator[None]:
        """Add the places of ``rows`` to ``into``, one polygon a batch."""
        batch: list[QPointF] = []
        for row in rows:
            batch.append(self.point(row))
            if len(batch) == BATCH:
                into.append(QPolygonF(batch))
                batch = []
                yield
        if batch:
            into.append(QPolygonF(batch))
        yield

    def _candidates(self, around: QRectF) -> Iterator[int]:
        for column in range(_cell(around.left()), _cell(around.right()) + 1):
            for line in range(_cell(around.top()), _cell(around.bottom()) + 1):
                yield from self._cells.get((column, line), ())


def _cell(value: float) -> int:
    return min(max(int((value + 1) / 2 * CELLS), 0), CELLS - 1)
