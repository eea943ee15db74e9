"""The line at the bottom: is the engine ready, and where did the time go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from app.core.modality import Modality
from app.ui.controls.icon_button import IconButton, IconLabel
from app.ui.controls.roles import label, with_role
from app.ui.icons import IconName
from app.ui.stages import stage_text
from app.ui.theme import ThemeController

if TYPE_CHECKING:
    from app.core.progress import Progress
    from app.core.recommendation import Timings
    from app.engine.messages import Answer, EngineStatus


class StatusLine(QWidget):
    """State of the engine at the left, progress of a long job at the right.

    Signals
    -------
    cancel_wanted
        The person wants to stop the long job.
    """

    cancel_wanted = Signal()

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = self.tr("starting the engine…")
        self._pack = ""
        self._timings = ""
        self._icon = IconLabel(theme, IconName.REFRESH, "text_muted", 14)
        self.text = label("", "caption")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.job = label("", "caption")
        self.progress = QProgressBar()
        self.progress.setFixedWidth(120)
        self.progress.setAccessibleName(self.tr("Progress of the job"))
        self.cancel = IconButton(theme, IconName.CLOSE, self.tr("Cancel the job"), size=12)
        # Else every page would change its size as a job begins or ends.
        policy = self.cancel.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.cancel.setSizePolicy(policy)
        self.cancel.clicked.connect(self.cancel_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self.text, 1)
        for widget in (self.job, self.progress, self.cancel):
            layout.addWidget(widget)
        self.setMinimumHeight(32)
        self.show_progress(None)
        self._refresh()

    def show_status(self, status: EngineStatus) -> None:
        """Say that the engine is ready, and with which models."""
        self._state = self.tr("engine ready")
        self._pack = self.tr("{pack} pack").format(pack=status.pack)
        self._icon.show_icon(IconName.CHECK, "success")
        self._refresh()

    def show_lost(self) -> None:
        """Say that the engine is being restarted."""
        self._state = self.tr("restarting the engine…")
        self._icon.show_icon(IconName.REFRESH, "danger")
        self._refresh()

    def show_answer(self, answer: Answer) -> None:
        """Say where the time of this answer went."""
        self._timings = timings_text(answer.timings)
        self._refresh()

    def show_progress(self, progress: Progress | None) -> None:
        """Show a long job, or nothing."""
        for widget in (self.job, self.progress, self.cancel):
            widget.setVisible(progress is not None)
        if progress is not None:
            self.job.setText(stage_text(progress.stage))
            self.progress.setRange(0, progress.total)
            self.progress.setValue(progress.done)

    def _refresh(self) -> None:
        parts = [self._state, self._pack, self.tr("offline"), self._timings]
        text = "  ·  ".join(part for part in parts if part)
        self.text.setText(text)
        self.text.setToolTip(text)


def timings_text(timings: Timings) -> str:
    """Return the stages that took time, such as ``encode 61 ms, fuse 2 ms``."""
    encode = sum(timings.encode[modality] for modality in Modality)
    stages = {
        QCoreApplication.translate("StatusLine", "load"): timings.load,
        QCoreApplication.translate("StatusLine", "encode"): encode,
        QCoreApplication.translate("StatusLine", "listen"): timings.transcribe,
        QCoreApplication.translate("StatusLine", "fuse"): timings.fuse,
        QCoreApplication.translate("StatusLine", "search"): timings.search,
        QCoreApplication.translate("StatusLine", "explain"): timings.explain,
    }
    spent = [f"{name} {_milliseconds(value)}" for name, value in stages.items() if value > 0]
    return ", ".join(spent)


def _milliseconds(value: float) -> str:
    return f"{value:.0f} ms" if value >= 10 else f"{value:.1f} ms"
