"""One sound of an item: play, pause, and where it is."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from app.ui.durations import place
from app.ui.icons import IconName, icon
from app.ui.theme import ThemeController, Tokens

_BUTTON_SIDE = 36


class SoundRow(QWidget):
    """Controls of one sound.

    Signals
    -------
    play_wanted, pause_wanted
        Path of the sound.
    seek_wanted
        A place in the sound, in milliseconds.
    """

    play_wanted = Signal(str)
    pause_wanted = Signal(str)
    seek_wanted = Signal(int)

    def __init__(
        self, theme: ThemeController, name: str, path: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._path = path
        self._name = name
        self._playing = False
        self._button = QToolButton(self)
        self._place = QSlider(Qt.Orientation.Horizontal, self)
        self._time = QLabel(self)
        self._arrange()
        self._button.clicked.connect(self._pressed)
        self._place.sliderMoved.connect(self.seek_wanted)
        theme.theme_changed.connect(self._restyle)
        self._restyle(theme.tokens)

    @property
    def path(self) -> str:
        """The sound's file."""
        return self._path

    def show_playing(self, playing: bool) -> None:
        """Show whether this sound plays."""
        self._playing = playing
        self._restyle(self._theme.tokens)

    def show_position(self, milliseconds: int, total: int) -> None:
        """Show where the sound is."""
        self._place.setRange(0, max(0, total))
        self._place.setEnabled(total > 0)
        if not self._place.isSliderDown():
            self._place.setValue(milliseconds)
        self._time.setText(place(milliseconds / 1000, total / 1000))

    def _arrange(self) -> None:
        label = QLabel(self._name, self)
        label.setProperty("role", "caption")
        self._time.setProperty("role", "caption")
        self._place.setProperty("modality", "audio")
        self._place.setEnabled(False)
        self._place.setAccessibleName(self.tr("Place in the sound"))
        self._place.setMinimumWidth(48)
        line = QHBoxLayout()
        line.addWidget(label, 1)
        line.addWidget(self._time)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._place)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._button.setFixedSize(_BUTTON_SIDE, _BUTTON_SIDE)
        row.setSpacing(8)
        row.addWidget(self._button)
        row.addLayout(column, 1)

    def _pressed(self) -> None:
        (self.pause_wanted if self._playing else self.play_wanted).emit(self._path)

    def _restyle(self, tokens: Tokens) -> None:
        name = IconName.PAUSE if self._playing else IconName.PLAY
        self._button.setIcon(icon(name, tokens.audio, 16))
        verb = self.tr("Pause: %1") if self._playing else self.tr("Play: %1")
        self._button.setAccessibleName(verb.replace("%1", self._name))
        self._button.setToolTip(verb.replace("%1", self._name))


def sound_name(language: str, sound: str, spoken: str) -> str:
    """Name a sound.

    Parameters
    ----------
    language
        Language of a spoken description, or an empty string for the item's own sound.
    sound, spoken
        What to call an item's own sound, and a spoken description in the default language.
    """
    if not language:
        return sound
    name = QLocale(language).nativeLanguageName()
    return name[:1].upper() + name[1:] if name else spoken
