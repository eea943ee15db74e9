"""Which rows move where when the order changes; only rows on screen before or after count."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from app.core.recommendation import Recommendation
from app.ui.results.changes import RankChange
from app.ui.results.glide import Move


@dataclass(frozen=True)
class Arrangement:
    """Where rows lie in the viewport.

    Attributes
    ----------
    cell_width, cell_height
        Size of a row or cell, in pixels.
    columns
        Cells side by side; 1 in a list.
    scrolled
        How far the view is scrolled down, in pixels.
    viewport_height
        Height of what is seen, in pixels.
    """

    cell_width: int
    cell_height: int
    columns: int
    scrolled: int
    viewport_height: int

    def area(self, row: int) -> QRectF:
        """Return the rectangle of a row in the coordinates of the viewport."""
        line, column = divmod(row, self.columns)
        top = line * self.cell_height - self.scrolled
        return QRectF(column * self.cell_width, top, self.cell_width, self.cell_height)

    def rows_on_screen(self, count: int) -> range:
        """Return the rows, of ``count``, that can be seen at least in part."""
        first = self.scrolled // self.cell_height * self.columns
        last_line = (self.scrolled + self.viewport_height - 1) // self.cell_height
        return range(max(0, first), min(count, (last_line + 1) * self.columns))

    def brought_near(self, area: QRectF) -> QRectF:
        """Return ``area`` moved to just outside of the viewport if it lies far away."""
        top = min(max(area.top(), -area.height()), float(self.viewport_height))
        return QRectF(area.left(), top, area.width(), area.height())


@dataclass(frozen=True)
class Snapshot:
    """All rows at one moment.

    Attributes
    ----------
    arrangement
        Where rows lie.
    rows, row_of
        The recommendations in order, and the row of each item.
    underway
        Items that were gliding, with their places at that moment.
    """

    arrangement: Arrangement
    rows: Sequence[Recommendation]
    row_of: Mapping[str, int]
    underway: Mapping[str, QRectF] = field(default_factory=dict)

    def area_of(self, item_id: str) -> QRectF | None:
        """Return where an item was, or ``None`` if it was not in the list."""
        if item_id in self.underway:
            return self.underway[item_id]
        row = self.row_of.get(item_id)
        return None if row is None else self.arrangement.area(row)

    def on_screen(self) -> Sequence[Recommendation]:
        """Return the rows that are seen at least in part."""
        return [self.rows[row] for row in self.arrangement.rows_on_screen(len(self.rows))]


def planned_moves(
    before: Snapshot, after: Snapshot, change_of: Callable[[Recommendation], RankChange]
) -> list[Move]:
    """Return the way of every row that is seen before or after; empty if nothing moves."""
    staying = _arriving(before, after, change_of)
    moves = [*staying, *_departing(before, after, change_of)]
    moving = any(move.start != move.end or move.appears or move.leaves for move in moves)
    return moves if moving else []


def _arriving(
    before: Snapshot, after: Snapshot, change_of: Callable[[Recommendation], RankChange]
) -> list[Move]:
    moves = []
    for entry in after.on_screen():
        end = after.arrangement.area(after.row_of[entry.item_id])
        start = before.area_of(entry.item_id)
        near = end if start is None else after.arrangement.brought_near(start)
        moves.append(Move(entry, change_of(entry), near, end, appears=start is None))
    return moves


def _departing(
    before: Snapshot, after: Snapshot, change_of: Callable[[Recommendation], RankChange]
) -> list[Move]:
    seen_after = {entry.item_id for entry in after.on_screen()}
    moves = []
    for entry in before.on_screen():
        if entry.item_id not in seen_after:
            start = before.area_of(entry.item_id) or QRectF()
            end = after.area_of(entry.item_id)
            target = start if end is None else after.arrangement.brought_near(end)
            shown = after.rows[after.row_of[entry.item_id]] if end is not None else entry
            change = change_of(shown)
            moves.append(Move(shown, change, start, target, leaves=end is None))
    return moves
