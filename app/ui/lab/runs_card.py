"""The table of runs, and what can be done with those that are selected."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
)

from app.core.lab import RunState
from app.engine.messages import RunSummary
from app.ui.controls.roles import button, label, with_role
from app.ui.lab.runs_model import SORT_ROLE, Column, RunsModel
from app.ui.theme import ThemeController

MARGINS = 48
ROW_EMS = 2.4
WIDTH_EMS = {
    Column.NAME: 11,
    Column.FEATURES: 8,
    Column.FUSION: 9.5,
    Column.STATE: 7,
    Column.SCORE: 5,
    Column.SECONDS: 5,
    Column.STARTED: 10.5,
}
"""Heights of rows and widths of columns, in heights of the body text; where there is more
room, the features take it."""


class RunsCard(QFrame):
    """Compare, promote, resume, use again, delete.

    Parameters
    ----------
    theme
        Gives the colours.

    Signals
    -------
    selected
        The :class:`RunSummary` tuple that is selected now.
    promote_wanted, resume_wanted, settings_wanted
        The :class:`RunSummary` to promote, to go on with, to use the settings of.
    removal_wanted
        The tuple of runs to delete; nobody was asked yet.
    """

    selected = Signal(object)
    promote_wanted = Signal(object)
    resume_wanted = Signal(object)
    settings_wanted = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self, theme: ThemeController) -> None:
        super().__init__()
        with_role(self, "card")
        self._theme = theme
        self._is_busy = False
        self.model = RunsModel(theme, self)
        self.proxy = QSortFilterProxyModel(self)
        self.table = with_role(QTableView(), "table")
        self.promote = button(self.tr("Promote"), name=self.tr("Let this run rank the catalog"))
        self.resume = button(self.tr("Resume"), name=self.tr("Go on with this run"))
        self.reuse = button(self.tr("Reuse settings"), name=self.tr("Use these settings again"))
        self.remove = button(self.tr("Delete"), name=self.tr("Delete the selected runs"))
        self.note = label("", "caption", wrap=True)
        self._set_up_table()
        self._lay_out()
        self._connect()
        self._fit()
        self._show_actions()

    @property
    def chosen(self) -> tuple[RunSummary, ...]:
        """The runs that are selected, in the order of the rows."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        sources = [self.proxy.mapToSource(self.proxy.index(row, 0)).row() for row in rows]
        return tuple(self.model.runs[row] for row in sources)

    def show_runs(self, runs: tuple[RunSummary, ...]) -> None:
        """Show the runs of a catalog; what was selected stays selected."""
        before = {run.run_id for run in self.chosen}
        with QSignalBlocker(self.table.selectionModel()):
            self.model.show_runs(runs)
            self._select(before)
        self.faces.setCurrentIndex(1 if runs else 0)
        self._show_actions()
        self.selected.emit(self.chosen)

    def show_busy(self, is_busy: bool) -> None:
        """Say whether a run is being trained."""
        self._is_busy = is_busy
        self._show_actions()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns fitting widths."""
        super().resizeEvent(event)
        self._fit()

    def _select(self, run_ids: set[str]) -> None:
        flags = self.table.selectionModel().SelectionFlag
        for row, run in enumerate(self.model.runs):
            if run.run_id in run_ids:
                place = self.proxy.mapFromSource(self.model.index(row, 0))
                self.table.selectionModel().select(place, flags.Select | flags.Rows)

    def _set_up_table(self) -> None:
        self.proxy.setSourceModel(self.model)
        self.proxy.setSortRole(SORT_ROLE)
        self.table.setModel(self.proxy)
        self.table.setAccessibleName(self.tr("Runs"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(Column.STARTED, Qt.SortOrder.DescendingOrder)

    def _fit(self) -> None:
        em = self._theme.tokens.font_body
        self.table.verticalHeader().setDefaultSectionSize(round(ROW_EMS * em))
        for column, width in WIDTH_EMS.items():
            self.table.setColumnWidth(column, round(width * em))
        modes = QHeaderView.ResizeMode
        has_room = self.width() > sum(WIDTH_EMS.values()) * em + MARGINS
        self.table.horizontalHeader().setSectionResizeMode(
            Column.FEATURES, modes.Stretch if has_room else modes.Interactive
        )

    def _actions(self) -> tuple[QPushButton, ...]:
        return (self.promote, self.resume, self.reuse, self.remove)

    def _lay_out(self) -> None:
        empty = label(
            self.tr("No run yet. Choose a fusion at the left and train it."), "muted", wrap=True
        )
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.faces = QStackedWidget()
        self.faces.addWidget(empty)
        self.faces.addWidget(self.table)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.tr("Runs"), "title"))
        head.addStretch(1)
        for action in self._actions():
            head.addWidget(action)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.faces, 1)
        layout.addWidget(self.note)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._tell_selected)
        self._theme.theme_changed.connect(self._fit)
        self.promote.clicked.connect(lambda: self.promote_wanted.emit(self.chosen[0]))
        self.resume.clicked.connect(lambda: self.resume_wanted.emit(self.chosen[0]))
        self.reuse.clicked.connect(lambda: self.settings_wanted.emit(self.chosen[0]))
        self.remove.clicked.connect(lambda: self.removal_wanted.emit(self.chosen))

    def _tell_selected(self) -> None:
        self._show_actions()
        self.selected.emit(self.chosen)

    def _show_actions(self) -> None:
        """Offer what the selected runs allow, and say why a run failed."""
        chosen = self.chosen
        only = chosen[0] if len(chosen) == 1 else None
        is_done = only is not None and only.state is RunState.FINISHED
        self.promote.setEnabled(is_done and only is not None and not only.is_promoted)
        interrupted = only is not None and only.state is RunState.INTERRUPTED
        self.resume.setEnabled(interrupted and not self._is_busy)
        self.reuse.setEnabled(only is not None)
        self.remove.setEnabled(bool(chosen) and all(map(_can_be_removed, chosen)))
        compare = self.tr("Select several runs to compare their curves.")
        self.note.setText(only.problem if only is not None and only.problem else compare)


def _can_be_removed(run: RunSummary) -> bool:
    return not run.is_promoted and run.state is not RunState.RUNNING
