"""The record button, the choice of device, and the live level."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine.messages import Level, Microphones
from app.ui.composer.sound_shapes import LevelMeter
from app.ui.controls.choice import Choice
from app.ui.controls.icon_button import IconLabel
from app.ui.controls.roles import button, label, with_role
from app.ui.durations import clock
from app.ui.icons import IconName, icon
from app.ui.theme import ThemeController


class RecordBar(QWidget):
    """Record and Open while idle; level, time and Stop while recording.

    Signals
    -------
    record_wanted, stop_wanted
        The person pressed Record or Stop.
    open_wanted
        The person wants to choose a sound file.
    device_chosen
        Name of an input device; empty for the system's default.
    """

    record_wanted = Signal()
    stop_wanted = Signal()
    open_wanted = Signal()
    device_chosen = Signal(str)

    def __init__(self, theme: ThemeController, device: str) -> None:
        super().__init__()
        self._theme = theme
        self.record = button(self.tr("Record"), name=self.tr("Record a sound"))
        self.open = button(self.tr("Open…"), "link", self.tr("Open sounds"))
        self.stop = button(self.tr("Stop"), "primary", self.tr("Stop recording"))
        self.devices = Choice(theme)
        self.devices.setAccessibleName(self.tr("Microphone"))
        self.meter = LevelMeter(theme)
        self.elapsed = with_role(label("0:00"), "title")
        self._idle = self._idle_page()
        self._recording = self._recording_page()
        self._recording.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._idle)
        layout.addWidget(self._recording)
        self._show_devices(Microphones(()), device)
        self._tint()
        theme.theme_changed.connect(self._tint)
        self.record.clicked.connect(self.record_wanted)
        self.open.clicked.connect(self.open_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.devices.activated.connect(self._device_was_chosen)

    @property
    def device(self) -> str:
        """The chosen input device; empty for the system's default."""
        return str(self.devices.currentData() or "")

    def show_microphones(self, microphones: Microphones) -> None:
        """Offer the devices that there are, and keep the choice."""
        self._show_devices(microphones, self.device)

    def show_recording(self, recording: bool) -> None:
        """Change between the two faces."""
        self.meter.clear()
        self.elapsed.setText("0:00")
        self._idle.setVisible(not recording)
        self._recording.setVisible(recording)
        (self.stop if recording else self.record).setFocus()

    def show_level(self, level: Level) -> None:
        """Show level and time of the recording."""
        self.meter.show_level(level)
        self.elapsed.setText(clock(level.seconds))

    def _show_devices(self, microphones: Microphones, device: str) -> None:
        self.devices.clear()
        self.devices.addItem(self.tr("System microphone"), "")
        for microphone in microphones.devices:
            self.devices.addItem(microphone.name, microphone.name)
        index = self.devices.findData(device)
        if index < 0:
            self.devices.addItem(device, device)
            index = self.devices.count() - 1
        self.devices.setCurrentIndex(index)
        self.devices.setToolTip(microphones.problem or self.devices.currentText())

    def _device_was_chosen(self) -> None:
        self.devices.setToolTip(self.devices.currentText())
        self.device_chosen.emit(self.device)

    def _idle_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.record)
        row.addStretch(1)
        row.addWidget(self.open)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.devices)
        return page

    def _recording_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel(self._theme, IconName.MICROPHONE, "danger"))
        row.addWidget(self.elapsed)
        row.addStretch(1)
        row.addWidget(self.stop)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.meter)
        return page

    def _tint(self) -> None:
        tokens = self._theme.tokens
        for control, name, colour in (
            (self.record, IconName.MICROPHONE, tokens.audio),
            (self.stop, IconName.STOP, tokens.on_accent),
        ):
            control.setIcon(icon(name, colour, 18))
            control.setIconSize(QSize(18, 18))
