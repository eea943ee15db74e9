"""What is measured, measuring it now, and saving it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.core.progress import Progress
from app.engine.messages import EvaluationKind
from app.ui.controls.elided_label import ElidedLabel
from app.ui.controls.roles import button
from app.ui.controls.tabs import Tabs
from app.ui.durations import left
from app.ui.evaluate.wording import kind_text
from app.ui.measuring import Measuring
from app.ui.stages import stage_text

BAR_WIDTH = 240


class MeasureBar(QWidget):
    """Choose a kind, measure, save; while something is measured, how far it is.

    Parameters
    ----------
    measuring
        Tells how far it is, and stops.

    Signals
    -------
    kind_chosen
        The person wants to see another kind of evaluation.
    measuring_wanted
        The person wants the chosen kind to be measured.
    saving_wanted
        The person wants a file that ends so: ``html`` or ``csv``.
    """

    kind_chosen = Signal()
    measuring_wanted = Signal()
    saving_wanted = Signal(str)

    def __init__(self, measuring: Measuring) -> None:
        super().__init__()
        self._measuring = measuring
        choices = tuple((kind_text(kind), kind.value) for kind in EvaluationKind)
        self.kinds = Tabs(self.tr("What is measured"), choices)
        self.html = button(self.tr("Save as HTML…"))
        self.csv = button(self.tr("Save as CSV…"))
        self.measure = button(self.tr("Measure now"), "primary")
        self.state = ElidedLabel("caption")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("Progress of measuring"))
        self.cancel = button(self.tr("Cancel"), name=self.tr("Cancel measuring"))
        self.working = QWidget()
        self._lay_out()
        self._connect()
        self.show_progress(measuring.progress)

    @property
    def kind(self) -> EvaluationKind:
        """The kind that is chosen."""
        return EvaluationKind(self.kinds.value)

    def show_measured(self, is_measured: bool) -> None:
        """Offer to save what was measured."""
        self.html.setVisible(is_measured)
        self.csv.setVisible(is_measured)

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far it is, or nothing while nothing is measured."""
        is_busy = self._measuring.is_busy
        self.working.setVisible(is_busy)
        self.measure.setEnabled(not is_busy)
        kind = self._measuring.kind
        parts = [kind_text(kind) if kind is not None else ""]
        if progress is not None:
            count = f"{progress.done} / {progress.total}" if progress.total else ""
            parts += [stage_text(progress.stage), count, left(progress.seconds_left)]
        self.state.show_text("  ·  ".join(part for part in parts if part))
        self.progress.setRange(0, progress.total if progress is not None else 0)
        self.progress.setValue(progress.done if progress is not None else 0)

    def _begin(self) -> None:
        self.show_progress(None)

    def _connect(self) -> None:
        self._measuring.began.connect(self._begin)
        self._measuring.progressed.connect(self.show_progress)
        self.kinds.chosen.connect(self.kind_chosen)
        self.measure.clicked.connect(self.measuring_wanted)
        self.cancel.clicked.connect(self._measuring.cancel)
        self.html.clicked.connect(lambda: self.saving_wanted.emit("html"))
        self.csv.clicked.connect(lambda: self.saving_wanted.emit("csv"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.kinds)
        head.addStretch(1)
        for widget in (self.html, self.csv, self.measure):
            head.addWidget(widget)
        self.progress.setFixedWidth(BAR_WIDTH)
        row = QHBoxLayout(self.working)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.state, 1)
        row.addWidget(self.progress)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.working)
