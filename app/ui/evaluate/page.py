"""What was measured of a catalog, as tables and bars; measuring anew; export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.settings import Settings
from app.engine.messages import Evaluation, Evaluations, Failure
from app.ui.composer.health_strip import failure_text
from app.ui.controls.roles import change_role, label, with_role
from app.ui.evaluate.figures_card import FiguresCard
from app.ui.evaluate.measure_bar import MeasureBar
from app.ui.evaluate.summary_card import SummaryCard
from app.ui.evaluate.wording import kind_about
from app.ui.services import Services
from app.ui.work_page import WorkPage

GAP = 16
WIDEST_EMPTY = 560
SUMMARY_SHARE = 0.25
"""Height that sentences may take, of the page's."""


class EvaluatePage(WorkPage):
    """Summary, figures, "Measure now", and export.

    Parameters
    ----------
    services
        What outlives the page.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._catalog = services.preferences.settings.catalog
        self._measuring = services.measuring
        self._was_shown = False

    def build(self) -> Iterator[None]:
        """Build the bar, then the figures."""
        self.bar = MeasureBar(self._measuring)
        self.message = label("", "danger", wrap=True)
        self.summary = SummaryCard()
        self.about = label("", "muted", wrap=True)
        self.faces = QStackedWidget()
        self.message.hide()
        self._lay_out()
        yield
        self.figures = FiguresCard(self._services.theme)
        yield
        self.faces.addWidget(self._measured())
        self._connect()
        self._fit()
        self._show()
        self._measuring.refresh(self._catalog)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the figures."""
        super().resizeEvent(event)
        if self.is_built:
            self._fit()

    def _fit(self) -> None:
        self.summary.limit(round(SUMMARY_SHARE * self.height()))

    @property
    def evaluation(self) -> Evaluation | None:
        """What was measured of the chosen kind, if anything was."""
        known = self._measuring.evaluations
        if known is None or known.catalog != self._catalog:
            return None
        return next((one for one in known.evaluations if one.kind is self.bar.kind), None)

    def measure_now(self) -> None:
        """Measure what is chosen."""
        if self._measuring.start(self._catalog, self.bar.kind):
            self.message.hide()

    def save(self, ending: str) -> None:
        """Let the person choose a file and write the evaluation to it."""
        name = f"{self._catalog}-{self.bar.kind.value}.{ending}"
        pattern = f"{ending.upper()} (*.{ending})"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the figures"), name, pattern)
        if path:
            named = path if path.lower().endswith(f".{ending}") else f"{path}.{ending}"
            self._measuring.export(self._catalog, self.bar.kind, named)

    def _show(self) -> None:
        found = self.evaluation
        self.faces.setCurrentIndex(0 if found is None else 1)
        self.about.setText(kind_about(self.bar.kind))
        self.bar.show_measured(found is not None)
        if found is not None:
            self.summary.show_evaluation(found)
            self.figures.show_evaluation(found)

    def _take_evaluations(self, known: Evaluations) -> None:
        if not self._was_shown and known.evaluations and self.evaluation is None:
            self.bar.kinds.choose(known.evaluations[0].kind.value)
        self._was_shown = True
        self._show()
        self.settled.emit()

    def _show_failure(self, failure: Failure) -> None:
        self._say(failure_text(failure), "danger")
        self.settled.emit()

    def _show_cancelled(self) -> None:
        self._say(self.tr("Cancelled. What was measured before is kept."), "muted")

    def _show_written(self, path: str) -> None:
        self._say(self.tr("Saved as %1").replace("%1", Path(path).name), "muted")

    def _say(self, text: str, role: str) -> None:
        self.message.setText(text)
        change_role(self.message, role)
        self.message.show()

    def _follow(self, settings: Settings) -> None:
        """Show what was measured of another catalog."""
        if settings.catalog != self._catalog:
            self._catalog = settings.catalog
            self.message.hide()
            self._show()
            self._measuring.refresh(self._catalog)

    def _connect(self) -> None:
        measuring = self._measuring
        self.bar.kind_chosen.connect(self._show)
        self.bar.measuring_wanted.connect(self.measure_now)
        self.bar.saving_wanted.connect(self.save)
        measuring.evaluations_changed.connect(self._take_evaluations)
        measuring.failed.connect(self._show_failure)
        measuring.cancelled.connect(self._show_cancelled)
        measuring.written.connect(self._show_written)
        self._services.preferences.changed.connect(self._follow)

    def _lay_out(self) -> None:
        self.faces.addWidget(
            _empty(label(self.tr("Nothing was measured yet"), "title"), self.about)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(12)
        layout.addWidget(self.bar)
        layout.addWidget(self.message)
        layout.addWidget(self.faces, 1)

    def _measured(self) -> QWidget:
        measured = QWidget()
        inner = QVBoxLayout(measured)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GAP)
        inner.addWidget(self.summary)
        inner.addWidget(self.figures, 1)
        return measured


def _empty(title: QLabel, about: QLabel) -> QFrame:
    inner = QWidget()
    inner.setMaximumWidth(WIDEST_EMPTY)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for widget in (title, about):
        widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(widget)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(inner, 20)
    row.addStretch(1)
    card = with_role(QFrame(), "card")
    layout = QVBoxLayout(card)
    layout.addStretch(2)
    layout.addLayout(row)
    layout.addStretch(3)
    return card
