from __future__ import annotations

from importlib.resources import files

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.ui.icons import IconName, application_icon, icon, icon_pixmap


@pytest.mark.parametrize("name", list(IconName))
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: IconName) -> None:
    image = icon_pixmap(name, "#1f6fd6", 24, 2.0).toImage()
    assert image.width() == 48
    pixels = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    inked = [pixel for pixel in pixels if pixel.alpha() == 255]
    assert inked
    wanted = QColor("#1f6fd6")
    for pixel in inked:
        assert abs(pixel.red() - wanted.red()) <= 1
        assert abs(pixel.green() - wanted.green()) <= 1
        assert abs(pixel.blue() - wanted.blue()) <= 1


def test_no_drawing_lies_unused() -> None:
    drawings = {
        entry.name.removesuffix(".svg")
        for entry in (files("resources") / "icons").iterdir()
        if entry.name.endswith(".svg")
    }
    assert drawings == {name.value for name in IconName} | {"triad"}


def test_disabled_icons_are_faint(qapp: QApplication) -> None:
    made = icon(IconName.STOP, "#000000", 24)
    enabled = made.pixmap(24, 24).toImage().pixelColor(12, 12)
    faint = made.pixmap(24, 24, mode=made.Mode.Disabled).toImage().pixelColor(12, 12)
    assert enabled.alpha() == 255
    assert 60 < faint.alpha() < 160


def test_the_programs_icon_has_all_its_sizes(qapp: QApplication) -> None:
    sizes = {size.width() for size in application_icon().availableSizes()}
    assert sizes == {16, 24, 32, 48, 64, 128, 256, 512}
