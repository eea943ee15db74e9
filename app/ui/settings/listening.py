"""Microphone, speech, and the recordings on disk."""

from __future__ import annotations

from pathlib import Path

from app.core.home import Home
from app.engine.messages import Microphones
from app.ui.composer.recorder import Recorder
from app.ui.controls.choice import Choice
from app.ui.controls.roles import button, label
from app.ui.controls.switch import Switch
from app.ui.preferences import Preferences
from app.ui.settings.section import Section
from app.ui.theme import ThemeController


class ListeningSection(Section):
    """What is recorded, and what becomes of it."""

    def __init__(
        self, theme: ThemeController, preferences: Preferences, recorder: Recorder, home: Home
    ) -> None:
        super().__init__(self.tr("Sound and speech"))
        self._preferences = preferences
        self._folder = home.recordings
        self.microphone = Choice(theme, self.tr("Microphone"))
        self.problem = label("", "caption", wrap=True)
        self.transcribe = Switch(theme, self.tr("Turn speech into words"))
        self.silence = Switch(theme, self.tr("Stop recording on silence"))
        self.delete = button(self.tr("Delete recordings"))
        self.add_row(self.tr("Microphone"), self.microphone)
        self.add_wide(self.problem)
        self.add_row(
            self.tr("Turn speech into words"),
            self.transcribe,
            self.tr("Heard words count as text; they can be edited or removed."),
        )
        self.add_row(self.tr("Stop recording on silence"), self.silence)
        self.add_row(
            self.tr("Recordings"),
            self.delete,
            self.tr("They stay in Triad's folder on this computer until deleted."),
        )
        self._show(recorder)

    def _show(self, recorder: Recorder) -> None:
        settings = self._preferences.settings
        self.transcribe.setChecked(settings.transcribe)
        self.silence.setChecked(settings.stop_on_silence)
        self._offer(Microphones(()))
        self._count()
        self.transcribe.toggled.connect(lambda on: self._preferences.change(transcribe=on))
        self.silence.toggled.connect(lambda on: self._preferences.change(stop_on_silence=on))
        self.microphone.activated.connect(
            lambda: self._preferences.change(microphone=self.microphone.value)
        )
        self.delete.clicked.connect(self._delete)
        recorder.microphones_changed.connect(self._offer)

    def _offer(self, microphones: Microphones) -> None:
        chosen = self._preferences.settings.microphone
        names = [device.name for device in microphones.devices]
        if chosen and chosen not in names:
            names.append(chosen)
        default = (self.tr("System microphone"), "")
        self.microphone.offer([default, *((name, name) for name in names)], chosen)
        self.problem.setText(
            self.tr("No microphone can be used. Connect one and allow access to it.")
        )
        self.problem.setToolTip(microphones.problem)
        self.problem.setVisible(bool(microphones.problem))

    def _files(self) -> list[Path]:
        return [path for path in self._folder.glob("*") if path.is_file()]

    def _count(self) -> None:
        count = len(self._files())
        self.delete.setEnabled(count > 0)
        self.delete.setText(self.tr("Delete %n recording(s)", "", count))

    def _delete(self) -> None:
        try:
            for path in self._files():
                path.unlink(missing_ok=True)
        except OSError as error:
            self.problem.setText(f"{error.filename}: {error.strerror}")
            self.problem.show()
        self._count()
