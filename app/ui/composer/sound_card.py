"""The sounds of the query, and the microphone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.modality import Modality
from app.engine.messages import MediumReport
from app.ui.composer.card import ModalityCard
from app.ui.composer.file_name import file_name
from app.ui.composer.record_bar import RecordBar
from app.ui.composer.recorder import Recorder
from app.ui.composer.sound_shapes import Waveform
from app.ui.composer.transcript_chip import TranscriptChip
from app.ui.controls.icon_button import IconButton
from app.ui.controls.roles import label
from app.ui.controls.sound_player import SoundPlayer
from app.ui.durations import length
from app.ui.icons import IconName
from app.ui.query_model import QueryModel
from app.ui.theme import ThemeController


class SoundRow(QWidget):
    """One sound: play and pause, its name, length and waveform, and a button that removes it.

    Signals
    -------
    removal_wanted
        The sound is to leave the query.
    play_wanted, pause_wanted
        The button at its left was pressed.
    """

    removal_wanted = Signal()
    play_wanted = Signal()
    pause_wanted = Signal()

    def __init__(self, theme: ThemeController, report: MediumReport) -> None:
        super().__init__()
        self._name = file_name(report.path)
        self._playing = False
        self.playable = report.playable
        self.play = IconButton(theme, IconName.PLAY, "", "audio", 14)
        self.play.setHidden(not report.playable)
        self.play.clicked.connect(self._pressed)
        self.remove = IconButton(
            theme, IconName.CLOSE, self.tr("Remove {name}").format(name=self._name), size=14
        )
        self.remove.clicked.connect(self.removal_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._top(report))
        layout.addWidget(Waveform(theme, report.peaks))
        self.show_playing("")

    def show_playing(self, path: str) -> None:
        """Show whether this sound is the one that plays."""
        self._playing = bool(path) and path == self.playable
        self.play.set_icon_name(IconName.PAUSE if self._playing else IconName.PLAY)
        verb = self.tr("Pause {name}") if self._playing else self.tr("Play {name}")
        self.play.describe(verb.format(name=self._name))

    def _top(self, report: MediumReport) -> QHBoxLayout:
        title = label(self._name)
        title.setMinimumWidth(40)
        title.setToolTip(report.description)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.play)
        top.addWidget(title, 1)
        top.addWidget(label(length(report.seconds), "caption"))
        top.addWidget(self.remove)
        return top

    def _pressed(self) -> None:
        (self.pause_wanted if self._playing else self.play_wanted).emit()


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
    problem
        One sentence: why a sound cannot be played.
    """

    open_wanted = Signal()
    record_wanted = Signal()
    problem = Signal(str)

    def __init__(
        self, theme: ThemeController, model: QueryModel, recorder: Recorder, device: str
    ) -> None:
        super().__init__(theme, model, Modality.AUDIO, self.tr("Sound"))
        self.bar = RecordBar(theme, device)
        self.chip = TranscriptChip(theme, model)
        self._rows = QVBoxLayout()
        self.player = SoundPlayer(self)
        self.player.playing_changed.connect(self._show_playing)
        self.player.problem.connect(self.problem)
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

    @property
    def rows(self) -> tuple[SoundRow, ...]:
        """The sounds that are shown."""
        items = (self._rows.itemAt(index) for index in range(self._rows.count()))
        widgets = (item.widget() for item in items if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, SoundRow))

    def _show_playing(self, path: str) -> None:
        for row in self.rows:
            row.show_playing(path)

    def _show_media(self) -> None:
        self.player.stop()
        while (taken := self._rows.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        reports = self.model.media(Modality.AUDIO)
        for report in reports:
            row = SoundRow(self.theme, report)
            row.removal_wanted.connect(lambda report=report: self.model.remove(report))
            row.play_wanted.connect(lambda path=report.playable: self.player.play(path))
            row.pause_wanted.connect(self.player.pause)
            self._rows.addWidget(row)
        self.bar.devices.setVisible(not reports)
