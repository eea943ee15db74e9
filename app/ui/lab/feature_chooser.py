"""The features of each modality, one row each."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.lab import AudioFeature, FeatureChoice, ImageFeature, TextFeature
from app.core.modality import Modality
from app.ui.controls.badge import ModalityBadge
from app.ui.controls.choice import Choice
from app.ui.controls.roles import label
from app.ui.lab.glove_file import GloveFile
from app.ui.lab.relevance import RAW
from app.ui.lab.wording import choice_text
from app.ui.theme import ThemeController

BADGE = 28


class FeatureChooser(QWidget):
    """Choose how pictures, words and sounds become features.

    Parameters
    ----------
    theme
        Gives the colours.

    Signals
    -------
    changed
        Another feature was chosen.
    """

    changed = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        self._chosen = FeatureChoice()
        self._is_raw = False
        self.choices = {
            Modality.IMAGE: Choice(theme, self.tr("Features of pictures")),
            Modality.TEXT: Choice(theme, self.tr("Features of words")),
            Modality.AUDIO: Choice(theme, self.tr("Features of sounds")),
        }
        self.glove = GloveFile()
        self.raw_hint = label(
            self.tr("Chosen for you: this fusion reads the media themselves."), "caption", wrap=True
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for modality, choice in self.choices.items():
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(ModalityBadge(theme, modality, BADGE))
            row.addWidget(choice, 1)
            layout.addLayout(row)
            choice.activated.connect(self._choose)
            if modality is Modality.TEXT:
                layout.addWidget(self.glove)
        layout.addWidget(self.raw_hint)
        self.glove.changed.connect(self._choose)
        self._show()

    @property
    def features(self) -> FeatureChoice:
        """What was chosen, or raw media where the fusion reads those."""
        return RAW if self._is_raw else self._chosen

    def show_features(self, features: FeatureChoice) -> None:
        """Show a choice; raw media are no choice and leave the last one."""
        if features != RAW:
            self._chosen = features
        self._show()

    def take_raw(self, is_raw: bool) -> None:
        """Choose raw media, or let the person choose again."""
        self._is_raw = is_raw
        self._show()

    def _choose(self) -> None:
        self._chosen = FeatureChoice(
            ImageFeature(self.choices[Modality.IMAGE].value),
            TextFeature(self.choices[Modality.TEXT].value),
            AudioFeature(self.choices[Modality.AUDIO].value),
            self.glove.path if self._takes_glove else "",
        )
        self._show_glove()
        self.changed.emit()

    @property
    def _takes_glove(self) -> bool:
        return self.choices[Modality.TEXT].value == TextFeature.GLOVE.value

    def _show_glove(self) -> None:
        self.glove.show_path(self._chosen.glove_file)
        self.glove.setVisible(self._takes_glove)

    def _show(self) -> None:
        self.raw_hint.setVisible(self._is_raw)
        shown = self.features
        kinds: tuple[Enum, ...] = (shown.image, shown.text, shown.audio)
        for (modality, choice), kind in zip(self.choices.items(), kinds, strict=True):
            raw = getattr(RAW, modality.value)
            offered = [one for one in type(kind) if one is not raw or one is kind]
            choice.offer(((choice_text(one), one.value) for one in offered), kind.value)
            choice.setEnabled(not self._is_raw)
        self._show_glove()
