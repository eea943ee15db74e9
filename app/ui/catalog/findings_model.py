"""What cleaning found, as rows of a table that can be sorted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.engine.messages import Finding
from app.ui.catalog.wording import problem_name
from app.ui.results.wording import modality_name

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = int(Qt.ItemDataRole.UserRole)
FINDING_ROLE = SORT_ROLE + 1


class FindingsModel(QAbstractTableModel):
    """Problem, item, medium, measured value and threshold, state."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[Finding, ...] = ()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._findings = tuple(findings)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Return the number of findings."""
        return 0 if parent.isValid() else len(self._findings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings())

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's heading."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings()[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, its value to sort by, or the finding."""
        finding = self._findings[index.row()]
        if role == FINDING_ROLE:
            return finding
        if role == SORT_ROLE:
            return finding.value if index.column() == 3 else self._cells(finding)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(finding)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return finding.path or finding.title
        return None

    def _headings(self) -> tuple[str, ...]:
        return (
            self.tr("Problem"),
            self.tr("Item"),
            self.tr("Medium"),
            self.tr("Measured (limit)"),
            self.tr("State"),
        )

    def _cells(self, finding: Finding) -> tuple[str, ...]:
        measured = f"{finding.value:.3g} ({finding.threshold:.3g})"
        return (
            problem_name(finding.problem),
            finding.title,
            modality_name(finding.modality),
            measured,
            self._state(finding),
        )

    def _state(self, finding: Finding) -> str:
        if finding.is_repaired:
            return self.tr("Repaired")
        return self.tr("Can be repaired") if finding.is_repairable else ""
