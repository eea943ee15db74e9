"""The sounds of the query, and the microphone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.modality import Modality
from app.engine.messages import MediumReport
from app.ui.composer.card import ModalityCard
from app.ui.composer.file_name import clock, file_name
from app.ui.composer.record_bar import RecordBar
from app.ui.composer.recorder import Recorder
from app.ui.composer.sound_shapes import Waveform
from app.ui.composer.transcript_chip import TranscriptChip
from app.ui.controls.icon_button import IconButton
from app.ui.controls.roles import label
from app.ui.icons import IconName
from app.ui.query_model import QueryModel
from app.ui.theme import ThemeController


class SoundRow(QWidget):
    """The waveform of one sound, its name and length, and a button that removes it."""

    removal_wanted = Signal()

    def __init__(self, theme: ThemeController, report: MediumReport) -> None:
        super().__init__()
        name = file_name(report.path)
        title = label(name)
        title.setMinimumWidth(40)
        title.setToolTip(report.description)
        self.remove = IconButton(
            theme, IconName.CLOSE, self.tr("Remove {name}").format(name=name), size=14
        )
        self.remove.clicked.connect(self.removal_wanted)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(title, 1)
        top.addWidget(label(clock(report.seconds), "caption"))
        top.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(Waveform(theme, report.peaks))


class SoundCard(ModalityCard):
    """Waveforms of all sounds, the record bar and what was heard.

    Parameters
    ----------
    recorder
        The microphone.
    device
        The input device that was chosen before.

    Signals
    -------
    open_wanted
        The person wants to choose sound files.
    record_wanted
        The person wants to record.
    """

    open_wanted = Signal()
    record_wanted = Signal()

    def __init__(
        self, theme: ThemeController, model: QueryModel, recorder: Recorder, device: str
    ) -> None:
        super().__init__(theme, model, Modality.AUDIO, self.tr("Sound"))
        self.bar = RecordBar(theme, device)
        self.chip = TranscriptChip(theme, model)
        self._rows = QVBoxLayout()
        self.body.addLayout(self._rows)
        self.body.addWidget(self.chip)
        self.body.addWidget(self.bar)
        self.bar.open_wanted.connect(self.open_wanted)
        self.bar.record_wanted.connect(self.record_wanted)
        self.bar.stop_wanted.connect(recorder.stop)
        self.bar.devices.opened.connect(recorder.look_for_microphones)
        recorder.recording_changed.connect(self.bar.show_recording)
        recorder.level_changed.connect(self.bar.show_level)
        recorder.microphones_changed.connect(self.bar.show_microphones)
        model.media_changed.connect(self._show_media)
        self._show_media()

    def _show_media(self) -> None:
        while (taken := self._rows.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        reports = self.model.media(Modality.AUDIO)
        for report in reports:
            row = SoundRow(self.theme, report)
            row.removal_wanted.connect(lambda report=report: self.model.remove(report))
            self._rows.addWidget(row)
        self.bar.devices.setVisible(not reports)
