"""Finding items by where they lie agrees with looking at every one of them."""

from __future__ import annotations

import random
import struct

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPolygonF

from app.ui.map.places import Places

COUNT = 3000


def pairs(count: int = COUNT) -> list[tuple[float, float]]:
    made = random.Random(0)
    drawn = [(made.uniform(-1, 1), made.uniform(-1, 1)) for _ in range(count)]
    packed = struct.pack(f"<{2 * count}f", *(value for pair in drawn for value in pair))
    found = struct.unpack(f"<{2 * count}f", packed)
    return list(zip(found[0::2], found[1::2], strict=True))


PAIRS = pairs()


@pytest.fixture(scope="module")
def places() -> Places:
    made = Places(struct.pack(f"<{2 * COUNT}f", *(value for pair in PAIRS for value in pair)))
    for _ in made.indexing():
        pass
    return made


@pytest.mark.parametrize("place", [(0.0, 0.0), (0.97, -0.99), (-1.0, 1.0), (0.31, 0.4)])
def test_the_nearest_is_the_nearest_of_all(places: Places, place: tuple[float, float]) -> None:
    squares = [(x - place[0]) ** 2 + (y - place[1]) ** 2 for x, y in PAIRS]
    best = min(range(COUNT), key=squares.__getitem__)
    assert places.nearest(QPointF(*place), 0.5) == best
    assert places.nearest(QPointF(*place), squares[best] ** 0.5 * 0.99) is None


def test_an_outline_holds_what_lies_inside(places: Places) -> None:
    outline = QPolygonF([QPointF(-0.6, -0.4), QPointF(0.7, -0.2), QPointF(0.1, 0.8)])
    found: list[int] = []
    steps = sum(1 for _ in places.selecting(outline, found))
    rule = Qt.FillRule.OddEvenFill
    inside = {row for row, pair in enumerate(PAIRS) if outline.containsPoint(QPointF(*pair), rule)}
    assert set(found) == inside
    assert 0 < len(inside) < COUNT
    assert steps > 1


def test_every_item_is_painted_once(places: Places) -> None:
    made: list[QPolygonF] = []
    for _ in places.polygons(range(COUNT), made):
        pass
    assert sum(one.count() for one in made) == COUNT
    assert max(one.count() for one in made) <= 500


def test_filling_the_grid_again_changes_nothing(places: Places) -> None:
    assert list(places.indexing()) == []


def test_nothing_is_found_among_nothing() -> None:
    empty = Places()
    assert len(empty) == 0
    assert empty.nearest(QPointF(0, 0), 2) is None
