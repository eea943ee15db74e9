"""What stands in place of results while nothing is asked: how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.modality import MODALITIES
from app.ui.controls.badge import ModalityBadge
from app.ui.controls.flow_layout import FlowLayout
from app.ui.controls.roles import button, label, with_role
from app.ui.theme import ThemeController


class ExamplesPage(QWidget):
    """An invitation, and example queries that can be clicked.

    Signals
    -------
    example_chosen
        Words to search with.
    """

    example_chosen = Signal(str)

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(16)
        layout.addStretch(2)
        layout.addLayout(self._badges(theme))
        centre = Qt.AlignmentFlag.AlignCenter
        for text, role in (
            (self.tr("Show it, say it, or let it be heard"), "heading"),
            (
                self.tr(
                    "Drop a picture anywhere, type a few words, record a sound, or mix all three. "
                    "Each result shows how much every part of your question counted."
                ),
                "muted",
            ),
        ):
            line = label(text, role, wrap=True)
            line.setAlignment(centre)
            layout.addWidget(line)
        layout.addSpacing(8)
        hint = label(self.tr("Or try one of these"), "section")
        hint.setAlignment(centre)
        layout.addWidget(hint)
        layout.addWidget(self._chips())
        layout.addStretch(3)

    def _badges(self, theme: ThemeController) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        for modality in MODALITIES:
            row.addWidget(ModalityBadge(theme, modality, 56))
        row.addStretch(1)
        return row

    def _chips(self) -> QWidget:
        chips = with_role(QWidget(), "plain")
        flow = FlowLayout(chips, gap=8, centred=True)
        for text, words in (  # the text encoder reads English, whatever the window speaks
            (self.tr("a red fruit"), "a red fruit"),
            (self.tr("something to make music with"), "something to make music with"),
            (self.tr("a bird that swims"), "a bird that swims"),
            (self.tr("a vehicle on rails"), "a vehicle on rails"),
            (self.tr("an animal of the sea"), "an animal of the sea"),
        ):
            chip = button(text, "chip", self.tr("Try: {words}").format(words=text))
            chip.clicked.connect(lambda _=False, words=words: self.example_chosen.emit(words))
            flow.addWidget(chip)
        return chips
