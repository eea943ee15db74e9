"""The camera: what is where, and what stays under the pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QSizeF

from app.ui.map.camera import Camera

SIZE = QSizeF(800, 600)


def test_everything_fits_with_y_up() -> None:
    camera = Camera.fitting(SIZE)
    for x, y in ((-1, -1), (1, 1), (1, -1)):
        pixel = camera.to_screen(x, y)
        assert 0 < pixel.x() < 800
        assert 0 < pixel.y() < 600
    assert camera.to_screen(0, 1).y() < camera.to_screen(0, -1).y()
    assert camera.to_screen(0, 0) == QPointF(400, 300)


@pytest.mark.parametrize("factor", [1.25, 0.8, 1000.0, 1e-4])
def test_zooming_keeps_the_place_under_the_pointer(factor: float) -> None:
    camera, pointer = Camera.fitting(SIZE), QPointF(123, 456)
    zoomed = camera.zoomed(factor, pointer)
    before, after = camera.to_plane(pointer), zoomed.to_plane(pointer)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))
    assert 0.4 <= zoomed.scale / camera.scale <= 61


def test_dragging_moves_by_as_many_pixels() -> None:
    camera = Camera.fitting(SIZE).zoomed(3, QPointF(10, 10))
    before = camera.to_screen(0.2, 0.3)
    moved = camera.panned(QPointF(40, -25)).to_screen(0.2, 0.3) - before
    assert (moved.x(), moved.y()) == pytest.approx((40, -25))


def test_another_size_shows_as_much() -> None:
    camera = Camera.fitting(SIZE).zoomed(2, QPointF(400, 300))
    smaller = camera.resized(QSizeF(400, 300))
    assert smaller.scale == pytest.approx(camera.scale / 2)
    assert (smaller.x, smaller.y) == (camera.x, camera.y)
