"""An evaluation's table for item views: what to write, what to tell, how warm."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.engine.messages import EvaluationCell
from app.ui.evaluate.table import Table
from app.ui.evaluate.wording import cell_text, figure_text
from app.ui.evaluate.wrapped_header import CENTRED

LEFT = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value | (
    Qt.TextFlag.TextWordWrap.value
)
BREAK = "\N{ZERO WIDTH SPACE}"

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole
"""An :class:`EvaluationCell`."""

TOLD = (
    CELL_ROLE,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class HeatModel(QAbstractTableModel):
    """Rows and columns of figures; a header click sorts the rows by a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = Table((), (), {})
        self._order: list[int] = []

    @property
    def table(self) -> Table:
        """What is shown."""
        return self._table

    def show_table(self, table: Table) -> None:
        """Replace everything; rows are in the order of the evaluation."""
        self.beginResetModel()
        self._table = table
        self._order = list(range(len(table.rows)))
        self.endResetModel()

    def cell(self, row: int, column: int) -> EvaluationCell | None:
        """Return the cell of a shown row."""
        return self._table.at(self._order[row], column)

    def row_name(self, row: int) -> str:
        """Return the name of a shown row."""
        return self._table.rows[self._order[row]]

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self._table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return the name of a row or column, which may be wrapped, also after a plus."""
        is_column = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return CENTRED if is_column else LEFT
        if role == Qt.ItemDataRole.DisplayRole:
            name = self._table.columns[section] if is_column else self.row_name(section)
            return name.replace("+", f"+{BREAK}")
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a figure as text, or its cell; nothing where nothing was measured."""
        if role not in TOLD:
            return None
        cell = self.cell(index.row(), index.column())
        if cell is None or role == CELL_ROLE:
            return cell
        return figure_text(cell.mean) if role == Qt.ItemDataRole.DisplayRole else cell_text(cell)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort rows by the means of a column; rows without a figure come last."""
        if not 0 <= column < self.columnCount():
            return
        sign = 1.0 if order is Qt.SortOrder.AscendingOrder else -1.0

        def key(row: int) -> tuple[bool, float]:
            cell = self._table.at(row, column)
            return (cell is None, sign * cell.mean if cell is not None else 0.0)

        self.layoutAboutToBeChanged.emit()
        self._order = sorted(range(len(self._table.rows)), key=key)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._order) - 1)
