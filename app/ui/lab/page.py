"""Train fusions, watch their curves, compare the runs."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QSplitter, QVBoxLayout

from app.core.lab import RunPlan
from app.core.settings import Settings
from app.engine.messages import Failure, Runs, RunSummary
from app.ui.composer.health_strip import failure_text
from app.ui.controls.question import ask_to_delete
from app.ui.controls.roles import change_role, label
from app.ui.lab.curves_card import CurvesCard
from app.ui.lab.feature_chooser import FeatureChooser
from app.ui.lab.plan_form import PlanForm
from app.ui.lab.run_text import run_name
from app.ui.lab.runs_card import RunsCard
from app.ui.lab.settings_form import SettingsForm
from app.ui.services import Services
from app.ui.work_page import WorkPage

GAP = 16
FORM_EMS = 21
"""Width of the form, in heights of the body text."""


class LabPage(WorkPage):
    """Train fusions, watch their curves, compare the runs.

    Parameters
    ----------
    services
        What outlives the page.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._catalog = services.preferences.settings.catalog
        self._is_listed = False
        self._was_busy = False

    def build(self) -> Iterator[None]:
        """Build the cards, then the form."""
        self.message = label("", "danger", wrap=True)
        self.message.hide()
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.setHandleWidth(GAP)
        columns = self._lay_out(right)
        self.curves = CurvesCard(self._services)
        right.addWidget(self.curves)
        yield
        self.runs = RunsCard(self._services.theme)
        right.addWidget(self.runs)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 2)
        yield
        features = FeatureChooser(self._services.theme)
        yield
        settings = SettingsForm(self._services.theme)
        yield
        self.form = PlanForm(self._services.theme, features, settings)
        self._fit()
        yield
        columns.insertWidget(0, self.form)
        yield
        self._connect()
        self._show_busy()
        self._services.plots.load()
        self._services.training.refresh(self._catalog)

    def _lay_out(self, right: QSplitter) -> QHBoxLayout:
        columns = QHBoxLayout(self)
        columns.setContentsMargins(GAP, GAP, GAP, GAP)
        columns.setSpacing(GAP)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(right, 1)
        columns.addLayout(column, 1)
        return columns

    def train(self, plan: RunPlan) -> None:
        """Begin a run."""
        if self._services.training.start(self._catalog, plan):
            self._begin()

    def resume(self, run: RunSummary) -> None:
        """Go on with a run that was interrupted."""
        if self._services.training.resume(self._catalog, run):
            self._begin()

    def ask_to_remove(self, runs: tuple[RunSummary, ...]) -> QMessageBox:
        """Ask before runs are deleted; return the question."""
        names = ", ".join(run_name(run.plan) for run in runs)
        asked = self.tr("Delete what was learnt in: %1?").replace("%1", names)
        return ask_to_delete(
            self,
            (self.tr("Delete runs"), asked, self.tr("This cannot be undone.")),
            (self.tr("Delete"), self.tr("Keep")),
            lambda: self._remove(runs),
        )

    def _remove(self, runs: tuple[RunSummary, ...]) -> None:
        for run in runs:
            self._services.training.remove(self._catalog, run.run_id)

    def _promote(self, run: RunSummary) -> None:
        text = self.tr("Making “%1” rank the catalog; this takes some seconds…")
        self._say(text.replace("%1", run_name(run.plan)), "muted")
        self._services.training.promote(self._catalog, run.run_id)

    def _begin(self) -> None:
        self.message.hide()
        self.runs.table.clearSelection()

    def _connect(self) -> None:
        training = self._services.training
        self.form.train_wanted.connect(self.train)
        self.runs.selected.connect(self.curves.show_selected)
        self.runs.promote_wanted.connect(self._promote)
        self.runs.resume_wanted.connect(self.resume)
        self.runs.settings_wanted.connect(self._use_again)
        self.runs.removal_wanted.connect(self.ask_to_remove)
        self.curves.live_wanted.connect(self.runs.table.clearSelection)
        training.runs_changed.connect(self._show_runs)
        training.failed.connect(self._show_failure)
        training.cancelled.connect(self._show_cancelled)
        training.promoted.connect(self._show_promoted)
        for happened in (training.began, training.progressed, training.finished):
            happened.connect(self._show_busy)
        self._services.preferences.changed.connect(self._follow)
        self._services.plots.loaded.connect(self._settle)
        self._services.theme.theme_changed.connect(self._fit)

    def _use_again(self, run: RunSummary) -> None:
        self.form.show_plan(run.plan)

    def _show_busy(self) -> None:
        """Follow whether a run is being trained; reports of how far it is change nothing."""
        is_busy = self._services.training.is_busy
        if is_busy != self._was_busy:
            self._was_busy = is_busy
            self.form.show_busy(is_busy)
            self.runs.show_busy(is_busy)

    def _show_runs(self, runs: Runs) -> None:
        if runs.catalog == self._catalog:
            self.runs.show_runs(runs.runs)
            self._is_listed = True
            self._settle()

    def _show_failure(self, failure: Failure) -> None:
        self._say(failure_text(failure), "danger")
        self._is_listed = True
        self._settle()

    def _show_cancelled(self) -> None:
        text = self.tr("Cancelled. Select the run below and resume it at any time.")
        self._say(text, "muted")

    def _show_promoted(self) -> None:
        self._say(self.tr("This run ranks the catalog from now on."), "muted")

    def _say(self, text: str, role: str) -> None:
        self.message.setText(text)
        change_role(self.message, role)
        self.message.show()

    def _settle(self) -> None:
        if self._is_listed and self._services.plots.is_loaded:
            self.settled.emit()

    def _follow(self, settings: Settings) -> None:
        """Show the runs of another catalog."""
        if settings.catalog != self._catalog:
            self._catalog = settings.catalog
            self.message.hide()
            self.runs.show_runs(())
            self._services.training.refresh(self._catalog)

    def _fit(self) -> None:
        self.form.setFixedWidth(FORM_EMS * self._services.theme.tokens.font_body)
