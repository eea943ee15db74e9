"""The cleaning report: examine, look at what was found, repair or leave out."""

from __future__ import annotations

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from app.engine.messages import CleaningReport, Finding
from app.ui.catalog.findings_model import FINDING_ROLE, SORT_ROLE, FindingsModel
from app.ui.controls.roles import button, label, with_role


class CleaningPanel(Widget):
    """What cleaning found.

    Signals
    -------
    examination_wanted
        Look at every medium and text.
    repair_wanted
        Identifiers of items to repair, a tuple; empty for all.
    exclusion_wanted
        Identifiers of items to leave out, a tuple.
    item_wanted
        Identifier of an item to look at.
    """

    examination_wanted = Signal()
    repair_wanted = Signal(object)
    exclusion_wanted = Signal(object)
    item_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.summary = label("", wrap=True)
        self.examine = button(self.tr("Examine now"), "primary")
        self.repair = button(self.tr("Repair"))
        self.exclude = button(self.tr("Leave out"))
        self._model, self._sorted = FindingsModel(), QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(SORT_ROLE)
        self.table = QTableView()
        self._dress_table()
        self._lay_out()
        self._connect()
        self.show_report(CleaningReport("", (), 0))

    def show_report(self, report: CleaningReport) -> None:
        """Show what was found."""
        self._model.show_findings(report.findings)
        self.table.setVisible(bool(report.findings))
        if not report.examined:
            text = self.tr(
                "Nothing was examined yet. Examining looks at every picture, text and sound "
                "for blur, noise, garbled text, silence, clipping and hum. Originals are never "
                "changed."
            )
        elif not report.findings:
            text = self.tr("%n medium(s) examined; nothing is wrong.", "", report.examined)
        else:
            text = self.tr("%n medium(s) examined.", "", report.examined) + " "
            text += self.tr("%n problem(s) found.", "", len(report.findings))
        self.summary.setText(text)
        self._show_buttons()

    def chosen(self) -> tuple[Finding, ...]:
        """Return the findings that are chosen."""
        rows = self.table.selectionModel().selectedRows()
        return tuple(row.data(FINDING_ROLE) for row in rows)

    def _connect(self) -> None:
        self.examine.clicked.connect(self.examination_wanted)
        self.repair.clicked.connect(lambda: self.repair_wanted.emit(self._items()))
        self.exclude.clicked.connect(lambda: self.exclusion_wanted.emit(self._items()))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())

    def _items(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(finding.item_id for finding in self.chosen()))

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1:
            self.item_wanted.emit(chosen[0].item_id)
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen = self.chosen()
        rows = range(self._model.rowCount())
        among = chosen or [self._model.index(row, 0).data(FINDING_ROLE) for row in rows]
        can = any(one.is_repairable and not one.is_repaired for one in among)
        self.repair.setEnabled(can)
        self.repair.setText(self.tr("Repair these") if chosen else self.tr("Repair all"))
        self.exclude.setEnabled(bool(chosen))

    def _dress_table(self) -> None:
        table = with_role(self.table, "table")
        table.setModel(self._sorted)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(34)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(64)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setAccessibleName(self.tr("Problems that were found"))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.summary)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.examine, self.repair, self.exclude):
            row.addWidget(widget)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
