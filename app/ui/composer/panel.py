"""The whole query panel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.core.modality import Modality
from app.engine.messages import Failure, FailureKind, Recording
from app.ui.composer.health_strip import HealthStrip
from app.ui.composer.intake import Intake
from app.ui.composer.picture_card import PictureCard
from app.ui.composer.recorder import Recorder
from app.ui.composer.sound_card import SoundCard
from app.ui.composer.words_card import WordsCard
from app.ui.controls.roles import button, label
from app.ui.controls.scroll_column import GUTTER, ScrollColumn
from app.ui.icons import IconName, icon
from app.ui.preferences import Preferences
from app.ui.query_model import QueryModel
from app.ui.theme import ThemeController

LOW = 660
"""Less height than this, in pixels, calls for compact cards."""


class Composer(QWidget):
    """Cards for picture, words and sound, the health strip, Clear and Search.

    Parameters
    ----------
    theme
        Gives the colours.
    model
        The query being composed.
    intake
        Takes files, drops and pastes.
    recorder
        The microphone.
    preferences
        The chosen microphone and whether silence ends a recording.

    Signals
    -------
    search_wanted
        The person does not want to wait for the typing pause.
    """

    search_wanted = Signal()

    def __init__(
        self,
        theme: ThemeController,
        model: QueryModel,
        intake: Intake,
        recorder: Recorder,
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._intake = intake
        self._recorder = recorder
        self._preferences = preferences
        self.picture = PictureCard(theme, model)
        self.words = WordsCard(theme, model)
        self.sound = SoundCard(theme, model, recorder, preferences.settings.microphone)
        self.health = HealthStrip(theme, model)
        self.looking = label("", "caption")
        self.column = ScrollColumn()
        self.clear = button(self.tr("Clear"), "link", self.tr("Clear the whole query"))
        self.search = button(self.tr("Search"), "primary")
        self._lay_out()
        self._connect()
        self._tint()
        self._show_looking(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the cards together where there is little height."""
        super().resizeEvent(event)
        compact = self.height() < LOW
        for card in (self.picture, self.words, self.sound):
            card.set_compact(compact)
        self.column.column.setSpacing(8 if compact else 12)

    def open_files(self, modality: Modality | None = None) -> None:
        """Let the person choose files, of one modality or of any."""
        paths, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Open pictures, sounds or texts"), "", self._filters(modality)
        )
        if paths:
            self._intake.take_paths(paths, modality)

    def toggle_recording(self) -> None:
        """Start recording, or stop it."""
        if self._recorder.is_recording:
            self._recorder.stop()
        else:
            silence = self._preferences.settings.stop_on_silence
            self._recorder.record(self.sound.bar.device, silence)

    def _filters(self, modality: Modality | None) -> str:
        kinds = {
            Modality.IMAGE: self.tr("Pictures")
            + " (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff *.heic *.heif *.svg)",
            Modality.AUDIO: self.tr("Sounds")
            + " (*.wav *.flac *.ogg *.oga *.opus *.mp3 *.m4a *.aac)",
            Modality.TEXT: self.tr("Texts") + " (*.txt *.md)",
        }
        every = self.tr("All files") + " (*)"
        return f"{kinds[modality]};;{every}" if modality else ";;".join([every, *kinds.values()])

    def _connect(self) -> None:
        self.picture.open_wanted.connect(lambda: self.open_files(Modality.IMAGE))
        self.sound.open_wanted.connect(lambda: self.open_files(Modality.AUDIO))
        self.sound.record_wanted.connect(self.toggle_recording)
        self.sound.bar.device_chosen.connect(lambda name: self._preferences.change(microphone=name))
        self.sound.problem.connect(self._say_silent)
        self.words.search_wanted.connect(self.search_wanted)
        self.words.field.media_offered.connect(self._intake.take_mime)
        self.search.clicked.connect(self.search_wanted)
        self.clear.clicked.connect(self._model.clear)
        self._intake.looking_changed.connect(self._show_looking)
        self._intake.refused.connect(self.health.show_failure)
        self._recorder.recorded.connect(self._take_recording)
        self._recorder.failed.connect(self.health.show_failure)
        self._theme.theme_changed.connect(self._tint)

    def _take_recording(self, recording: Recording) -> None:
        self._intake.take_paths([recording.path], Modality.AUDIO)
        self.health.show_notices(recording.notices)

    def _say_silent(self, why: str) -> None:
        self.health.show_failure(Failure(0, FailureKind.INPUT, self.tr("Sound"), why))

    def _show_looking(self, count: int) -> None:
        self.looking.setText(self.tr("Looking at %n file(s)…", "", count))
        self.looking.setVisible(count > 0)

    def _tint(self) -> None:
        self.search.setIcon(icon(IconName.SEARCH, self._theme.tokens.on_accent, 18))
        self.search.setIconSize(QSize(18, 18))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(4, 0, GUTTER, 0)
        top.addWidget(label(self.tr("Ask with"), "title"))
        top.addStretch(1)
        top.addWidget(self.clear)
        for widget in (self.picture, self.words, self.sound, self.looking, self.health):
            self.column.column.addWidget(widget)
        self.column.column.addStretch(1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(0, 0, GUTTER, 0)
        bottom.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.column, 1)
        layout.addLayout(bottom)
