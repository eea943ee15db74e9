"""Theme, language and text size."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.core.settings import Theme
from app.ui.controls.choice import Choice
from app.ui.controls.roles import label
from app.ui.preferences import Preferences
from app.ui.settings.section import Section
from app.ui.theme import ThemeController

STEP = 10
SMALLEST, LARGEST = 80, 200


class AppearanceSection(Section):
    """How the window looks."""

    def __init__(self, theme: ThemeController, preferences: Preferences) -> None:
        super().__init__(self.tr("Appearance"))
        self._preferences = preferences
        self.theme = Choice(theme)
        self.language = Choice(theme)
        self.scale = self._scale_slider()
        self.percent = label("", "caption")
        self.percent.setMinimumWidth(44)
        self.add_row(self.tr("Theme"), self.theme)
        self.add_row(self.tr("Language"), self.language)
        self.add_row(self.tr("Text size"), self._scale_row())
        self._show()
        self.theme.activated.connect(lambda: preferences.change(theme=Theme(self.theme.value)))
        self.language.activated.connect(lambda: preferences.change(language=self.language.value))
        self.scale.valueChanged.connect(self._scale_was_moved)

    def _show(self) -> None:
        settings = self._preferences.settings
        themes = (
            (self.tr("As the system"), Theme.SYSTEM.value),
            (self.tr("Light"), Theme.LIGHT.value),
            (self.tr("Dark"), Theme.DARK.value),
        )
        languages = ((self.tr("As the system"), "system"), ("English", "en"), ("简体中文", "zh_CN"))
        self.theme.offer(themes, settings.theme.value)
        self.language.offer(languages, settings.language)
        self.scale.setValue(round(settings.text_scale * 100))
        self.percent.setText(f"{self.scale.value()} %")

    def _scale_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(SMALLEST, LARGEST)
        slider.setSingleStep(STEP)
        slider.setPageStep(STEP)
        slider.setMinimumWidth(140)
        slider.setAccessibleName(self.tr("Text size"))
        slider.setTracking(False)
        return slider

    def _scale_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.scale)
        layout.addWidget(self.percent)
        return row

    def _scale_was_moved(self, value: int) -> None:
        rounded = STEP * round(value / STEP)
        self.percent.setText(f"{rounded} %")
        self._preferences.change(text_scale=rounded / 100)
