"""Which word vectors GloVe takes: learnt from the captions, or of a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.ui.controls.elided_label import ElidedLabel
from app.ui.controls.roles import button, with_role


class GloveFile(QWidget):
    """A file of word vectors, or none.

    Signals
    -------
    changed
        Another file was chosen, or none.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.path = ""
        self.name = with_role(ElidedLabel(), "caption")
        self.choose = button(self.tr("File…"), "link", self.tr("Choose a file of word vectors"))
        self.clear = button(self.tr("Learn"), "link", self.tr("Learn word vectors from captions"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.choose)
        layout.addWidget(self.clear)
        self.choose.clicked.connect(self._ask)
        self.clear.clicked.connect(lambda: self._take(""))
        self.show_path("")

    def show_path(self, path: str) -> None:
        """Show what is taken."""
        self.path = path
        self.name.setText(Path(path).name if path else self.tr("Learnt from the captions"))
        self.name.setToolTip(path)
        self.clear.setVisible(bool(path))

    def _ask(self) -> None:
        kinds = self.tr("Word vectors") + " (*.txt *.vec)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Word vectors"), self.path, kinds)
        if path:
            self._take(path)

    def _take(self, path: str) -> None:
        self.show_path(path)
        self.changed.emit()
