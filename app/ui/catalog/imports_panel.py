"""Imports: bring more in, and see what was left out and why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.engine.messages import Skipped
from app.ui.controls.roles import button, label, with_role
from app.ui.reasons import reason_text


class ImportsPanel(QWidget):
    """What imports left out.

    Signals
    -------
    import_wanted
        The person wants to import.
    """

    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.more = button(self.tr("Import…"), "primary")
        self.summary = label("", "muted", wrap=True)
        self.list = with_role(QListWidget(), "plain")
        self.list.setAccessibleName(self.tr("Files that were left out"))
        self.list.setWordWrap(True)
        self.more.clicked.connect(self.import_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.summary)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)

    def show_skipped(self, skipped: Skipped) -> None:
        """Show the files, and why each was left out."""
        self.list.clear()
        for one in skipped.files:
            entry = QListWidgetItem(f"{Path(one.path).name}\n{reason_text(one.why)}")
            entry.setToolTip(one.path)
            self.list.addItem(entry)
        self.list.setVisible(bool(skipped.files))
        count = len(skipped.files)
        text = self.tr("%n file(s) were left out:", "", count)
        self.summary.setText(text if count else self.tr("Imports left nothing out."))
