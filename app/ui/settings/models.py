"""Processor, and the weights of the models."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QGridLayout, QPushButton, QWidget

from app.core.settings import DeviceChoice
from app.engine.messages import (
    AddWeights,
    EngineStatus,
    Failure,
    FetchWeights,
    VerifyWeights,
    WeightsSummary,
)
from app.ui.composer.health_strip import failure_text
from app.ui.controls.choice import Choice
from app.ui.controls.flow_layout import FlowLayout
from app.ui.controls.icon_button import IconLabel
from app.ui.controls.roles import button, label
from app.ui.icons import IconName
from app.ui.preferences import Preferences
from app.ui.preparing import Preparing
from app.ui.settings.section import Section
from app.ui.theme import ThemeController


class ModelsSection(Section):
    """Where models run and whether they are here."""

    def __init__(
        self, theme: ThemeController, preferences: Preferences, preparing: Preparing
    ) -> None:
        super().__init__(self.tr("Models"))
        self._theme = theme
        self._preparing = preparing
        self.device = Choice(theme)
        self.reason = label("", "caption", wrap=True)
        self.fetch = button(self.tr("Download and check"))
        self.verify = button(self.tr("Verify"), name=self.tr("Verify the files of the models"))
        self.add_file = button(self.tr("Add a wheel…"))
        self.add_folder = button(self.tr("Add a folder…"))
        self.message = label("", "danger", wrap=True)
        self._grid_box = QWidget()
        self._grid = QGridLayout(self._grid_box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self._lay_out()
        self.device.offer(self._devices(), preferences.settings.device.value)
        self.device.activated.connect(
            lambda: preferences.change(device=DeviceChoice(self.device.value))
        )
        self._connect()

    def show_status(self, status: EngineStatus) -> None:
        """Show which weights are here."""
        self.reason.setText(status.device_reason)
        self.reason.setVisible(bool(status.device_reason))
        while (taken := self._grid.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.deleteLater()
        for row, entry in enumerate(status.weights):
            self._show_weights(row, entry)

    def _show_weights(self, row: int, entry: WeightsSummary) -> None:
        states = {
            "ready": (IconName.CHECK, "success", self.tr("ready")),
            "missing": (IconName.DOWNLOAD, "text_muted", self.tr("missing")),
            "altered": (IconName.WARNING, "danger", self.tr("altered")),
        }
        name, colour, state = states.get(entry.state, states["altered"])
        text = label(entry.name, wrap=True)
        text.setToolTip(entry.gives)
        self._grid.addWidget(IconLabel(self._theme, name, colour, 16), row, 0)
        self._grid.addWidget(text, row, 1)
        self._grid.addWidget(label(f"{entry.megabytes:.0f} MB", "caption"), row, 2)
        self._grid.addWidget(label(state, "caption"), row, 3)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.fetch, self.verify, self.add_file, self.add_folder

    def _devices(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Automatic"), DeviceChoice.AUTO.value),
            ("CPU", DeviceChoice.CPU.value),
            ("CUDA", DeviceChoice.CUDA.value),
            ("MPS", DeviceChoice.MPS.value),
        )

    def _lay_out(self) -> None:
        self.add_row(
            self.tr("Processor"), self.device, self.tr("Automatic takes a graphics card if it can.")
        )
        buttons = QWidget()
        row = FlowLayout(buttons)
        for control in self._buttons:
            row.addWidget(control)
        for widget in (self.reason, self._grid_box, buttons, self.message):
            self.add_wide(widget)
        self.reason.hide()
        self.message.hide()

    def _connect(self) -> None:
        self.fetch.clicked.connect(lambda: self._start(FetchWeights()))
        self.verify.clicked.connect(lambda: self._start(VerifyWeights()))
        self.add_file.clicked.connect(self._choose_file)
        self.add_folder.clicked.connect(self._choose_folder)
        self._preparing.status_changed.connect(self.show_status)
        self._preparing.failed.connect(self._show_failure)
        self._preparing.progressed.connect(self._show_busy)

    def _start(self, job: FetchWeights | AddWeights | VerifyWeights) -> None:
        self.message.hide()
        self._preparing.start(job)

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Add a wheel"), "", self.tr("Wheels") + " (*.whl)"
        )
        if path:
            self._start(AddWeights(path))

    def _choose_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"))
        if path:
            self._start(AddWeights(path))

    def _show_failure(self, failure: Failure) -> None:
        self.message.setText(failure_text(failure))
        self.message.show()

    def _show_busy(self, progress: object) -> None:
        for control in self._buttons:
            control.setEnabled(progress is None)
