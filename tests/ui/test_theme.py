from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.core.modality import MODALITIES
from app.core.settings import Theme
from app.ui.controls.roles import with_role
from app.ui.theme import DARK, LIGHT, ThemeController, Tokens


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1."""
    channels = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture
def controller(qapp: QApplication) -> Iterator[ThemeController]:
    made = ThemeController(qapp, Theme.LIGHT)
    yield made
    made.deleteLater()
    qapp.setStyleSheet("")


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_texts_can_be_read_on_every_ground(tokens: Tokens) -> None:
    for ground in (tokens.background, tokens.surface, tokens.surface_raised):
        assert contrast(tokens.text, ground) >= 7
        assert contrast(tokens.text_muted, ground) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.danger, tokens.surface) >= 4.5
    assert contrast(tokens.warning, tokens.surface) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_modalities_stand_out_from_every_ground(tokens: Tokens) -> None:
    for modality in MODALITIES:
        assert contrast(tokens.modality(modality), tokens.surface) >= 3


def test_a_choice_changes_tokens_palette_and_sheet(
    qtbot: QtBot, qapp: QApplication, controller: ThemeController
) -> None:
    with qtbot.waitSignal(controller.theme_changed) as changed:
        controller.set_choice(Theme.DARK)
    assert changed.args == [DARK]
    assert qapp.palette().window().color().name().upper() == DARK.background
    assert DARK.accent in qapp.styleSheet()


@pytest.mark.parametrize("role", ["", "field"])
@pytest.mark.parametrize("kind", [QLineEdit, QComboBox])
def test_a_field_shows_that_the_keyboard_is_in_it(
    qtbot: QtBot, controller: ThemeController, kind: type[QLineEdit | QComboBox], role: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = with_role(kind(), role)
    layout = QVBoxLayout(window)
    layout.addWidget(field)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    image = field.grab().toImage()
    ring = [image.pixelColor(x, 1).name() for x in range(20, image.width() - 20)]
    assert set(ring) == {LIGHT.accent.lower()}


def test_the_system_is_followed_live(qapp: QApplication, controller: ThemeController) -> None:
    controller.set_choice(Theme.SYSTEM)
    for scheme, tokens in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        qapp.styleHints().colorSchemeChanged.emit(scheme)
        assert controller.tokens == tokens
    controller.set_choice(Theme.LIGHT)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert controller.tokens == LIGHT


def test_text_scale_reaches_every_size(qapp: QApplication, controller: ThemeController) -> None:
    controller.set_text_scale(1.5)
    assert controller.tokens.font_body == 21
    assert qapp.font().pixelSize() == 21
    controller.set_text_scale(9.0)
    assert controller.tokens.text_scale == 2.0
    controller.set_text_scale(1.0)
