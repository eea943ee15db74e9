"""How far long work on the catalog is, and a way to stop it."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from app.core.progress import Progress
from app.ui.controls.elided_label import ElidedLabel
from app.ui.controls.roles import button
from app.ui.durations import left
from app.ui.stages import stage_text


class WorkLine(QWidget):
    """One line about long work; hidden without any.

    Signals
    -------
    cancel_wanted
        The person wants to stop the work.
    """

    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = ElidedLabel("caption")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(self.tr("Progress of the work on the catalog"))
        self.cancel = button(self.tr("Cancel"), "link", self.tr("Cancel the work on the catalog"))
        self.cancel.clicked.connect(self.cancel_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.cancel)
        self.hide()

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far the work is; hide when it is over."""
        self.setVisible(progress is not None)
        if progress is not None:
            count = f"{progress.done:,} / {progress.total:,}" if progress.total else ""
            wait = left(progress.seconds_left)
            name = PurePath(progress.detail).name
            parts = (stage_text(progress.stage), count, wait, name)
            self.text.show_text("  ·  ".join(part for part in parts if part))
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)
