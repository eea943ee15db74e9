"""The curves: of the run that is being trained, or of those that are selected."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.progress import Progress
from app.engine.messages import RunSummary
from app.ui.controls.elided_label import ElidedLabel
from app.ui.controls.roles import button, label, with_role
from app.ui.durations import left
from app.ui.lab.run_curves import RunCurves, compared, curves_of
from app.ui.lab.run_text import run_name
from app.ui.plots.curve_plot import CurvePlot
from app.ui.plots.legend import Legend
from app.ui.services import Services
from app.ui.stages import stage_text

BAR_WIDTH = 120
DRAW_MS = 100
"""Live curves are drawn this often at most."""


class CurvesCard(QFrame):
    """Live curves with progress, time left and a way to stop; or a comparison.

    Parameters
    ----------
    services
        Theme, plotting library and what is being trained.

    Signals
    -------
    live_wanted
        The person wants to see the run that is being trained.
    """

    live_wanted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        with_role(self, "card")
        self._training = services.training
        self._selected: tuple[RunSummary, ...] = ()
        theme, library = services.theme, services.plots
        self.title = label(self.tr("Curves"), "title")
        self.state = ElidedLabel("caption")
        self.progress = QProgressBar()
        self.cancel = button(self.tr("Cancel"), name=self.tr("Cancel the run"))
        self.live = button(self.tr("Show the live run"), "link")
        self.legend = Legend(theme)
        self.empty = label("", "muted", wrap=True)
        self.faces = QStackedWidget()
        epoch = self.tr("epoch")
        self.losses = CurvePlot(theme, library, self.tr("Loss"), epoch)
        self.scores = CurvePlot(theme, library, self.tr("Validation score"), epoch, 1)
        self.sides = CurvePlot(theme, library, self.tr("Generators and discriminators"), epoch, 2)
        self._soon = QTimer(self, singleShot=True, interval=DRAW_MS)
        self._soon.timeout.connect(self._catch_up)
        self._lay_out()
        self._connect()
        self._show_progress(self._training.progress)
        self.refresh()

    def show_selected(self, runs: tuple[RunSummary, ...]) -> None:
        """Show the curves of runs instead of the live ones; none shows those again."""
        self._selected = runs
        self.refresh()

    def refresh(self) -> None:
        """Draw what is to be seen now."""
        self.live.setVisible(bool(self._selected) and self._training.is_busy)
        if len(self._selected) > 1:
            count = len(self._selected)
            self.title.setText(self.tr("%1 runs compared").replace("%1", str(count)))
            self._draw(compared(self._selected))
        elif self._selected:
            self.title.setText(run_name(self._selected[0].plan))
            self._draw(curves_of(self._selected[0].points))
        else:
            plan = self._training.plan
            self.title.setText(run_name(plan) if plan is not None else self.tr("Curves"))
            self._draw(curves_of(self._training.points))

    def _draw(self, curves: RunCurves) -> None:
        nothing = self.tr("Train a run, or select one below, to see its curves.")
        if self._selected:
            nothing = self.tr("This run has no curves: it was solved at once, or never began.")
        elif self._training.is_busy:
            nothing = self.tr("The first epoch is not over yet.")
        self.empty.setText(nothing)
        self.faces.setCurrentIndex(1 if curves.all else 0)
        self.legend.show_curves(curves.all)
        is_compared = len(self._selected) > 1
        self.losses.name(self.tr("Validation loss") if is_compared else self.tr("Loss"))
        self.losses.show_curves(curves.losses)
        self.scores.show_curves(curves.scores)
        self.sides.show_curves(curves.sides)
        self.sides.setVisible(bool(curves.sides))

    def _show_progress(self, progress: Progress | None) -> None:
        for widget in (self.progress, self.cancel):
            widget.setVisible(self._training.is_busy)
        if not self._training.is_busy:
            self.state.show_text("")
            return
        if progress is None:
            self.progress.setRange(0, 0)
            self.state.show_text(self.tr("waiting for the engine…"))
            return
        count = f"{progress.done} / {progress.total}" if progress.total else ""
        parts = [stage_text(progress.stage), count, left(progress.seconds_left)]
        self.state.show_text("  ·  ".join(part for part in parts if part))
        self.progress.setRange(0, progress.total)
        self.progress.setValue(progress.done)

    def _begin(self) -> None:
        self._show_progress(None)
        self.refresh()

    def _advance(self) -> None:
        """Follow soon: what comes faster than pictures is shown together."""
        if not self._soon.isActive():
            self._soon.start()

    def _follow_progress(self, progress: Progress | None) -> None:
        if progress is None:
            self._show_progress(None)
        else:
            self._advance()

    def _catch_up(self) -> None:
        self._show_progress(self._training.progress)
        if not self._selected:
            self.refresh()

    def _connect(self) -> None:
        training = self._training
        training.began.connect(self._begin)
        training.advanced.connect(self._advance)
        training.finished.connect(self._advance)
        training.progressed.connect(self._follow_progress)
        self.cancel.clicked.connect(training.cancel)
        self.live.clicked.connect(self.live_wanted)

    def _lay_out(self) -> None:
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.progress.setFixedWidth(BAR_WIDTH)
        self.progress.setAccessibleName(self.tr("Progress of the run"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.live)
        head.addWidget(self.state, 1)
        for widget in (self.progress, self.cancel):
            # Else the plots would change their size, which takes long, as a run begins or ends.
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.faces.addWidget(self.empty)
        self.faces.addWidget(self._plots())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.faces, 1)

    def _plots(self) -> QWidget:
        plots = QWidget()
        row = QHBoxLayout()
        row.setSpacing(24)
        for plot in (self.losses, self.scores, self.sides):
            row.addWidget(plot, 1)
        column = QVBoxLayout(plots)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row, 1)
        column.addWidget(self.legend)
        return plots
